/**
 * `npm run bench [-- TEAMS...]`: what a plan with the default policy pack costs for 1, 100 and 1,000 teams, beside its floor
 * and an empty program, in ratios of one run; how long the policy pack takes to start; and ten stacks by --all.
 * docs/performance.md has figures.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { cpus, loadavg, totalmem } from "node:os";
import { join } from "node:path";
import { commandLine } from "../cli/commandLine";
import { exitCode, UsageError } from "../cli/errors";
import { flag, text } from "../cli/flag";
import { runTool } from "../cli/run";
import { packPolicies } from "../pack/pack";
import type { Plan } from "../plan/summary/plan";
import { type Aim, aimsOf } from "./aims";
import { writeFloor } from "./floor";
import { measureManyStacks } from "./manyStacks";
import { type Cost, costOf, ended, medianCost } from "./measure";
import { packStart } from "./packStart";
import { type Form, writeStack } from "./stacks";
import { markdownTable, type Table, textTable } from "./table";

const root = join(__dirname, "..", "..");
const start = join(root, "tools/plan/start.cjs");
/** As package.json runs it. */
const plan = [start, "--out", "/dev/null"];

/** Most teams that fit into the stack file: Linux takes no environment variable above 128 KiB. */
const mostInStack = 500;

const line = commandLine({
  script: "bench",
  summary: "Measures what a plan with the default policy pack costs, by number of teams, beside its floor.",
  words: { name: "teams...", description: "numbers of teams (default: 1 100 1000)", parse: teamCount },
  flags: {
    runs: text("NUMBER", "how often each is run; the median counts (default: 3)"),
    markdown: flag("print tables as Markdown, for docs/performance.md"),
  },
  refused: "a plan ended without a verdict",
});

function teamCount(word: string): number {
  return count(word, "a number of teams", 9999);
}

function count(word: string, what: string, most: number): number {
  if (!/^[1-9]\d{0,3}$/.test(word) || Number(word) > most)
    throw new UsageError(`${JSON.stringify(word)} is not ${what}; write 1 to ${most}`);
  return Number(word);
}

/** One line of the table: a stack and its floor, run in turns. */
interface Row {
  readonly label: string;
  readonly teams: number;
  readonly resources: number;
  readonly plan: Cost;
  readonly floor: Cost;
}

async function main(args: readonly string[]): Promise<number> {
  const given = line.read(args);
  const sizes = given.words.length > 0 ? given.words : [1, 100, 1000];
  const runs = given.runs === undefined ? 3 : count(given.runs, "a number of runs", 99);
  const show = (table: Table) => console.log(`${(given.markdown ? markdownTable : textTable)(table)}\n`);
  console.log(`${machine()}, median of ${runs}\n`);
  const rows: Row[] = [];
  let passed = true;
  // files of teams are read inside the project only
  mkdirSync(join(root, ".cache"), { recursive: true });
  const folder = mkdtempSync(join(root, ".cache/bench-"));
  try {
    // once unmeasured: what the plan keeps of packages is there the second time
    await costOf("node", plan, join(__dirname, "empty"));
    const empty = medianCost(await repeated(runs, () => costOf("node", plan, join(__dirname, "empty"))));
    for (const teams of sizes) {
      rows.push(await measure(folder, teams, "files", runs));
      if (teams > 1 && teams <= mostInStack) rows.push(await measure(folder, teams, "stack", runs));
    }
    show(costTable(empty, rows));
    show(ratioTable(empty, rows));
    show(aimTable(rows.flatMap((row) => aimsOf(row, empty))));
    const many = await measureManyStacks(root, join(folder, "stacks"));
    show(many.table);
    passed &&= many.passed;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  show(await startTable());
  console.log(`load at the end: ${loadavg()[0]?.toFixed(1)}`);
  passed &&= rows.every((row) => ended(row.plan) && ended(row.floor));
  return passed ? exitCode.pass : exitCode.refused;
}

function machine(): string {
  const [cpu] = cpus();
  return `${cpus().length} × ${cpu?.model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}, load ${loadavg()[0]?.toFixed(1)}`;
}

async function measure(folder: string, teams: number, form: Form, runs: number): Promise<Row> {
  const file = writeStack(root, folder, teams, form);
  const report = join(folder, `plan-${form}${teams}.json`);
  // the floor is made from the report, and the first run of a size is not measured
  const first = await costOf("node", [start, "--config", file, "--format", "json", "--out", report], root);
  // thousands of teams are above the pack's ceilings, which takes as long to find
  if (!ended(first)) throw new UsageError(`the plan of ${teams} teams ended with ${first.exitCode}`);
  const made = JSON.parse(readFileSync(report, "utf8")) as Plan;
  const floorFile = writeFloor(folder, `${form}${teams}`, made);
  const costs = await repeated(runs, async () => ({
    plan: await costOf("node", [...plan, "--config", file], root),
    floor: await costOf("node", [...plan, "--config", floorFile], join(__dirname, "floor")),
  }));
  return {
    label: `${teams} ${teams === 1 ? "team" : "teams"}${form === "stack" ? ", in the stack file" : ""}`,
    teams,
    resources: made.resources.length,
    plan: medianCost(costs.map((cost) => cost.plan)),
    floor: medianCost(costs.map((cost) => cost.floor)),
  };
}

async function repeated<T>(runs: number, run: () => Promise<T>): Promise<readonly T[]> {
  const results: T[] = [];
  for (let index = 0; index < runs; index++) results.push(await run());
  return results;
}

function costTable(empty: Cost, rows: readonly Row[]): Table {
  const cells = (label: string, { wall, cpu, parts, largest, peak }: Cost) => [
    label,
    wall.toFixed(1),
    cpu.toFixed(1),
    ...[parts.program, parts.plan, parts.pack].map((part) => `${part.cpu.toFixed(1)} / ${part.peak}`),
    String(largest),
    String(peak),
  ];
  return {
    columns: [
      "",
      "wall s",
      "CPU s",
      "program CPU s / MB",
      "plan CPU s / MB",
      "pack CPU s / MB",
      "largest MB",
      "all MB",
    ],
    rows: [
      cells("empty program", empty),
      ...rows.flatMap(({ label, ...row }) => [cells(label, row.plan), cells("  its floor", row.floor)]),
    ],
  };
}

function ratioTable(empty: Cost, rows: readonly Row[]): Table {
  const ratio = (value: number) => value.toFixed(2);
  return {
    columns: ["", "resources", "wall ÷ floor", "CPU ÷ floor", "largest ÷ floor", "wall ÷ empty", "ms a resource"],
    rows: rows.map(({ label, resources, plan, floor }) => [
      label,
      String(resources),
      ratio(plan.wall / floor.wall),
      ratio(plan.cpu / floor.cpu),
      ratio(plan.largest / floor.largest),
      ratio(plan.wall / empty.wall),
      ratio((plan.wall / resources) * 1000),
    ]),
  };
}

function aimTable(aims: readonly Aim[]): Table {
  return {
    columns: ["aim", "measured", "at most", ""],
    rows: aims.map(({ text, value, most, isMet }) => [
      text,
      value < 20 ? value.toFixed(2) : value.toFixed(0),
      most < 20 ? most.toFixed(2) : most.toFixed(0),
      isMet ? "met" : "missed",
    ]),
  };
}

/** The pack's start as it lies in the repository and as it is published. */
async function startTable(): Promise<Table> {
  // under the root, so that it finds the root's packages
  const packed = join(root, ".cache/bench/policies");
  try {
    await packPolicies(packed);
    const rows: string[][] = [];
    for (const [label, folder] of [
      ["policies/, through tsx", join(root, "policies")],
      ["npm run policies:pack", packed],
    ] as const) {
      const { wallSeconds, cpuSeconds } = await packStart(folder);
      rows.push([label, wallSeconds.toFixed(2), cpuSeconds.toFixed(2)]);
    }
    return { columns: ["start of the policy pack", "wall s", "CPU s"], rows };
  } finally {
    rmSync(packed, { recursive: true, force: true });
  }
}

runTool(main);
