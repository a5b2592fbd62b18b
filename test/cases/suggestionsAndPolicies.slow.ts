/** All of suggestionsAndPolicies.test.ts, with the default policies, too. */
import assert from "node:assert/strict";
import { violations } from "../config/violations";
import { joinedStacks } from "./joinedStacks";
import { mendedConfigs, newViolations, type PolicyConfigName, policyConfigs } from "./suggestions";

describe("every config after its findings were followed", function () {
  this.timeout(1_200_000);
  const mended = mendedConfigs();
  const { stacks, invalid } = joinedStacks(mended);

  it("is valid, and they are near half of all violations", () => {
    assert.deepEqual(
      invalid.map(({ title }) => title),
      [],
    );
    assert.ok(mended.length > 0.45 * violations.length, `${mended.length} of ${violations.length}`);
  });

  for (const policies of Object.keys(policyConfigs) as PolicyConfigName[]) {
    for (const [index, stack] of stacks.entries()) {
      it(`violates nothing new with the ${policies} policies (${index + 1} of ${stacks.length})`, async () => {
        assert.deepEqual(await newViolations(stack, policies), [], stack.parts.map(({ title }) => title).join());
      });
    }
  }
});
