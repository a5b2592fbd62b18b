/** No map of the config loses a key: zod passes over `__proto__` where keys are free. */
import { deepEqual, ok } from "node:assert/strict";
import { findingText } from "../../../../config";
import { schemaFindings } from "../../../../config/schema/frame/findings";
import { furtherOf } from "../../../../config/schema/frame/further";
import { parsed } from "../../../../config/schema/frame/parsed";
import { definition, type Schema, type Steps, schemaBelow, unwrapped } from "../../../../config/schema/frame/walk";
import { stackSchema } from "../../../../config/schema/stack";

/** Steps to every map whose keys are free. */
function freeMaps(schema: Schema, steps: Steps): readonly Steps[] {
  const place = unwrapped(schema);
  const { options, shape, element, valueType } = definition(place);
  if (options !== undefined) return options.flatMap((option) => freeMaps(option, steps));
  const keys = [...Object.keys(shape ?? {}), ...(element === undefined ? [] : [0]), ...(valueType ? ["free"] : [])];
  const isFree = valueType !== undefined || furtherOf(place) !== undefined;
  return [...(isFree ? [steps] : []), ...keys.flatMap((key) => freeMaps(schemaBelow(place, key)!, [...steps, key]))];
}

/** A value that has the one key below the steps. */
function holding([step, ...rest]: Steps, key: string): unknown {
  if (step === undefined) return Object.fromEntries([[key, {}]]);
  return typeof step === "number" ? [holding(rest, key)] : Object.fromEntries([[step, holding(rest, key)]]);
}

describe("the key __proto__", () => {
  it("is refused once in every map of the config whose keys are free", () => {
    const maps = freeMaps(stackSchema, []);
    const paths = maps.map((steps) => steps.join("."));
    for (const some of ["teams", "tags", "karpenter.values", "teams.free.pools.0.limits", "teams.free.quotas"])
      ok(paths.includes(some), some);
    for (const steps of maps) {
      const input = holding(steps, "__proto__");
      const { issues = [] } = parsed(stackSchema, input);
      const found = schemaFindings(stackSchema, input, issues).filter((one) => one.steps.at(-1) === "__proto__");
      deepEqual(
        found.map((one) => one.steps),
        [[...steps, "__proto__"]],
        steps.join("."),
      );
    }
  });

  it("is told as any other key that is not valid, and kept where the values are nobody's", () => {
    const team = { owner: "x" };
    const input = JSON.parse('{ "environment": "development", "teams": { "__proto__": { "owner": "x" } } }') as unknown;
    const { issues = [] } = parsed(stackSchema, input);
    deepEqual(
      schemaFindings(stackSchema, input, issues).map(({ finding, meant }) => [findingText(finding), meant]),
      [
        [
          'teams.__proto__: "__proto__" is not a valid team name; write lower-case letters, digits and "-", at most 50, such as "dotori"',
          [{ steps: ["teams", "dotori"], value: team }],
        ],
      ],
    );
    const values = JSON.parse('{ "settings": { "__proto__": 1 } }') as unknown;
    const { data } = parsed(stackSchema, { environment: "development", karpenter: { values } });
    deepEqual(data?.karpenter?.values, values);
  });
});
