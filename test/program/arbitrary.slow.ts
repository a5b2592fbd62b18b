import assert from "node:assert/strict";
import { goodConfigs } from "../config/fix";
import { planOf } from "../support/plans";

/** Configs drawn from the schema; test/config checks thousands, a few go through the whole program. */
const configs = goodConfigs(4, 20261121);

describe("stack files drawn from the schema", () => {
  for (const [index, config] of configs.entries()) {
    it(`plan when every rule accepts them (${index + 1} of ${configs.length})`, async () => {
      const plan = await planOf(`drawn-${index}`, config, index % 2 === 0 ? "preview" : "settled");
      assert.deepEqual(
        plan.findings.filter(({ level }) => level === "error"),
        [],
      );
      assert.ok(plan.resources.some(({ type }) => type === "aws:eks/cluster:Cluster"));
    });
  }
});
