/** A case of a rule: resources as a program registers them, and all that the rule reports of them. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { descriptionOf, type Rule } from "../../policies/frame/rule";
import type { Analyzer, Resource } from "../support/analyzer";
import { casesFileOf } from "./ruleFiles";

export interface Case {
  /** Completes "the rule …". */
  readonly title: string;
  readonly resources: readonly Resource[];
  /** Settings of the rule; the others have their defaults. */
  readonly config?: Readonly<Record<string, unknown>>;
  /** What else the policy config file says, by rule. */
  readonly file?: Readonly<Record<string, string | Readonly<Record<string, unknown>>>>;
  /** The stack's config; production in us-east-1 unless given. */
  readonly stack?: Readonly<Record<string, string>>;
  /** Violations at the rule's level: whole texts, without the first line, which is title and reason. */
  readonly violates?: readonly string[];
  /** Advisories: whole texts, without the first line. */
  readonly cannotTell?: readonly string[];
}

export const productionStack = { "nodepools:environment": "production", "aws:region": "us-east-1" };
export const developmentStack = { "nodepools:environment": "development", "aws:region": "us-east-1" };
/** A program that is not ours: it has no environment, and takes its region from elsewhere. */
export const foreignStack = {};

/** The cases of a rule; none where their file is missing. */
export function casesOf(rule: Rule): readonly Case[] {
  const file = join(__dirname, "cases", casesFileOf(rule));
  return existsSync(file) ? (require(file) as { cases: readonly Case[] }).cases : [];
}

/** What a rule reports, by level: whole messages. */
export interface Reported {
  readonly mandatory: readonly string[];
  readonly advisory: readonly string[];
}

/** All that a case expects of the rule. */
export function expected(rule: Rule, { violates = [], cannotTell = [] }: Case): Reported {
  const message = (text: string) => `${descriptionOf(rule)}\n${text}`;
  return { mandatory: violates.map(message), advisory: cannotTell.map(message) };
}

/** All that the rule reports of a case's resources, with all other rules disabled. */
export async function reportedBy(
  { name }: Rule,
  { resources, config, file }: Case,
  analyzer: Analyzer,
): Promise<Reported> {
  await analyzer.configure({ all: "disabled", ...file, [name]: { enforcementLevel: "mandatory", ...config } });
  const violations = (await analyzer.analyze(resources)).filter(({ rule }) => rule === name);
  const at = (level: string) => violations.filter((each) => each.level === level).map(({ message }) => message);
  return { mandatory: at("mandatory"), advisory: at("advisory") };
}
