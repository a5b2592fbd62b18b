/** The file that a stack's `prices.file` names: the user's own prices. */
import { lstatSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { OwnPrices } from "../../../capacity/ec2/ownPrices";
import { type Finding, readSourceText, readYaml, schemaFindings, text, UnreadableFile } from "../../../config";

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
  if (data !== undefined) return { prices: { ...data, source: `${path}: ${data.source}` }, findings: placed };
  const wrong = schemaFindings(schema, source.value, error.issues, source.written).map(
    ({ finding, steps }): Finding => ({ ...finding, file: path, ...source.place(steps) }),
  );
  return { prices: undefined, findings: [...placed, ...wrong] };
}
