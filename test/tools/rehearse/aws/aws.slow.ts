/** The AWS half as a whole: its scenarios, two runs at once, and parts that are killed. */
import { deepEqual, match } from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { awsParts, kedaParts, serverParts } from "../../../../tools/rehearse/parts/parts";
import { rehearse } from "../../../../tools/rehearse/rehearse";
import { readScenario } from "../../../../tools/rehearse/scenario/read";
import { needsAws } from "../../../support/rehearse/built";

const root = resolve(__dirname, "../../../..");
const scenarios = join(root, "examples/scenarios/aws");

describe("the AWS half", function () {
  this.timeout(900_000);
  before(function () {
    needsAws(this, [...serverParts, ...awsParts, ...kedaParts]);
  });

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
