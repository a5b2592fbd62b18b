/** Stacks to measure: a number of teams, each a namespace, a node class, a pool and its warm capacity. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { stringify } from "yaml";

/** Where a stack's teams are: each in a file of its own, or all in the stack file. */
export type Form = "files" | "stack";

/**
 * Writes a stack.
 * @param root of the project, which the folder must be in: files of teams are read inside the project only
 * @returns the stack file
 */
export function writeStack(root: string, folder: string, teams: number, form: Form): string {
  const byName = Array.from({ length: teams }, (_, index) => [teamName(index), teamOf(index)] as const);
  const file = join(folder, `Pulumi.${form}${teams}.yaml`);
  writeFileSync(file, stringify({ config: { ...common, ...teamsIn(byName) } }));
  return file;

  function teamsIn(all: typeof byName): object {
    if (form === "stack") return { "nodepools:teams": Object.fromEntries(all) };
    const inFiles = join(folder, `teams${teams}`);
    mkdirSync(inFiles);
    for (const [name, team] of all) writeFileSync(join(inFiles, `${name}.yaml`), stringify(team));
    return { "nodepools:teamsFrom": relative(root, inFiles) };
  }
}

const common = {
  "aws:region": "us-east-1",
  "nodepools:environment": "development",
  "nodepools:placeholders": { most: 10_000 },
};

const teamName = (index: number): string => `team-${String(index).padStart(4, "0")}`;

function teamOf(index: number): object {
  // an hour a day each, at its own hour: all together stay under the pack's ceilings
  const [from, to] = [index % 24, (index % 24) + 1].map((hour) => `${String(hour).padStart(2, "0")}:00`);
  const windows = [{ days: "weekdays", from, to, timezone: "Asia/Seoul", nodes: 1 }];
  return { pools: [{ name: "general", limits: { cpu: "8", memory: "32Gi" }, warm: { windows } }] };
}
