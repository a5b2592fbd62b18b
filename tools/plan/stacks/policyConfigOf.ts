/** Which file of levels and settings goes with a stack: a production stack is not checked by the figures of development. */
import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { UsageError } from "../../cli/errors";
import type { Value } from "../engine/property";
import { type Project, readStackFile } from "../project/project";
import { pulumiConfig } from "../project/pulumiConfig";

/**
 * The policy config of the stack's environment in a folder, `<environment>.json`; undefined where there is none,
 * or the stack's file cannot be read.
 */
export function policyConfigOf(project: Project, stack: string, folder: string): string | undefined {
  return policyConfigFile(folder, environmentOf(project, stack));
}

/** What a stack's policies are set by. */
export interface GivenPolicies {
  /** Undefined where nothing is given, or the folder has none for the stack. */
  readonly file: string | undefined;
  /** Lines for the user. */
  readonly notes: readonly string[];
}

/**
 * The policy config that is given for a stack.
 * @param given a file, or a folder with one for each environment
 * @param environment of the stack, asked for only where a folder is given
 */
export function givenPolicies(given: string | undefined, environment: () => unknown): GivenPolicies {
  if (given === undefined || !isConfigFolder(given)) return { file: given, notes: [] };
  const file = policyConfigFile(given, environment());
  if (file !== undefined) return { file, notes: [] };
  const note = `${given} has no file for the stack's environment: the policies have their own levels and settings`;
  return { file, notes: [note] };
}

/** Whether a path given as policy config is a folder with a file for each environment. */
export function isConfigFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

/** The policy config of an environment in a folder; undefined where there is none. */
export function policyConfigFile(folder: string, environment: unknown): string | undefined {
  // a stranger's word is no path
  if (typeof environment !== "string" || !/^[a-z]+$/.test(environment)) return undefined;
  const file = join(folder, `${environment}.json`);
  return existsSync(file) ? file : undefined;
}

/** As the program reads it: from the stack's file, else the default in Pulumi.yaml. Undefined where the file cannot be read. */
export function environmentOf(project: Project, stack: string): Value | undefined {
  try {
    return pulumiConfig(project, readStackFile(project, { stack })).own.environment;
  } catch (cause) {
    if (cause instanceof UsageError) return undefined;
    throw cause;
  }
}
