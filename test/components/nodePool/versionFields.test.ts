/**
 * What the program writes into node classes and pools against the CRDs of each version of Karpenter: each field is there, or
 * the config refuses its key. The API server drops a field that a CRD does not have, without a word.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import type { CrdRulesByFile } from "../../../capacity/karpenter/versionRow";
import { karpenterVersions } from "../../../capacity/karpenter/versions";
import { isRecord } from "../../../capacity/units/fields";
import { nodeClassSpec } from "../../../components/nodePool/nodeClass";
import { nodePoolSpec } from "../../../components/nodePool/nodePool";
import { resolveStack } from "../../../config/resolve/stack";
import { nodeClassFieldRules } from "../../../config/rules/nodeClass/fields";
import { nodeClassSchema } from "../../../config/schema/nodeClass";
import { poolSchema } from "../../../config/schema/pool";
import { stackSchema } from "../../../config/schema/stack";
import { arbitraryValue, context, type RawConfig, type Schema } from "../../config/arbitraries";
import { nodeClass, onePool, quiet } from "../../config/violation";

/** Places of an object, as the files of CRDs have them. */
function places(value: unknown, at = ""): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((item) => places(item, `${at}[]`));
  if (!isRecord(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    const place = at === "" ? key : `${at}.${key}`;
    return inner === undefined ? [] : [place, ...places(inner, place)];
  });
}

const crds = new Map(
  karpenterVersions.map(({ minor }) => {
    const path = join(__dirname, "..", "..", "..", "capacity", "karpenter", "crds", `${minor}.json`);
    return [minor, JSON.parse(readFileSync(path, "utf8")) as CrdRulesByFile];
  }),
);

/** Those that the CRD of a version does not have. */
function missing(spec: unknown, minor: string, crd: string): readonly string[] {
  const fields = Object.keys(crds.get(minor)![crd]!);
  const maps = fields.filter((field) => field.endsWith("{}")).map((field) => `${field.slice(0, -2)}.`);
  return places(spec).filter((place) => !fields.includes(place) && !maps.some((map) => place.startsWith(map)));
}

function resolved(config: RawConfig) {
  const input = stackSchema.parse(config);
  const stack = resolveStack(input, context);
  return { input, stack, context, pool: stack.teams[0]!.pools[0]! };
}

/** Values with all that can stand below the key. */
const samples = (schema: Schema) => fc.sample(arbitraryValue(schema, 100), { numRuns: 3, seed: 1 });

describe("kind: a field that a version of Karpenter lacks is refused", () => {
  const seen = new Set<string>();

  for (const [key, schema] of Object.entries(nodeClassSchema.shape)) {
    it(`nodeClass.${key}`, () => {
      for (const value of samples(schema)) {
        if (value === undefined) continue;
        for (const { minor, source } of karpenterVersions) {
          const config = quiet(nodeClass({ [key]: value }, { karpenter: { version: source.release } }));
          const { pool, ...input } = resolved(config);
          const spec = nodeClassSpec(pool.nodeClass);
          const found: string[] = [];
          for (const rule of nodeClassFieldRules) rule.check(input, ({ path }) => found.push(path));
          for (const place of places(spec)) seen.add(place);
          const lacked = missing(spec, minor, "karpenter.k8s.aws_ec2nodeclasses");
          const said: string = `Karpenter ${minor}, ${JSON.stringify(value)}: ${lacked.join(", ")}`;
          assert.equal(found.length > 0, lacked.length > 0, said);
        }
      }
    });
  }

  it("of all that a node class has, nested fields too", () => {
    for (const place of ["connectionTracking.udpTimeout", "networkInterfaces[].deviceIndex", "kubelet.maxPods"]) {
      assert.ok(seen.has(place), place);
    }
  });

  it("no field of a pool is lacked by any version", () => {
    const { nodeClass: _, ...shape } = poolSchema.shape;
    for (const [key, schema] of Object.entries(shape)) {
      for (const value of samples(schema)) {
        const spec = nodePoolSpec(resolved(quiet(onePool({ [key]: value }))).pool);
        for (const { minor } of karpenterVersions) {
          assert.deepEqual(missing(spec, minor, "karpenter.sh_nodepools"), [], `Karpenter ${minor}, ${key}`);
        }
      }
    }
  });
});
