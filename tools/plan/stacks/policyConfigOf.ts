/** Which file of levels and settings goes with a stack: a production stack is not checked by the figures of development. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { UsageError } from "../../cli/errors";
import type { Properties } from "../engine/property";
import { type Project, readStackFile } from "../project/project";
import { fullKey } from "../project/pulumiConfig";

/**
 * The policy config of the stack's environment in a folder, `<environment>.json`; undefined where there is none,
 * or the stack's file cannot be read.
 */
export function policyConfigOf(project: Project, stack: string, folder: string): string | undefined {
  const config = configOf(project, stack);
  const key = Object.keys(config).find((each) => fullKey(project.name, each) === `${project.name}:environment`);
  return policyConfigFile(folder, key === undefined ? undefined : config[key]);
}

/** The policy config of an environment in a folder; undefined where there is none. */
export function policyConfigFile(folder: string, environment: unknown): string | undefined {
  // a stranger's word is no path
  if (typeof environment !== "string" || !/^[a-z]+$/.test(environment)) return undefined;
  const file = join(folder, `${environment}.json`);
  return existsSync(file) ? file : undefined;
}

function configOf(project: Project, stack: string): Properties {
  try {
    return readStackFile(project, { stack }).config;
  } catch (cause) {
    if (cause instanceof UsageError) return {};
    throw cause;
  }
}
