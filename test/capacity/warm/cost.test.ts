import assert from "node:assert/strict";
import { lagHours, warmCost } from "../../../capacity/warm/cost";

const none = { cooldownSeconds: 0, pollingSeconds: 0, consolidateAfterSeconds: 0, drainSeconds: 0 };
const usual = { nodeHours: 135, released: 15, type: "m7i.xlarge", region: "us-east-1", lag: none };

describe("warmCost", () => {
  it("costs 45 hours of three m7i.xlarge 27.22 USD a week and 118 a month, against 441.5 always on", () => {
    assert.deepEqual(warmCost(usual), { usdPerWeek: 27.22, usdPerMonth: 118.25, lagUsdPerWeek: 0 });
    const always = warmCost({ ...usual, nodeHours: 3 * 168, released: 0 });
    assert.equal(Math.round(always.usdPerMonth!), 441);
  });

  it("adds what nodes cost from the window's end until they are gone", () => {
    assert.equal(lagHours({ consolidateAfterSeconds: 60 }), 450 / 3600);
    const { usdPerWeek, lagUsdPerWeek } = warmCost({ ...usual, lag: { consolidateAfterSeconds: 60 } });
    assert.deepEqual([usdPerWeek, lagUsdPerWeek], [27.59, 0.38]);
  });

  it("shows no price for another region, and none where nodes never leave", () => {
    const nothing = { usdPerWeek: null, usdPerMonth: null, lagUsdPerWeek: null };
    assert.deepEqual(warmCost({ ...usual, region: "ap-northeast-2" }), {
      ...nothing,
      reason: "the catalogue has prices for us-east-1 only, not for ap-northeast-2",
    });
    assert.deepEqual(warmCost({ ...usual, type: "r9g.large" }), {
      ...nothing,
      reason: "the catalogue has no price for r9g.large",
    });
    const never = { consolidateAfterSeconds: Number.POSITIVE_INFINITY };
    assert.deepEqual(warmCost({ ...usual, lag: never }), {
      ...nothing,
      reason: "consolidateAfter is Never: nodes stay after their window",
    });
    assert.equal(warmCost({ ...usual, released: 0, lag: never }).usdPerWeek, 27.22);
  });
});
