/** All of suggestionsAndPolicies.test.ts: every violation mended, with the default pack and with production.json. */
import assert from "node:assert/strict";
import { joinedStacks } from "./joinedStacks";
import {
  expected,
  mendedConfigs,
  ordinaryViolations,
  type PolicyConfigName,
  planned,
  policyConfigs,
} from "./suggestions";

/** An AMI alias of which AWS alone can say whether it exists: the check warns, the good config names another one. */
const notPlanned: readonly string[] = [];

describe("every config after its findings were followed", function () {
  this.timeout(1_200_000);
  const mended = mendedConfigs();
  const { stacks, invalid } = joinedStacks(mended);

  it("is valid, by the suggestions alone for half of the findings", () => {
    assert.deepEqual(
      invalid.map(({ title }) => title),
      notPlanned,
    );
    assert.ok(mended.filter(({ isFollowed }) => isFollowed).length >= mended.length / 2 - 5);
  });

  for (const policies of Object.keys(policyConfigs) as PolicyConfigName[]) {
    for (const [index, stack] of stacks.entries()) {
      it(`violates nothing new with the ${policies} policies (${index + 1} of ${stacks.length})`, async () => {
        const ordinary = await ordinaryViolations(policies);
        const plan = await planned(stack, policies);
        assert.deepEqual(
          plan.findings.filter(({ level }) => level === "error"),
          [],
        );
        const excused = new Set(stack.parts.flatMap(({ title }) => Object.keys(expected[title] ?? {})));
        const found = plan.policies.violations.filter(({ policy }) => !ordinary.has(policy) && !excused.has(policy));
        assert.deepEqual(found, [], stack.parts.map(({ title }) => title).join());
      });
    }
  }
});
