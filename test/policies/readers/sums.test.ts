import { deepEqual } from "node:assert/strict";
import type { Ceiling } from "../../../capacity/nodePool/ceiling";
import { Field } from "../../../policies/frame/field";
import { checkPrice, usdText } from "../../../policies/readers/prices";
import { checkSum, grouped, type PoolShare } from "../../../policies/readers/sums";
import { reporter } from "../reporter";

const share = (name: string, ceiling: Partial<Ceiling>, more: Partial<PoolShare> = {}): PoolShare => ({
  name,
  ceiling: {
    cpuMillis: 0,
    memoryBytes: 0,
    nodes: 0,
    gpu: 0,
    usdPerHour: 0,
    ...ceiling,
  },
  unsure: undefined,
  unknownPath: undefined,
  ...more,
});

const sumOf = (...shares: PoolShare[]) => {
  const { reported, ...to } = reporter();
  checkSum(shares, { maxCpu: "64", maxMemory: "256Gi", maxNodes: 8, maxGpu: 2 }, to);
  return reported;
};

describe("a sum over pools", () => {
  it("is fine at the ceiling, and reported above it with the pools that add to it", () => {
    deepEqual(sumOf(share("a", { nodes: 5 }), share("b", { nodes: 3 })), []);
    deepEqual(sumOf(share("a", { nodes: 3 }), share("b", { nodes: 6 }), share("c", {})), [
      "violation: its pools reach 9 nodes; the ceiling is 8 (maxNodes); pools: b 6, a 3",
    ]);
  });

  it("cannot be told where a pool's types or requirements are not known", () => {
    deepEqual(sumOf(share("a", { nodes: null }, { unsure: "the catalogue has no x9.large" })), [
      "cannot tell about the nodes, whose ceiling is 8 (maxNodes): a: the catalogue has no x9.large",
    ]);
    deepEqual(sumOf(share("a", { nodes: 9 }, { unknownPath: "spec.limits" })), [
      "cannot tell about its pools, which reach 9 nodes; the ceiling is 8 (maxNodes); pools: a 9: spec.limits of a is not known yet",
    ]);
  });

  it("is reported where a pool has no bound", () => {
    deepEqual(sumOf(share("a", { gpu: null })), [
      "violation: its pools reach any amount of GPUs; the ceiling is 2 (maxGpu); pools: a unbounded",
    ]);
  });

  it("is over groups, in order of their keys, without pools that have none", () => {
    const entry = (name: string, value: string | undefined) => ({
      subject: { type: "p", urn: name, name, inputs: new Field({}) },
      value,
    });
    deepEqual(
      grouped([entry("1", "b"), entry("2", "a"), entry("3", undefined), entry("4", "b")], ({ value }) => value),
      [
        ["a", ["a"]],
        ["b", ["b", "b"]],
      ],
    );
  });
});

describe("the price of pools", () => {
  const priceOf = (requirePrice: boolean, ...shares: PoolShare[]) => {
    const { reported, ...to } = reporter();
    checkPrice(shares, { maxUsdPerHour: 0.3, requirePrice }, "its pools", to);
    return reported;
  };

  it("is fine at the ceiling, although 0.1 + 0.2 is more than 0.3 in floating point", () => {
    deepEqual(priceOf(true, share("a", { usdPerHour: 0.1 }), share("b", { usdPerHour: 0.2 })), []);
  });

  it("is reported above it, with the pools where they are several", () => {
    const above =
      "violation: its pools cost up to 0.3001 USD per hour; the ceiling is 0.3 USD per hour (maxUsdPerHour)";
    deepEqual(priceOf(true, share("a", { usdPerHour: 0.3001 })), [above]);
    deepEqual(priceOf(true, share("a", { usdPerHour: 0.1001 }), share("b", { usdPerHour: 0.2 })), [
      `${above}; pools: b 0.2, a 0.1001`,
    ]);
  });

  it("cannot be told of a pool without one, or is reported where one is required", () => {
    const unpriced = [
      share("a", { usdPerHour: null, usdPerHourReason: "no prices" }),
      share("b", { usdPerHour: null }),
    ];
    deepEqual(priceOf(false, ...unpriced), [
      "cannot tell about the price of its pools: a: no prices, and 1 more pools",
    ]);
    deepEqual(priceOf(true, unpriced[1]!), [
      "violation: its pools have no price (b: no limit bounds the pool), and the policy config requires one",
    ]);
  });

  it("is shown to a hundredth of a cent", () => {
    deepEqual([3.072, 3.07154, 2].map(usdText), ["3.072 USD per hour", "3.0715 USD per hour", "2 USD per hour"]);
  });
});
