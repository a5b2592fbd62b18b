/** Runs the program, unmodified, as Pulumi's language host starts it. */

import type { Project } from "../project/project";
import type { PulumiConfig } from "../project/pulumiConfig";
import { type Child, configVariables, startNode } from "./childProcess";

/** Exit code of a program whose error went through `Engine.log` already. Source: @pulumi/pulumi/cmd/run. */
export const exitAfterLoggedError = 32;

/** Exit code of a program that ended while promises of its resources were pending. Source: childPreload.cjs. */
export const exitWithEndlessPromise = 33;

/** The organization of a stack without one. Source: the CLI with a file backend. */
export const organization = "organization";

/**
 * Starts a program.
 * @param address where the monitor and the engine answer
 * @param thorough keep promises' names and debug lines, which cost half of a large stack's time
 */
export type StartProgram = (
  project: Project,
  stack: string,
  config: PulumiConfig,
  address: string,
  thorough: boolean,
) => Pick<Child, "output" | "ended" | "kill">;

/** Starts the program in a process of its own. */
export const startProgram: StartProgram = (project, stack, config, address, thorough) => {
  const run = require.resolve("@pulumi/pulumi/cmd/run", { paths: [project.root] });
  const args = [
    ...project.nodeArguments,
    run,
    ...["--monitor", address, "--engine", address, "--organization", organization, "--project", project.name],
    ...["--root-directory", project.filesRoot, "--stack", stack, "--pwd", project.programFolder],
    ...["--dry-run", "--parallel", "16", project.entry],
  ];
  return startNode(args, project.programFolder, {
    ...configVariables(config),
    ...(thorough ? {} : { PLAN_TERSE: "1" }),
    ...(project.typescript ? { PULUMI_NODEJS_TYPESCRIPT: "true" } : {}),
    ...(project.tsconfig === undefined ? {} : { PULUMI_NODEJS_TSCONFIG_PATH: project.tsconfig }),
  });
};
