import assert from "node:assert/strict";
import { validConfigs } from "../config/fix";
import { planOf } from "../support/plans";

/** Random values of the schema that every rule accepts: test/config checks thousands, a few are planned here. */
const configs = validConfigs(4, 20261121);

describe("arbitrary stack files", () => {
  for (const [index, config] of configs.entries()) {
    it(`plan without errors when every rule accepts them (${index + 1} of ${configs.length})`, async () => {
      const plan = await planOf(`arbitrary-${index}`, config, index % 2 === 0 ? "preview" : "settled");
      assert.deepEqual(
        plan.findings.filter(({ level }) => level === "error"),
        [],
      );
      assert.ok(plan.resources.some(({ type }) => type === "nodepools:index:Cluster"));
    });
  }
});
