import assert from "node:assert/strict";
import { planOf } from "../support/plans";

describe("the program itself", () => {
  it("refuses a stack of which one leaf is wrong, with the finding and nothing made", async () => {
    const plan = await planOf("refused", { network: { zones: 9 }, teams: { dotori: {} } });
    assert.deepEqual(
      plan.findings.filter(({ level }) => level === "error").map(({ path, value }) => [path, value]),
      [["network.zones", 9]],
    );
    assert.deepEqual(plan.resources, []);
  });
});
