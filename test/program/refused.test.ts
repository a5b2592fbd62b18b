import assert from "node:assert/strict";
import { planOf } from "../support/plans";

describe("the program itself", () => {
  it("refuses a stack with one invalid value: it reports that value and makes nothing", async () => {
    const plan = await planOf("refused", { network: { zones: 9 }, teams: { dotori: {} } });
    assert.deepEqual(
      plan.findings.filter(({ level }) => level === "error").map(({ path, value }) => [path, value]),
      [["network.zones", 9]],
    );
    assert.deepEqual(plan.resources, []);
  });
});
