import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runPlan } from "../../tools/plan/plan";
import { root } from "../support/plans";
import { startProgramInProcess } from "../support/programInProcess";

describe("the policies in a plan", () => {
  const folder = mkdtempSync(join(tmpdir(), "nodepools-sums-"));
  after(() => rmSync(folder, { recursive: true, force: true }));

  it("add up the pools of a team and of the cluster, in a first preview too", async () => {
    const policyConfig = join(folder, "tight.json");
    writeFileSync(policyConfig, '{"team-within-ceiling":{"maxCpu":"95"},"cluster-within-ceiling":{"maxCpu":"128"}}');
    const { policies } = await runPlan({ folder: root, policyConfig, start: startProgramInProcess });
    const mandatory = policies.violations.filter(({ level }) => level === "mandatory");
    assert.equal(policies.verdict, "fail");
    assert.deepEqual(
      mandatory.map(({ policy }) => policy),
      ["team-within-ceiling"],
    );
    assert.match(
      mandatory[0]!.message,
      /team "dotori": its pools reach 96 CPU; the ceiling is 95 \(maxCpu\); pools: dotori-general 64, dotori-spot 32/,
    );
  });
});
