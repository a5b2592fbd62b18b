/** What the plan says of a stack file before the program runs: the very functions that the plan uses, in process, in milliseconds. */
import { join, resolve } from "node:path";
import { type Finding, reportedFinding } from "../../config";
import { parseStackFile, readProject } from "../../tools/plan/project/project";
import { pulumiConfig } from "../../tools/plan/project/pulumiConfig";
import { checkStack } from "../../tools/plan/summary/findings";
import { day } from "../support/day";

export const root = resolve(__dirname, "../..");
const ownProject = readProject(root);

export interface CaseOptions {
  /** @default "dev": the file is then Pulumi.dev.yaml */
  readonly stack?: string;
  /** Name of the project, as Pulumi.yaml would say it. @default "nodepools" */
  readonly project?: string;
}

/** The findings of a stack file, in the order of the plan. */
export function structuredFindingsOf(
  yaml: string,
  { stack = "dev", project: name }: CaseOptions = {},
): readonly Finding[] {
  const project = name === undefined ? ownProject : { ...ownProject, name };
  const file = parseStackFile(stack, join(root, `Pulumi.${stack}.yaml`), yaml);
  return checkStack(project, file, pulumiConfig(project, file), day).findings;
}

/** The same as lines: `error Pulumi.dev.yaml:8:11 teams.dotori.pools[0].limits.cpu: "lots" is not a valid CPU quantity; …`. */
export function findingsOf(yaml: string, options?: CaseOptions): readonly string[] {
  return structuredFindingsOf(yaml, options).map(reportedFinding);
}

/** The lines of one level alone. */
export function errorsOf(yaml: string, options?: CaseOptions): readonly string[] {
  return findingsOf(yaml, options).filter((line) => line.startsWith("error "));
}

/** A stack file in us-east-1, in development, with the lines (without indentation of their own) under `config:`. */
export function stackYaml(...lines: readonly string[]): string {
  const config = ["aws:region: us-east-1", "nodepools:environment: development", ...lines];
  return `config:\n${config.map((line) => `  ${line}\n`).join("")}`;
}
