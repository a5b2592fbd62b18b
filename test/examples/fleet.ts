/** The files of examples/fleet, read. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse, parseAllDocuments } from "yaml";
import { stackFileName } from "../../config";
import { root } from "../support/plans";

const folder = join(root, "examples/fleet");
const text = (path: string) => readFileSync(join(folder, path), "utf8");

/** Names of the example's stacks. */
export const stacks: readonly string[] = readdirSync(folder).flatMap((file) => stackFileName.exec(file)?.[1] ?? []);

/** The config of a stack file. */
export function configOf(stack: string): Readonly<Record<string, unknown>> {
  return (parse(text(`Pulumi.${stack}.yaml`)) as { config: Record<string, unknown> }).config;
}

/** A Kubernetes object. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly spec?: Readonly<Record<string, unknown>>;
}

/** What is applied for the Pulumi Kubernetes Operator, in the order of the file. */
export const operatorObjects: readonly Manifest[] = parseAllDocuments(text("operator/stacks.yaml")).map(
  (document) => document.toJS() as Manifest,
);

/** Settings of Pulumi Deployments. */
export interface DeploymentSettings {
  readonly settings: {
    readonly sourceContext: { readonly git: { readonly branch: string } };
    readonly gitHub: { readonly paths: readonly string[] };
    readonly operationContext: { readonly oidc: { readonly aws: { readonly roleArn: string } } };
  };
}

/** Those of a stack. */
export function deploymentOf(stack: string): DeploymentSettings {
  return parse(text(`deployments/Pulumi.${stack}.deploy.yaml`)) as DeploymentSettings;
}

/** Stacks that have settings of Pulumi Deployments. */
export const deployedStacks: readonly string[] = readdirSync(join(folder, "deployments")).map((file) =>
  file.replace(/^Pulumi\.(.*)\.deploy\.yaml$/, "$1"),
);

/** A cell of a matrix, by GitHub's keys. */
export interface Cell {
  readonly stack: string;
  readonly environment: string;
  readonly region?: string;
  readonly account: string;
}

interface GitHubJob {
  readonly needs?: string;
  readonly strategy?: { readonly "max-parallel"?: number; readonly matrix: { readonly include: readonly Cell[] } };
  readonly concurrency?: object;
  readonly permissions?: object;
  readonly steps: readonly { readonly run?: string; readonly uses?: string }[];
}

/** The workflow for GitHub Actions. */
export const gitHub = parse(text("github/fleet.yml")) as {
  readonly on: { readonly push: { readonly paths: readonly string[] } };
  readonly jobs: Readonly<Record<string, GitHubJob>>;
};
/** Its text. */
export const gitHubText = text("github/fleet.yml");

interface GitLabCell {
  readonly STACK: string;
  readonly POLICIES: string;
  readonly ACCOUNT: string;
}

interface GitLabJob {
  readonly parallel?: { readonly matrix: readonly GitLabCell[] };
}

const { workflow, ...gitLabJobs } = parse(text("gitlab/fleet.gitlab-ci.yml")) as {
  readonly workflow: { readonly rules: readonly { readonly changes: readonly string[] }[] };
} & { readonly [job: string]: unknown };

/** The pipeline for GitLab, in GitHub's words. */
export const gitLab = {
  paths: workflow.rules.flatMap(({ changes }) => changes),
  rings: Object.entries(gitLabJobs as Readonly<Record<string, GitLabJob>>).flatMap(([job, { parallel }]) =>
    parallel === undefined
      ? []
      : [
          {
            job,
            cells: parallel.matrix.map(
              ({ STACK, POLICIES, ACCOUNT }): Cell => ({ stack: STACK, environment: POLICIES, account: ACCOUNT }),
            ),
          },
        ],
  ),
};
