/** The plan of one stack in a process of its own: a stack that crashes, hangs or needs much memory harms no other. */
import { once } from "node:events";
import { join } from "node:path";
import { exitCode } from "../../cli/errors";
import { startNode } from "../process/childProcess";
import type { Plan } from "../summary/plan";

const start = join(__dirname, "../start.cjs");

/** Its JSON report, or why there is none; and what it said besides, a line each. */
export type ProcessOutcome = { readonly notes: readonly string[] } & (
  | { readonly plan: Plan }
  | { readonly plan?: never; readonly message: string }
);

/** What a plan writes on standard error while it works: of no use where several do. */
const isProgress = (line: string): boolean => line.startsWith("plan: ");

/**
 * Runs `npm run plan -- --format json` with further arguments.
 * @param folder of Pulumi.yaml
 */
export async function planInProcess(folder: string, args: readonly string[]): Promise<ProcessOutcome> {
  // SIGTERM: it ends its program and its pack, and removes the work tree of `--against`
  const child = startNode([start, "--format", "json", ...args], folder, {}, { ending: "SIGTERM" });
  const report: string[] = [];
  let said = "";
  child.process.stdout?.on("data", (chunk: string) => report.push(chunk));
  child.process.stderr?.on("data", (chunk: string) => {
    said += chunk;
  });
  // `ended` does not wait for what is still in the pipes
  const read = [child.process.stdout, child.process.stderr].map((stream) => stream && once(stream, "close"));
  const [how] = await Promise.all([child.ended, ...read]);
  const notes = said.split("\n").filter((line) => line.trim() !== "" && !isProgress(line));
  if (how === exitCode.pass || how === exitCode.refused) {
    const plan = parsed(report.join(""));
    if (plan !== undefined) return { plan, notes };
  }
  // an error of ours is its last word; how anything else ended, nothing of what it wrote says
  const isTold = how === exitCode.error && notes.length > 0;
  const message = (isTold ? notes : [`its plan ended without a report (${how})`, ...notes]).join("\n");
  return { message, notes: [] };
}

/** Undefined when the process ended before it had written all. */
function parsed(report: string): Plan | undefined {
  try {
    return JSON.parse(report) as Plan;
  } catch {
    return undefined;
  }
}

/** What reports show of a plan, but for the JSON one: its resources without their inputs, which are nine tenths of it. */
export function withoutInputs(plan: Plan): Plan {
  const resources = plan.resources.map((resource) => ({
    ...resource,
    inputs: {},
    dependencies: [],
    propertyDependencies: {},
  }));
  return { ...plan, resources };
}
