/** What `npm run plan -- --all` costs for ten stacks of ten teams, beside planning them one after the other. */
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse, stringify } from "yaml";
import { exitCode } from "../cli/errors";
import { type Cost, costOf } from "./measure";
import type { Table } from "./table";

const stacks = 10;
const teams = 10;

/** What was measured, and whether all plans passed. */
export interface ManyStacks {
  readonly table: Table;
  readonly passed: boolean;
}

/**
 * Measures one stack, and all of them.
 * @param root whose program and policies are planned: in a project of their own, so that the repository's stacks stay as they are
 * @param folder a new folder below `root`, where the program's packages are found
 */
export async function measureManyStacks(root: string, folder: string): Promise<ManyStacks> {
  writeProject(root, folder);
  const plan = [join(root, "tools/plan/start.cjs"), "--out", "/dev/null"];
  const one = await costOf("node", [...plan, "--stack", "s0"], folder);
  const all = await costOf("node", [...plan, "--all"], folder);
  const ratio = (all.wall / (stacks * one.wall)).toFixed(2);
  const table = {
    columns: ["stacks", "wall s", "CPU s", "largest MB", "all MB", "wall ÷ one by one"],
    rows: [row(`1, of ${teams} teams`, one, ""), row(`${stacks}, by --all`, all, ratio)],
  };
  return { table, passed: one.exitCode === exitCode.pass && all.exitCode === exitCode.pass };
}

function row(label: string, { wall, cpu, largest, peak }: Cost, ratio: string): readonly string[] {
  return [label, wall.toFixed(1), cpu.toFixed(1), String(largest), String(peak), ratio];
}

function writeProject(root: string, folder: string): void {
  mkdirSync(folder);
  const project = parse(readFileSync(join(root, "Pulumi.yaml"), "utf8")) as Readonly<Record<string, unknown>>;
  writeFileSync(join(folder, "Pulumi.yaml"), stringify({ ...project, main: join(root, "index.ts") }));
  symlinkSync(join(root, "policies"), join(folder, "policies"));
  const team = { pools: [{ name: "general", limits: { cpu: "8", memory: "32Gi" } }] };
  const config = {
    "aws:region": "us-east-1",
    "nodepools:environment": "development",
    "nodepools:teams": Object.fromEntries(Array.from({ length: teams }, (_, index) => [`team-${index}`, team])),
  };
  for (let index = 0; index < stacks; index++)
    writeFileSync(join(folder, `Pulumi.s${index}.yaml`), stringify({ config }));
}
