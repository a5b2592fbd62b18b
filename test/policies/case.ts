/** A case of a rule: resources as a program registers them, and all that the rule says of them. */
import { readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { descriptionOf, type Rule } from "../../policies/frame/rule";
import type { Analyzer, Resource } from "../support/analyzer";

export interface Case {
  /** Completes "the rule …". */
  readonly title: string;
  readonly resources: readonly Resource[];
  /** Settings of the rule; its defaults hold for the rest. */
  readonly config?: Readonly<Record<string, unknown>>;
  /** What else the policy config file says, by rule. */
  readonly file?: Readonly<Record<string, string | Readonly<Record<string, unknown>>>>;
  /** The stack's config; production in us-east-1 unless given. */
  readonly stack?: Readonly<Record<string, string>>;
  /** Violations at the rule's level, whole, without the first line that tells title and reason. */
  readonly violates?: readonly string[];
  /** Advisories, whole, without the first line. */
  readonly cannotTell?: readonly string[];
}

export const productionStack = { "nodepools:environment": "production", "aws:region": "us-east-1" };
export const developmentStack = { "nodepools:environment": "development", "aws:region": "us-east-1" };
/** A program that is not ours: it knows no environment, and takes its region from elsewhere. */
export const foreignStack = {};

/** File of a rule, and of its cases, without folder and extension. */
export const fileName = ({ name }: Rule): string => name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());

const folder = join(__dirname, "cases");
const files = new Map(
  readdirSync(folder, { recursive: true, encoding: "utf8" }).map((file) => [basename(file, ".ts"), join(folder, file)]),
);

/** The cases of a rule; none where their file is missing. */
export function casesOf(rule: Rule): readonly Case[] {
  const file = files.get(fileName(rule));
  return file === undefined ? [] : (require(file) as { cases: readonly Case[] }).cases;
}

/** What a rule says, by level. */
export interface Said {
  readonly mandatory: readonly string[];
  readonly advisory: readonly string[];
}

/** All that a case expects the rule to say. */
export function expected(rule: Rule, { violates = [], cannotTell = [] }: Case): Said {
  const whole = (text: string) => `${descriptionOf(rule)}\n${text}`;
  return { mandatory: violates.map(whole), advisory: cannotTell.map(whole) };
}

/** All that the rule says of a case's resources, all other rules switched off. */
export async function heard({ name }: Rule, { resources, config, file }: Case, analyzer: Analyzer): Promise<Said> {
  await analyzer.configure({ all: "disabled", ...file, [name]: { enforcementLevel: "mandatory", ...config } });
  const said = (await analyzer.analyze(resources)).filter(({ rule }) => rule === name);
  const of = (level: string) => said.filter((violation) => violation.level === level).map(({ message }) => message);
  return { mandatory: of("mandatory"), advisory: of("advisory") };
}
