/**
 * After a run, names the ten test files that took most CPU time, with the programs that they started, so that a test that
 * starts too many is seen before `npm test` takes minutes again. On Linux, where /proc tells.
 */

import { appendFileSync, existsSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import type { Context, Suite } from "mocha";
import { jsonLines } from "./jsonLines";
import { folder } from "./shared";

interface Cost {
  /** Relative to the repository. */
  readonly file: string;
  readonly seconds: number;
  /** From the end of the file before in the same process. */
  readonly wall: number;
}

const statistics = "/proc/self/stat";
const costs = join(folder, "costs.jsonl");
/** USER_HZ, which is 100 on every architecture that Node runs on. */
const ticksPerSecond = 100;
const shown = 10;

/** CPU seconds of this process and of all that it started and that have ended. Source: proc_pid_stat(5), fields 14 to 17. */
function cpuSeconds(): number {
  const afterName = readFileSync(statistics, "utf8").split(") ").at(-1)!.split(" ");
  return afterName.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks), 0) / ticksPerSecond;
}

let before = 0;
let ended = Date.now();

function keepCost(suite: Suite | undefined): void {
  const file = suite?.suites[0]?.file ?? suite?.tests[0]?.file;
  if (file === undefined || !existsSync(statistics)) return;
  const now = cpuSeconds();
  const cost: Cost = {
    file: relative(join(__dirname, "../.."), file),
    seconds: now - before,
    wall: (Date.now() - ended) / 1000,
  };
  before = now;
  ended = Date.now();
  appendFileSync(costs, `${JSON.stringify(cost)}\n`);
}

/** Two files at a time run in processes of their own, each file with these hooks. */
export const mochaHooks = {
  afterAll(this: Context): void {
    keepCost(this.test?.parent);
  },
};

/** In the first process, after all files. */
export function mochaGlobalTeardown(): void {
  if (!existsSync(costs)) return;
  const all = jsonLines<Cost>(costs);
  // one process for all files has one cost
  if (all.length < 2) return;
  const most = [...all].sort((a, b) => b.seconds - a.seconds).slice(0, shown);
  const total = all.reduce((sum, { seconds }) => sum + seconds, 0);
  console.log(`  ${total.toFixed(0)} CPU seconds, most of them by (and seconds that it took)`);
  const column = (value: number) => value.toFixed(1).padStart(7);
  for (const { file, seconds, wall } of most) console.log(`${column(seconds)} ${column(wall)}  ${file}`);
  console.log("");
}
