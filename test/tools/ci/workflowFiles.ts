/** The workflows that plan pull requests, as YAML says them. Not a test. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { root } from "../../support/plans";

export interface Step {
  readonly name?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly if?: string;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, string>>;
}

export interface Job {
  readonly if?: string;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly steps: readonly Step[];
}

export interface Workflow {
  readonly name: string;
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, Job>>;
}

/** The text of a workflow. */
export const textOf = (file: string) => readFileSync(join(root, ".github/workflows", file), "utf8");

export const plan = parse(textOf("plan.yml")) as Workflow;
export const comment = parse(textOf("plan-comment.yml")) as Workflow;

/** Every step of a workflow's jobs. */
export const stepsOf = ({ jobs }: Workflow) => Object.values(jobs).flatMap(({ steps }) => steps);

/** An expression as a workflow has it. */
export const expression = (text: string) => `\${{ ${text} }}`;
