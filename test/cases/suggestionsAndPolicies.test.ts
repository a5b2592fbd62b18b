/** A finding and a rule of the pack never contradict each other: what a suggestion leads to passes the policies. */
import assert from "node:assert/strict";
import { violations } from "../config/violations";
import { joinedStacks } from "./joinedStacks";
import { mendedConfigs, newViolations } from "./suggestions";

/** One in so many of the violations of teams; suggestionsAndPolicies.slow.ts plans all. */
const step = 5;

describe("a config after its findings were followed", function () {
  this.timeout(120_000);

  it("violates no policy of production that it passed before", async () => {
    const ofTeams = violations.filter(({ config }) => Object.keys(config).every((key) => key === "teams"));
    const sample = mendedConfigs(ofTeams.filter((_, index) => index % step === 0));
    const { stacks, invalid } = joinedStacks(sample);
    assert.deepEqual(invalid, []);
    const largest = stacks.toSorted((a, b) => b.parts.length - a.parts.length)[0]!;
    assert.ok(largest.parts.length > 10, `${largest.parts.length} of ${sample.length}`);
    assert.deepEqual(await newViolations(largest, "production"), []);
  });
});
