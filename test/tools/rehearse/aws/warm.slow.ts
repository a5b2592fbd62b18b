/** The scenario that waits for two minutes: its file is its own, so that other files run meanwhile. */
import { deepEqual } from "node:assert/strict";
import { join, resolve } from "node:path";
import { awsParts, kedaParts, serverParts } from "../../../../tools/rehearse/parts/parts";
import { rehearse } from "../../../../tools/rehearse/rehearse";
import { readScenario } from "../../../../tools/rehearse/scenario/read";
import { needsAws } from "../../../support/rehearse/built";

const root = resolve(__dirname, "../../../..");

describe("warm nodes on AWS", function () {
  this.timeout(900_000);

  it("come at the hour, do not drift in two minutes, and are terminated: warm-nodes.yaml", async function () {
    needsAws(this, [...serverParts, ...awsParts, ...kedaParts]);
    const scenario = readScenario(join(root, "examples/scenarios/aws/warm-nodes.yaml"));
    const { verdict, findings } = await rehearse({ folder: root, provider: "aws", scenario });
    deepEqual([verdict, findings], ["pass", []]);
  });
});
