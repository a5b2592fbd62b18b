/**
 * `npm run bench [-- TEAMS...]`: what a plan with the default policy pack costs for 1, 10, 100 and 1,000 teams, beside an empty
 * program under the same host. A team here is a node class, a pool and a namespace.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { cpus, tmpdir, totalmem } from "node:os";
import { join } from "node:path";
import { stringify } from "yaml";
import { type Cost, costOf } from "./measure";

const root = join(__dirname, "..", "..");
const plan = [join(root, "tools/plan/start.cjs"), "--out", "/dev/null"];

async function main(): Promise<void> {
  const sizes = process.argv.length > 2 ? process.argv.slice(2).map(Number) : [1, 10, 100, 1000];
  const [cpu] = cpus();
  console.log(
    `${cpus().length} × ${cpu?.model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}`,
  );
  console.log("teams          wall s   CPU s   largest process MB   all processes MB");
  const folder = mkdtempSync(join(tmpdir(), "nodepools-bench-"));
  try {
    const empty = await costOf("node", plan, join(__dirname, "empty"));
    print("empty program", empty);
    for (const teams of sizes) {
      const file = join(folder, `Pulumi.teams${teams}.yaml`);
      writeFileSync(file, stackOf(teams));
      const cost = await costOf("node", [...plan, "--config", file], root);
      print(String(teams), cost);
      if (cost.exitCode !== 0) process.exitCode = 1;
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function stackOf(teams: number): string {
  const names = Array.from({ length: teams }, (_, index) => `team-${String(index).padStart(4, "0")}`);
  const team = { pools: [{ name: "general", limits: { cpu: "8", memory: "32Gi" } }] };
  return stringify(
    {
      config: {
        "aws:region": "us-east-1",
        "nodepools:environment": "development",
        "nodepools:teams": Object.fromEntries(names.map((name) => [name, team])),
      },
    },
    { aliasDuplicateObjects: false },
  );
}

function print(label: string, { wallSeconds, cpuSeconds, largestMB, sumMB, exitCode }: Cost): void {
  const figures = [
    wallSeconds.toFixed(1).padStart(8),
    cpuSeconds.toFixed(1).padStart(8),
    String(largestMB).padStart(21),
    String(sumMB).padStart(19),
  ];
  console.log(`${label.padEnd(13)}${figures.join("")}${exitCode === 0 ? "" : `   exit ${exitCode}`}`);
}

void main();
