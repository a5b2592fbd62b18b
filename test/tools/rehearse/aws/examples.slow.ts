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
import { sideBySide } from "../../../support/rehearse/sideBySide";

const root = resolve(__dirname, "../../../..");

const scenarios = join(root, "examples/scenarios/aws");

/** Stacks that a scenario plays and passes without any finding: scenarios.slow.ts runs the same checks of them. */
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

  const files = exampleFiles.filter((each) => !played.has(join(root, each)));
  const regions = ["cn-north-1", "us-gov-west-1"];

  /** A stack of one pool in a region. */
  function stackIn(region: string): string {
    const file = join(folder, `${region}.yaml`);
    const pools = [{ name: "general", limits: { cpu: "64", memory: "256Gi" } }];
    const config = {
      "aws:region": region,
      "nodepools:environment": "development",
      "nodepools:teams": { dotori: { pools } },
    };
    writeFileSync(file, stringify({ config }));
    return file;
  }

  const runOf = (config: () => string) => () =>
    rehearse({ folder: root, provider: "aws", config: config(), aws: { charts } });
  const run = sideBySide(
    {
      ...Object.fromEntries(files.map((file) => [file, runOf(() => join(root, file))])),
      ...Object.fromEntries(regions.map((region) => [region, runOf(() => stackIn(region))])),
    },
    2,
  );

  for (const name of [...files, ...regions]) {
    it(`makes every node class of ${name} Ready`, async () => {
      const { verdict, findings, notChecked } = await run(name);
      deepEqual([verdict, findings], ["pass", []]);
      deepEqual(
        notChecked.filter((line) => line.includes("not rendered")),
        [],
      );
    });
  }
});
