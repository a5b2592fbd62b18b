/** What `npm run plan -- --all` costs for ten stacks of ten teams, beside planning them one after the other. */
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse, stringify } from "yaml";
import { exitCode } from "../cli/errors";
import { type Cost, costOf } from "./measure";

const stacks = 10;
const teams = 10;

/** The lines of the bench, and whether all plans passed. */
export interface ManyStacks {
  readonly lines: readonly string[];
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
  const ratio = (all.wallSeconds / (stacks * one.wallSeconds)).toFixed(2);
  const lines = [
    "\nstacks                      wall s   CPU s   largest process MB   all processes MB   ÷ one by one (wall)",
    row(`1, of ${teams} teams`, one, ""),
    row(`${stacks}, by --all`, all, ratio),
  ];
  return { lines, passed: one.exitCode === exitCode.pass && all.exitCode === exitCode.pass };
}

function row(
  label: string,
  { wallSeconds, cpuSeconds, largestMB, sumMB, exitCode: code }: Cost,
  ratio: string,
): string {
  const figures = [
    label.padEnd(26),
    wallSeconds.toFixed(1).padStart(8),
    cpuSeconds.toFixed(1).padStart(8),
    String(largestMB).padStart(21),
    String(sumMB).padStart(19),
    ratio.padStart(22),
  ];
  return `${figures.join("")}${code === exitCode.pass ? "" : `   exit ${code}`}`;
}

function writeProject(root: string, folder: string): void {
  mkdirSync(folder);
  const project = parse(readFileSync(join(root, "Pulumi.yaml"), "utf8")) as Readonly<Record<string, unknown>>;
  writeFileSync(join(folder, "Pulumi.yaml"), stringify({ ...project, main: root }));
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
