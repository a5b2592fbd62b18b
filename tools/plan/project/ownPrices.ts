/** The file that a stack's `prices.file` names: the user's own prices. */
import { lstatSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { catalogueDate, instanceTypes } from "../../../capacity/ec2/catalogue";
import type { OwnPrices } from "../../../capacity/ec2/ownPrices";
import { nearest } from "../../../capacity/units/spelling";
import {
  type Finding,
  pathText,
  readSourceText,
  readYaml,
  schemaFindings,
  text,
  UnreadableFile,
} from "../../../config";

const percent = z.number().min(0).max(100);

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
  families: z.record(z.string(), percent).optional(),
  types: z.record(z.string(), z.number().min(0)).optional(),
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

/** A file of own prices, or why there is none. */
export interface OwnPricesRead {
  /** Undefined when a finding is an error. */
  readonly prices: OwnPrices | undefined;
  readonly findings: readonly Finding[];
}

/**
 * Reads the file: bounded, and following no link, since the plan runs on branches of strangers.
 * @param path relative to the root, without `..`: the config's check has seen to it
 */
export function readOwnPrices(root: string, path: string): OwnPricesRead {
  const rule = "own-prices-are-readable";
  const refused = (message: string, suggestion?: string): OwnPricesRead => {
    const finding: Finding = { level: "error", rule, path: "prices.file", value: path, message };
    return { prices: undefined, findings: [suggestion === undefined ? finding : { ...finding, suggestion }] };
  };
  const parts = path.split("/");
  const link = parts.find((_, index) =>
    lstatSync(join(root, ...parts.slice(0, index + 1)), { throwIfNoEntry: false })?.isSymbolicLink(),
  );
  if (link !== undefined) return refused("leads through a symbolic link", "name the file itself");
  let source: ReturnType<typeof readYaml>;
  try {
    source = readYaml(readSourceText(join(root, path)));
  } catch (cause) {
    if (!(cause instanceof UnreadableFile)) throw cause;
    return refused(`cannot be used: ${cause.message}`, "write the path from the folder of Pulumi.yaml");
  }
  const placed = source.findings.map(({ place, steps, ...finding }): Finding => ({ ...finding, file: path, ...place }));
  if (source.value === undefined) return { prices: undefined, findings: placed };
  const { data, error } = schema.safeParse(source.value);
  if (data !== undefined) {
    const doubtful = doubts(data).map(
      ({ steps, ...finding }): Finding => ({ ...finding, path: pathText(steps), file: path, ...source.place(steps) }),
    );
    return { prices: { ...data, source: `${path}: ${data.source}` }, findings: [...placed, ...doubtful] };
  }
  const wrong = schemaFindings(schema, source.value, error.issues, source.written).map(
    ({ finding, steps }): Finding => ({ ...finding, file: path, ...source.place(steps) }),
  );
  return { prices: undefined, findings: [...placed, ...wrong] };
}
