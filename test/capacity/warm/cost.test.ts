import assert from "node:assert/strict";
import { lagHours, warmCost } from "../../../capacity/warm/cost";

const basis = { region: "us-east-1", date: "2026-03-15", estimated: [] };
const usual = { nodeHours: 135, type: "m7i.xlarge", region: "us-east-1" };

describe("warmCost", () => {
  it("costs 45 hours of three m7i.xlarge 27.22 USD a week and 118 a month, against 441.5 always on", () => {
    assert.deepEqual(warmCost(usual), { usdPerWeek: 27.22, usdPerMonth: 118.25, lagUsdPerWeek: 0, basis });
    const always = warmCost({ ...usual, nodeHours: 3 * 168 });
    assert.equal(Math.round(always.usdPerMonth!), 441);
  });

  it("adds what nodes cost from the window's end until they are gone", () => {
    assert.equal(lagHours({ consolidateAfterSeconds: 60 }), 450 / 3600);
    const { usdPerWeek, lagUsdPerWeek } = warmCost({ ...usual, after: { nodeHours: (15 * 450) / 3600 } });
    assert.deepEqual([usdPerWeek, lagUsdPerWeek], [27.59, 0.38]);
  });

  it("takes the price of the region: 135 node-hours of m7i.xlarge in Seoul at 0.2478 USD", () => {
    assert.equal(warmCost({ ...usual, region: "ap-northeast-2" }).usdPerWeek, 33.45);
  });

  it("has no price where no list is known, and none where nodes never leave", () => {
    const nothing = { usdPerWeek: null, usdPerMonth: null, lagUsdPerWeek: null };
    assert.deepEqual(warmCost({ ...usual, region: "cn-north-1" }), {
      ...nothing,
      reason: "no prices of cn-north-1 are known",
    });
    assert.deepEqual(warmCost({ ...usual, type: "r9g.large" }), {
      ...nothing,
      reason: "no price in us-east-1 is known for r9g.large",
    });
    const staysBecause = "consolidateAfter is Never";
    const never = { nodeHours: Number.POSITIVE_INFINITY, staysBecause };
    assert.deepEqual(warmCost({ ...usual, after: never }), {
      ...nothing,
      reason: `${staysBecause}: nodes stay after their window`,
    });
  });
});
