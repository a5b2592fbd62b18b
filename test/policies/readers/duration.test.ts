import { deepEqual, throws } from "node:assert/strict";
import { Field, Undecided } from "../../../policies/frame/field";
import { checkDuration } from "../../../policies/readers/duration";
import { unknown } from "../../support/analyzer";
import { reporter } from "../reporter";

const found = (value: unknown, missing = "720h") => {
  const { reported, ...to } = reporter();
  checkDuration(new Field({ expireAfter: value }).at("expireAfter"), { min: "1h", max: "720h" }, missing, to);
  return reported;
};

describe("a duration in a pool", () => {
  it("may be at both bounds, in any spelling, or missing where the default is within them", () => {
    deepEqual([found("1h"), found("60m"), found("720h"), found("719h60m"), found(undefined)], [[], [], [], [], []]);
  });

  it("may not be beyond them, also by default", () => {
    deepEqual([found("59m59s"), found("720h1s"), found("Never"), found(undefined, "0s")].flat(), [
      'violation: expireAfter is "59m59s"; allowed is "1h" to "720h"',
      'violation: expireAfter is "720h1s"; allowed is "1h" to "720h"',
      'violation: expireAfter is "Never"; allowed is "1h" to "720h"',
      'violation: expireAfter is missing, which means "0s"; allowed is "1h" to "720h"',
    ]);
  });

  it("must be one that Karpenter reads", () => {
    deepEqual(found("30d").length, 1);
    deepEqual(found("30d")[0]?.startsWith('violation: expireAfter: "30d" '), true);
  });

  it("throws where it is not known yet", () => {
    throws(() => found(unknown), new Undecided("expireAfter"));
  });
});
