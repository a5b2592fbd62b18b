/** Every example, and a stack in each other partition, with the real controller: all node classes become Ready. */
import { deepEqual } from "node:assert/strict";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { stringify } from "yaml";
import { awsParts, serverParts } from "../../../../tools/rehearse/parts/parts";
import { rehearse } from "../../../../tools/rehearse/rehearse";
import { readScenario } from "../../../../tools/rehearse/scenario/read";
import { exampleFiles } from "../../../program/examples";
import { needsAws } from "../../../support/rehearse/built";

const root = resolve(__dirname, "../../../..");

const scenarios = join(root, "examples/scenarios/aws");

/** Stacks that a scenario plays and passes without any finding: scenarios.slow.ts and warm.slow.ts run the same checks. */
const played = new Set(
  readdirSync(scenarios)
    .filter((name) => name.endsWith(".yaml"))
    .map((name) => readScenario(join(scenarios, name)))
    .flatMap(({ findings, stackFile }) =>
      findings === undefined && stackFile !== undefined ? [resolve(stackFile)] : [],
    ),
);

/** KEDA's chart, as a user with a copy of it has it. */
const charts = { keda: join(root, "test/fixtures/charts/keda") };

describe("the real AWS controller", function () {
  this.timeout(900_000);
  let folder: string;
  before(function () {
    needsAws(this, [...serverParts, ...awsParts]);
    folder = mkdtempSync(join(tmpdir(), "aws-half-"));
  });
  after(() => folder !== undefined && rmSync(folder, { recursive: true }));

  for (const file of exampleFiles.filter((each) => !played.has(join(root, each)))) {
    it(`makes every node class of ${file} Ready`, async () => {
      const { verdict, findings, notChecked } = await rehearse({
        folder: root,
        provider: "aws",
        config: join(root, file),
        aws: { charts },
      });
      deepEqual([verdict, findings], ["pass", []]);
      deepEqual(
        notChecked.filter((line) => line.includes("not rendered")),
        [],
      );
    });
  }

  for (const region of ["cn-north-1", "us-gov-west-1"]) {
    it(`makes a node class Ready in ${region}`, async () => {
      const file = join(folder, `${region}.yaml`);
      const pools = [{ name: "general", limits: { cpu: "64", memory: "256Gi" } }];
      const config = {
        "aws:region": region,
        "nodepools:environment": "development",
        "nodepools:teams": { dotori: { pools } },
      };
      writeFileSync(file, stringify({ config }));
      const { verdict, findings } = await rehearse({ folder: root, provider: "aws", config: file });
      deepEqual([verdict, findings], ["pass", []]);
    });
  }
});
