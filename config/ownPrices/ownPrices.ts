/** The file that a stack's `prices.file` names: the user's own prices. The program and the plan read it by this one function. */
import { lstatSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { catalogueDate, instanceTypes } from "../../capacity/ec2/catalogue";
import type { OwnPrices } from "../../capacity/ec2/ownPrices";
import { nearest } from "../../capacity/units/spelling";
import { folderBounds } from "../bounds";
import { type Finding, pathText } from "../finding";
import { schemaFindings } from "../schema/frame/findings";
import { text } from "../schema/frame/kind";
import { parsed } from "../schema/frame/parsed";
import { pricesSchema } from "../schema/prices";
import { readSourceText, UnreadableFile } from "../source/file";
import { RefusedPath, refuseLinks } from "../source/projectPath";
import { readYaml } from "../source/yaml";

const percent = z.number().min(0).max(100);

/** More than AWS has families or types: each of them may become an object of the cluster. */
const mostNames = 2000;

/** More than a node of any type costs an hour. */
const mostUsd = 100_000;

/** A map by names that end in the name of an object, too, where Karpenter goes by these prices. */
const byName = (what: string, pattern: RegExp, examples: readonly [string, ...string[]], of: z.ZodNumber) =>
  z
    .record(text({ what, write: `a name such as ${examples[0]}`, pattern, maxLength: 50, examples }), of)
    .refine((map) => Object.keys(map).length <= mostNames, `has more than ${mostNames} names, and EC2 has fewer`);

const schema = z.strictObject({
  source: text({
    what: "source of the prices",
    write: "what they come from, such as a contract",
    maxLength: 200,
    examples: ["EDP of 2026, Compute Savings Plan"],
  }),
  date: text({
    what: "date",
    write: 'the day of the prices, quoted, such as "2026-11-01"',
    pattern: /^20\d\d-\d\d-\d\d$/,
    examples: ["2026-11-01"],
  }),
  percentOff: percent.optional(),
  families: byName("family", /^[a-z]([a-z0-9-]*[a-z0-9])?$/, ["c6g"], percent).optional(),
  types: byName(
    "instance type",
    /^[a-z][a-z0-9-]*\.[a-z0-9]([a-z0-9-]*[a-z0-9])?$/,
    ["m7g.large"],
    z.number().min(0).max(mostUsd),
  ).optional(),
});

interface Doubt extends Omit<Finding, "path"> {
  readonly steps: readonly string[];
}

/** What is valid and does nothing, or hardly what is meant: names that no type has, and fractions for per cent. */
function doubts({ percentOff, families = {}, types = {} }: z.output<typeof schema>): readonly Doubt[] {
  const listed = instanceTypes();
  const unknownNames = (key: string, map: object, known: readonly string[]): readonly Doubt[] =>
    Object.keys(map)
      .filter((name) => !known.includes(name))
      .map((name) => {
        const near = nearest(name, known);
        const message = `is not in the catalogue of ${catalogueDate}: this price is used for no node`;
        const guess = near === undefined ? {} : { suggestion: `did you mean "${near}"?` };
        return { level: "warning", rule: "own-prices-are-of-known-types", steps: [key, name], message, ...guess };
      });
  const names = [
    ...unknownNames("families", families, [...new Set(listed.map(({ family }) => family))]),
    ...unknownNames(
      "types",
      types,
      listed.map(({ type }) => type),
    ),
  ];
  const percents: readonly (readonly [readonly string[], number | undefined])[] = [
    [["percentOff"], percentOff],
    ...Object.entries(families).map(([name, off]) => [["families", name], off] as const),
  ];
  const fractions = percents.flatMap(([steps, off]): readonly Doubt[] =>
    off !== undefined && off > 0 && off < 1
      ? [
          {
            level: "warning",
            rule: "own-prices-are-per-cent",
            steps,
            value: off,
            message: "is less than one per cent",
            suggestion: `write ${Number((off * 100).toFixed(2))} for ${Number((off * 100).toFixed(2))} per cent`,
          },
        ]
      : [],
  );
  return [...names, ...fractions];
}

/** The file, or why there is none. */
export interface OwnPricesRead {
  /** Undefined without a file, and when a finding is an error. */
  readonly prices: OwnPrices | undefined;
  readonly findings: readonly Finding[];
}

const none: OwnPricesRead = { prices: undefined, findings: [] };

/**
 * Reads the file that the config names: bounded, and following no link, since the plan runs on branches of strangers.
 * @param prices the value of `prices`, unchecked: what is not valid of it is the schema's to refuse
 * @param root the project's root, absolute; undefined where Pulumi does not say it
 */
export function readOwnPrices(prices: unknown, root: string | undefined): OwnPricesRead {
  const file = pricesSchema.safeParse(prices).data?.file;
  if (file === undefined) return none;
  try {
    if (root === undefined || root === "")
      throw new RefusedPath("cannot be read: Pulumi does not say where the project is", "upgrade Pulumi");
    refuseLinks(root, file);
    if (!lstatSync(join(root, file)).isFile()) throw new RefusedPath("is not a file", "name a file of prices");
    return pricesOf(file, readSourceText(join(root, file), folderBounds.fileBytes));
  } catch (cause) {
    const at = { level: "error", rule: "own-prices-are-readable", path: "prices.file", value: file } as const;
    if (cause instanceof RefusedPath)
      return { ...none, findings: [{ ...at, message: cause.message, suggestion: cause.suggestion }] };
    if (cause instanceof UnreadableFile)
      return { ...none, findings: [{ ...at, message: `cannot be used: ${cause.message}` }] };
    throw cause;
  }
}

function pricesOf(file: string, content: string): OwnPricesRead {
  const source = readYaml(content);
  const placed = source.findings.map(({ place, steps, ...finding }): Finding => ({ ...finding, file, ...place }));
  if (source.value === undefined) return { ...none, findings: placed };
  const { data, issues } = parsed(schema, source.value);
  if (data !== undefined) {
    const doubtful = doubts(data).map(
      ({ steps, ...finding }): Finding => ({ ...finding, path: pathText(steps), file, ...source.place(steps) }),
    );
    return { prices: { ...data, source: `${file}: ${data.source}` }, findings: [...placed, ...doubtful] };
  }
  const wrong = schemaFindings(schema, source.value, issues, source.written).map(
    ({ finding, steps }): Finding => ({ ...finding, file, ...source.place(steps) }),
  );
  return { ...none, findings: [...placed, ...wrong] };
}
