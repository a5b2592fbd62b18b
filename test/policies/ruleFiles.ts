/** Which file under policies/rules defines a rule: found by what each exports, so a file may define several. */
import { readdirSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import type { Rule } from "../../policies/frame/rule";

const folder = resolve(__dirname, "../../policies/rules");

/** Paths below policies/rules without extension, such as `nodePool/poolHasLimits`; lists of rules are none. */
export const ruleFiles: readonly string[] = readdirSync(folder, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".ts") && basename(file) !== "index.ts")
  .map((file) => file.replace(/\.ts$/, ""))
  .sort();

const isRule = (value: unknown): value is Rule =>
  typeof value === "object" && value !== null && "name" in value && "reason" in value && "fix" in value;

/** The rules that a file exports, alone or in a list. */
export function rulesIn(file: string): readonly Rule[] {
  return Object.values(require(join(folder, file)) as Readonly<Record<string, unknown>>)
    .flat()
    .filter(isRule);
}

const fileByRule = new Map<Rule, string>(ruleFiles.flatMap((file) => rulesIn(file).map((rule) => [rule, file])));

/** The file that defines a rule, as in `ruleFiles`. */
export function fileOf(rule: Rule): string {
  const file = fileByRule.get(rule);
  if (file === undefined) throw new Error(`no file under policies/rules exports ${rule.name}`);
  return file;
}

/** The file of a rule's cases, below test/policies/cases: the rule's folder, and its name in camel case. */
export const casesFileOf = (rule: Rule): string =>
  join(dirname(fileOf(rule)), `${rule.name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())}.ts`);
