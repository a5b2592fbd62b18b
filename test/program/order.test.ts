import assert from "node:assert/strict";
import { planOf, planOfFile } from "../support/plans";
import { brokenOrder } from "./order";
import { fargatePairs, orderPairs, teamPairs } from "./orderPairs";
import { orderStack } from "./orderStack";

describe("the order of creation, and of destruction in reverse", () => {
  for (const mode of ["preview", "settled"] as const) {
    it(`keeps every pair of the list (${mode})`, async () => {
      assert.deepEqual(brokenOrder(await planOf("order", orderStack, mode), [...orderPairs, ...teamPairs]), []);
    });
  }

  it("keeps the pairs of a private network with Fargate", async () => {
    assert.deepEqual(brokenOrder(await planOfFile("examples/private-fargate.yaml"), fargatePairs), []);
  });
});
