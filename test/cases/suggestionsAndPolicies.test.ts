/** A finding and a rule of the pack never contradict each other: what a suggestion leads to passes the policies. */
import assert from "node:assert/strict";
import { violations } from "../config/violations";
import { joinedStacks } from "./joinedStacks";
import { mendedConfigs, ordinaryViolations, planned } from "./suggestions";

/** One in so many of the violations of teams; suggestionsAndPolicies.slow.ts plans all. */
const step = 8;

describe("a config after its findings were followed", function () {
  this.timeout(120_000);

  it("violates no policy of production that a config without findings passes", async () => {
    const ofTeams = violations.filter(({ config }) => Object.keys(config).every((key) => key === "teams"));
    const sample = ofTeams.filter((_, index) => index % step === 0);
    const { stacks, invalid } = joinedStacks(mendedConfigs(sample));
    assert.deepEqual(invalid, []);
    const largest = stacks.toSorted((a, b) => b.parts.length - a.parts.length)[0]!;
    assert.ok(largest.parts.length >= sample.length / 2, `${largest.parts.length} of ${sample.length}`);
    const [ordinary, plan] = await Promise.all([ordinaryViolations("production"), planned(largest, "production")]);
    assert.deepEqual(
      plan.findings.filter(({ level }) => level === "error"),
      [],
    );
    assert.ok(ordinary.has("stack-environment-matches"), "the pack ran");
    assert.deepEqual(
      plan.policies.violations.filter(({ policy }) => !ordinary.has(policy)),
      [],
    );
  });
});
