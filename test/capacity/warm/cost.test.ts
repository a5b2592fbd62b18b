import assert from "node:assert/strict";
import { lagHours, warmCost } from "../../../capacity/warm/cost";

const basis = { region: "us-east-1", date: "2026-03-15", estimated: [] };
const region = "us-east-1";
const hours = { type: "m7i.xlarge", nodeHours: 135 };
const usual = { nodes: [hours], region };

describe("warmCost", () => {
  it("costs 45 hours of three m7i.xlarge 27.22 USD a week and 118 a month, against 441.5 always on", () => {
    assert.deepEqual(warmCost(usual), { usdPerWeek: 27.22, usdPerMonth: 118.25, lagUsdPerWeek: 0, basis });
    const always = warmCost({ nodes: [{ ...hours, nodeHours: 3 * 168 }], region });
    assert.equal(Math.round(always.usdPerMonth!), 441);
  });

  it("adds what nodes cost from the window's end until they are gone", () => {
    assert.equal(lagHours({ consolidateAfterSeconds: 60 }), 450 / 3600);
    const { usdPerWeek, lagUsdPerWeek } = warmCost({
      nodes: [{ ...hours, lateNodeHours: (15 * 450) / 3600 }],
      region,
    });
    assert.deepEqual([usdPerWeek, lagUsdPerWeek], [27.59, 0.38]);
  });

  it("takes the price of the region: 135 node-hours of m7i.xlarge in Seoul at 0.2478 USD", () => {
    assert.equal(warmCost({ ...usual, region: "ap-northeast-2" }).usdPerWeek, 33.45);
  });

  it("adds up types in whole cents, and has no price without all of theirs", () => {
    const [large, xlarge] = ["m7i.large", "m7i.xlarge"].map((type) => ({ type, nodeHours: 1.05 })) as [
      typeof hours,
      typeof hours,
    ];
    const apart = [large, xlarge].map((one) => warmCost({ nodes: [one], region }).usdPerWeek!);
    assert.deepEqual(apart, [0.11, 0.21]);
    assert.equal(warmCost({ nodes: [large, xlarge], region }).usdPerWeek, 0.32);
    const { usdPerMonth, reason } = warmCost({ nodes: [large, { ...hours, type: "r9g.large" }], region });
    assert.deepEqual([usdPerMonth, reason], [null, "no price in us-east-1 is known for r9g.large"]);
  });

  it("has no price where no list is known, and none where nodes never leave", () => {
    const nothing = { usdPerWeek: null, usdPerMonth: null, lagUsdPerWeek: null };
    assert.deepEqual(warmCost({ ...usual, region: "cn-north-1" }), {
      ...nothing,
      reason: "no prices of cn-north-1 are known",
    });
    assert.deepEqual(warmCost({ nodes: [{ ...hours, type: "r9g.large" }], region }), {
      ...nothing,
      reason: "no price in us-east-1 is known for r9g.large",
    });
    const staysBecause = "consolidateAfter is Never";
    assert.deepEqual(warmCost({ ...usual, staysBecause }), {
      ...nothing,
      reason: `${staysBecause}: nodes stay after their window`,
    });
  });
});
