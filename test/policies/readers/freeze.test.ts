import { deepEqual } from "node:assert/strict";
import type { Budget } from "../../../capacity/nodePool/spec";
import { frozenReasons } from "../../../policies/readers/freeze";

const frozen = (...budgets: Budget[]) => frozenReasons(budgets).map(({ reason, why }) => `${reason}: ${why}`);
const reasons = ["Drifted", "Empty", "Underutilized", "Unhealthy"];

describe("budgets that allow no disruption at any time", () => {
  it("are those of 0 without a schedule, for all reasons or their own", () => {
    deepEqual(
      frozen({ nodes: "0" }),
      reasons.map((reason) => `${reason}: a budget of 0 has no schedule`),
    );
    deepEqual(frozen({ nodes: "0%", reasons: ["Empty"] }, { nodes: "10%" }), ["Empty: a budget of 0 has no schedule"]);
  });

  it("are those of 0 that follow each other without a break, and not with a break of an hour", () => {
    const half = (schedule: string, duration: string): Budget => ({ nodes: "0", schedule, duration });
    deepEqual(
      frozen(half("0 0 * * *", "12h"), half("0 12 * * *", "12h")),
      reasons.map((reason) => `${reason}: budgets of 0 follow each other without a break`),
    );
    deepEqual(frozen(half("0 0 * * *", "12h"), half("0 12 * * *", "11h")), []);
    deepEqual(
      frozen(half("0 0 1 * *", "744h")),
      reasons.map((reason) => `${reason}: budgets of 0 follow each other without a break`),
    );
    deepEqual(frozen(half("0 0 1 * *", "743h")), []);
  });

  it("have a schedule or a duration that Karpenter cannot parse, whatever their nodes and whichever reason they are for", () => {
    deepEqual(frozen({ nodes: "10%", schedule: "0 9 * * 8", duration: "1h", reasons: ["Drifted"] }).length, 4);
    deepEqual(frozen({ nodes: "10%", schedule: "0 9 * * 1", duration: "1d", reasons: ["Drifted"] }).length, 4);
  });

  it("are not those that allow one node, at no time or at some", () => {
    deepEqual(
      [frozen(), frozen({ nodes: "1" }), frozen({ nodes: "1%", schedule: "@daily", duration: "24h" })],
      [[], [], []],
    );
  });
});
