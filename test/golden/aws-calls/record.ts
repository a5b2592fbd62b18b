/**
 * Records what Karpenter asks of IAM while scenarios of the dev stack are played on the AWS half: calls.json beside this
 * file. Run it after an upgrade of the controller: node --import tsx test/golden/aws-calls/record.ts
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Asked } from "../../../tools/rehearse/aws/front/authorize";
import { rehearse } from "../../../tools/rehearse/rehearse";
import { readScenario } from "../../../tools/rehearse/scenario/read";

const root = join(__dirname, "..", "..", "..");

/** Scenarios of Pulumi.dev.yaml, so that one stack's policies answer for all of them. */
const scenarios = ["spot-interruption", "classes-leave"];

/** Ids differ from run to run, and which they are decides nothing. */
function withoutIds(text: string): string {
  return text
    .replace(/\b(i|lt|sg|subnet|ami|vol|eni)-[0-9a-f]{8,17}\b/g, "$1-0")
    .replace(
      /\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/g,
      "00000000-0000-4000-8000-000000000000",
    )
    .replace(/nodepools-dev_\d+/g, "nodepools-dev_0")
    .replace(/ip-\d+-\d+-\d+-\d+/g, "ip-10-0-0-1")
    .replace(/(alpha|dotori)-(general|spot)-[a-z0-9]{5}\b/g, "$1-$2-xxxxx");
}

async function recorded(name: string): Promise<readonly string[]> {
  const scenario = readScenario(join(__dirname, `${name}.yaml`));
  let record: readonly Asked[] = [];
  const { verdict, findings } = await rehearse({
    folder: root,
    provider: "aws",
    scenario,
    log: (text) => void process.stderr.write(`${text}\n`),
    aws: {
      onRecord: (asked) => {
        record = asked;
      },
    },
  });
  if (verdict !== "pass") throw new Error(`${name}: ${JSON.stringify(findings)}`);
  return record.map(({ request: { principal: _, ...need } }) => withoutIds(JSON.stringify(need)));
}

async function main(): Promise<void> {
  const lines = new Set<string>();
  for (const name of scenarios) for (const line of await recorded(name)) lines.add(line);
  writeFileSync(join(__dirname, "calls.json"), `[\n${[...lines].sort().join(",\n")}\n]\n`);
}

void main();
