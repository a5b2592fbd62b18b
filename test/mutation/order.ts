/**
 * `npm run mutate:order`: takes each stated dependency out of the program, one at a time, and fails when the order test
 * does not notice. Heavier than a test: one or two plans for each dependency.
 */
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stringify } from "yaml";
import { runPlan } from "../../tools/plan/plan";
import { orderMistakes } from "../program/order";
import { alphaApiPairs, fargatePairs, type OrderPair, orderPairs, teamPairs } from "../program/orderPairs";
import { orderStack } from "../program/orderStack";
import { withoutEachDependency } from "./dependencies";

const root = join(__dirname, "..", "..");
const program = [
  "capacity",
  "components",
  "config",
  "index.ts",
  "stackConfig.ts",
  "package.json",
  "Pulumi.yaml",
  "tsconfig.json",
];

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "nodepools-mutants-"));
  try {
    for (const part of program) cpSync(join(root, part), join(folder, part), { recursive: true });
    symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
    const stack = { "aws:region": "us-east-1", "nodepools:environment": "development", ...namespaced(orderStack) };
    writeFileSync(join(folder, "Pulumi.order.yaml"), stringify({ config: stack }));
    cpSync(join(root, "examples", "private-fargate.yaml"), join(folder, "Pulumi.fargate.yaml"));

    const survivors: string[] = [];
    let count = 0;
    const files = readdirSync(join(folder, "components"), { recursive: true, encoding: "utf8" });
    for (const file of files.filter((name) => name.endsWith(".ts")).sort()) {
      const path = join(folder, "components", file);
      const source = readFileSync(path, "utf8");
      for (const mutant of withoutEachDependency(source)) {
        count++;
        writeFileSync(path, mutant.source);
        const noticed =
          (await breaks(folder, "order", [...orderPairs, ...teamPairs, ...alphaApiPairs])) ||
          (await breaks(folder, "fargate", fargatePairs));
        console.log(`${noticed ? "noticed" : "SURVIVED"}  components/${file} ${mutant.what}`);
        if (!noticed) survivors.push(`components/${file} ${mutant.what}`);
      }
      writeFileSync(path, source);
    }
    console.log(`${count - survivors.length} of ${count} dependencies are tested by the list of pairs`);
    if (count === 0 || survivors.length > 0) process.exitCode = 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function breaks(folder: string, stack: string, pairs: readonly OrderPair[]): Promise<boolean> {
  return orderMistakes(await runPlan({ folder, stack, withoutPolicies: true }), pairs).length > 0;
}

function namespaced(config: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(config).map(([key, value]) => [`nodepools:${key}`, value]));
}

void main();
