/** The AWS half as a whole: its scenarios, and every example's node classes. */
import { deepEqual, match } from "node:assert/strict";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { stringify } from "yaml";
import { awsParts, kedaParts, serverParts } from "../../../../tools/rehearse/parts/parts";
import { rehearse } from "../../../../tools/rehearse/rehearse";
import { readScenario } from "../../../../tools/rehearse/scenario/read";
import { exampleFiles } from "../../../program/examples";
import { needsAws } from "../../../support/rehearse/built";

const root = resolve(__dirname, "../../../..");
const scenarios = join(root, "examples/scenarios/aws");

describe("the AWS half", function () {
  this.timeout(900_000);
  let folder: string;
  before(function () {
    needsAws(this, [...serverParts, ...awsParts, ...kedaParts]);
    folder = mkdtempSync(join(tmpdir(), "aws-half-"));
  });
  after(() => folder !== undefined && rmSync(folder, { recursive: true }));

  for (const name of readdirSync(scenarios).filter((entry) => entry.endsWith(".yaml"))) {
    it(`plays ${name}`, async () => {
      const { verdict, findings } = await rehearse({
        folder: root,
        provider: "aws",
        scenario: readScenario(join(scenarios, name)),
      });
      deepEqual([verdict, findings], ["pass", []]);
    });
  }

  for (const file of exampleFiles) {
    it(`makes every node class of ${file} Ready`, async () => {
      const { verdict, findings } = await rehearse({
        folder: root,
        provider: "aws",
        config: join(root, "examples", file),
      });
      deepEqual([verdict, findings], ["pass", []]);
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

  for (const action of ["ec2:RunInstances", "iam:PassRole", "ssm:GetParameter", "sqs:ReceiveMessage"]) {
    it(`names ${action} when the policies are without it, and nothing else`, async () => {
      const { findings } = await rehearse({
        folder: root,
        provider: "aws",
        stack: "dev",
        scenario: { name: "revoked", stackFile: undefined, about: action, revoke: [action], steps: [{ wait: "5s" }] },
      });
      const named = findings
        .filter(({ check }) => check === "aws")
        .map(({ subject, message }) => `${subject}: ${/IAM \(our evaluator\): (\S+)/.exec(message)?.[1]}`);
      deepEqual([...new Set(named)], [`ControllerRole karpenter-controller: ${action}`]);
    });
  }

  it("runs twice at once without the runs meeting", async () => {
    const both = await Promise.all(["dev", "dev"].map((stack) => rehearse({ folder: root, provider: "aws", stack })));
    deepEqual(
      both.map(({ findings }) => findings),
      [[], []],
    );
  });

  it("ends, and says so, when moto or the controller is killed", async () => {
    for (const program of ["moto", "karpenter-aws"]) {
      const cause = await rehearse({
        folder: root,
        provider: "aws",
        stack: "dev",
        onControlPlane: ({ processes }) => {
          const waiting = setInterval(() => {
            const id = processes.ids()[program];
            if (id === undefined) return;
            clearInterval(waiting);
            process.kill(id, "SIGKILL");
          }, 50);
          processes.failed.catch(() => clearInterval(waiting));
        },
      }).catch((thrown: unknown) => thrown);
      match(String((cause as Error).message), new RegExp(`^${program} ended during the rehearsal \\(SIGKILL\\)`));
    }
  });
});
