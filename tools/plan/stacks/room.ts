/** How many plans this machine has room for at a time. */
import { availableParallelism } from "node:os";
import { listEntryFiles } from "../../../config";
import { UsageError } from "../../cli/errors";
import { isProperties } from "../engine/property";
import { type Project, readStackFile } from "../project/project";
import { pulumiConfig } from "../project/pulumiConfig";
import type { Room } from "./sideBySide";

const mebibyte = 1024 * 1024;

/**
 * Memory of a plan, its program and its policy pack together, as `npm run bench` measures it, rounded up: 500 MB without teams,
 * 2.3 GB with a thousand.
 */
const memoryOfPlan = { stack: 500 * mebibyte, team: 2 * mebibyte } as const;

/** One plan for each core, as long as memory lasts: what the system, or the container's limit, has left. */
export function roomOfMachine(): Room {
  return { jobs: availableParallelism(), memoryBytes: process.availableMemory() };
}

/**
 * Bytes that the plan of a stack is expected to take.
 * @param sides 2 where the stack is compared: both sides are planned beside each other
 */
export function memoryOfStack(project: Project, stack: string, sides: number): number {
  return sides * (memoryOfPlan.stack + teamCount(project, stack) * memoryOfPlan.team);
}

/** Teams in the stack file and in files of their own; 0 where nobody can tell, and the plan of the stack says why. */
function teamCount(project: Project, stack: string): number {
  try {
    const { teams = null, teamsFrom } = pulumiConfig(project, readStackFile(project, { stack })).own;
    const inStack = isProperties(teams) ? Object.keys(teams).length : 0;
    if (typeof teamsFrom !== "string" || teamsFrom === "") return inStack;
    const { files } = listEntryFiles("teamsFrom", teamsFrom, project.filesRoot);
    return inStack + files.filter(({ suffix }) => suffix === undefined).length;
  } catch (cause) {
    if (cause instanceof UsageError) return 0;
    throw cause;
  }
}
