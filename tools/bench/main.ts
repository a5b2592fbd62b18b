/**
 * `npm run bench [-- TEAMS...]`: what a plan with the default policy pack costs for 1, 10, 100 and 1,000 teams, beside an empty
 * program under the same host; of it the policy pack's part, and how long that takes to start; and ten stacks by --all. A
 * team here is a namespace, a node class, a pool and its warm capacity.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import { join, relative } from "node:path";
import { stringify } from "yaml";
import { commandLine } from "../cli/commandLine";
import { exitCode, UsageError } from "../cli/errors";
import { runTool } from "../cli/run";
import { packPolicies } from "../pack/pack";
import { measureManyStacks } from "./manyStacks";
import { type Cost, costOf } from "./measure";
import { packStart } from "./packStart";

const root = join(__dirname, "..", "..");
const plan = [join(root, "tools/plan/start.cjs"), "--out", "/dev/null"];

const line = commandLine({
  script: "bench",
  summary: "Measures what a plan with the default policy pack costs, by number of teams.",
  words: { name: "teams...", description: "numbers of teams (default: 1 10 100 1000)", parse: teamCount },
  flags: {},
  refused: "a plan did not pass",
});

function teamCount(word: string): number {
  if (!/^[1-9]\d{0,3}$/.test(word))
    throw new UsageError(`${JSON.stringify(word)} is not a number of teams; write 1 to 9999`);
  return Number(word);
}

async function main(args: readonly string[]): Promise<number> {
  const { words } = line.read(args);
  const sizes = words.length > 0 ? words : [1, 10, 100, 1000];
  const [cpu] = cpus();
  console.log(
    `${cpus().length} × ${cpu?.model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}`,
  );
  console.log("teams          wall s   CPU s   largest process MB   all processes MB   pack CPU s   ÷ empty program");
  let code: number = exitCode.pass;
  // files of teams are read inside the project only
  mkdirSync(join(root, ".cache"), { recursive: true });
  const folder = mkdtempSync(join(root, ".cache/bench-"));
  try {
    // once unmeasured: what the plan keeps of packages is there the second time
    await costOf("node", plan, join(__dirname, "empty"));
    const empty = await costOf("node", plan, join(__dirname, "empty"));
    print("empty program", empty);
    for (const teams of sizes) {
      const file = writeStack(folder, teams);
      const cost = await costOf("node", [...plan, "--config", file], root);
      print(String(teams), cost, empty);
      if (cost.exitCode !== 0) code = exitCode.refused;
    }
    const many = await measureManyStacks(root, join(folder, "stacks"));
    for (const text of many.lines) console.log(text);
    if (!many.passed) code = exitCode.refused;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  await printStarts();
  return code;
}

/** The pack's start as it lies in the repository and as it is published. */
async function printStarts(): Promise<void> {
  // under the root, so that it finds the root's packages
  const packed = join(root, ".cache/bench/policies");
  try {
    await packPolicies(packed);
    console.log("\nstart of the policy pack    wall s   CPU s");
    for (const [label, folder] of [
      ["policies/, through tsx", join(root, "policies")],
      ["npm run policies:pack", packed],
    ] as const) {
      const { wallSeconds, cpuSeconds } = await packStart(folder);
      console.log(`${label.padEnd(26)}${wallSeconds.toFixed(2).padStart(8)}${cpuSeconds.toFixed(2).padStart(8)}`);
    }
  } finally {
    rmSync(packed, { recursive: true, force: true });
  }
}

/** A stack with its teams in files of their own: a thousand are too many for one. @returns the stack file */
function writeStack(folder: string, teams: number): string {
  const inFiles = join(folder, `teams${teams}`);
  mkdirSync(inFiles);
  for (let index = 0; index < teams; index++) {
    writeFileSync(join(inFiles, `team-${String(index).padStart(4, "0")}.yaml`), stringify(teamOf(index)));
  }
  const file = join(folder, `Pulumi.teams${teams}.yaml`);
  const config = {
    "aws:region": "us-east-1",
    "nodepools:environment": "development",
    "nodepools:placeholders": { most: 10_000 },
    "nodepools:teamsFrom": relative(root, inFiles),
  };
  writeFileSync(file, stringify({ config }));
  return file;
}

function teamOf(index: number): object {
  // an hour a day each, at its own hour: all together stay under the pack's ceilings
  const [from, to] = [index % 24, (index % 24) + 1].map((hour) => `${String(hour).padStart(2, "0")}:00`);
  const windows = [{ days: "weekdays", from, to, timezone: "Asia/Seoul", nodes: 1 }];
  return { pools: [{ name: "general", limits: { cpu: "8", memory: "32Gi" }, warm: { windows } }] };
}

function print(label: string, cost: Cost, empty?: Cost): void {
  const { wallSeconds, cpuSeconds, largestMB, sumMB, packCpuSeconds, exitCode } = cost;
  const figures = [
    wallSeconds.toFixed(1).padStart(8),
    cpuSeconds.toFixed(1).padStart(8),
    String(largestMB).padStart(21),
    String(sumMB).padStart(19),
  ];
  if (empty !== undefined) {
    figures.push(packCpuSeconds.toFixed(1).padStart(13), (packCpuSeconds / empty.cpuSeconds).toFixed(1).padStart(18));
  }
  console.log(`${label.padEnd(13)}${figures.join("")}${exitCode === 0 ? "" : `   exit ${exitCode}`}`);
}

runTool(main);
