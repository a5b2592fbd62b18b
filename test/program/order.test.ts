import assert from "node:assert/strict";
import { planOf, planOfFile } from "../support/plans";
import { orderMistakes } from "./order";
import { alphaApiPairs, fargatePairs, orderPairs, teamPairs } from "./orderPairs";
import { orderStack } from "./orderStack";

describe("the order of creation, and of destruction in reverse", () => {
  for (const mode of ["preview", "settled"] as const) {
    it(`has every pair of the list in order (${mode})`, async () => {
      assert.deepEqual(
        orderMistakes(await planOf("order", orderStack, mode), [...orderPairs, ...teamPairs, ...alphaApiPairs]),
        [],
      );
    });
  }

  it("has the pairs of a private network with Fargate in order", async () => {
    assert.deepEqual(orderMistakes(await planOfFile("examples/private-fargate.yaml"), fargatePairs), []);
  });
});
