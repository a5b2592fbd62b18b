/** The figures of examples/warm-by-the-clock.yaml, worked by hand: nothing here is computed by the code under test. */
import { deepEqual, equal } from "node:assert/strict";
import { join } from "node:path";
import type { PlannedComparison, PlannedEngine } from "../../../../tools/plan/summary/compareWarmSchema";
import { root } from "../../../support/plans";
import { comparedOf, engineOf } from "./comparing";

/** USD an hour of c6g.xlarge in Seoul: AWS's price list of ap-northeast-2, 2026-03-15. Of the admitted types none is cheaper. */
const hourly = 0.154;
/** USD a GB-month of gp3 in Seoul, from the same list. */
const gp3 = 0.0912;

const cents = (usd: number) => Math.round(usd * 100) / 100;

describe("five nodes from 03:00 to 10:00 every day in Seoul, kept in each way", () => {
  let comparison: PlannedComparison;
  before(async () => {
    comparison = await comparedOf(join(root, "examples/warm-by-the-clock.yaml"), "dotori/batch");
  });
  const figures = (name: PlannedEngine["engine"]) => engineOf(comparison, name).figures!;
  const atStart = (name: PlannedEngine["engine"]) => engineOf(comparison, name).ready.atStart!.seconds;
  const refill = (name: PlannedEngine["engine"]) => engineOf(comparison, name).ready.refill.seconds;

  it("by the clock costs 38.40 USD a week and 166.86 a month, 0.67 of the week after windows", () => {
    // 7 days of 7 hours on 5 nodes
    const nodeHours = 7 * 7 * 5;
    equal(nodeHours, 245);
    // each day 5 nodes stay for cooldown 300 s, poll 30 s, consolidateAfter 60 s and drain 60 s: 450 s, an eighth of an hour
    const late = 7 * 5 * (450 / 3600);
    equal(late, 4.375);
    const week = (245 + 4.375) * hourly;
    deepEqual([cents(week), cents(week * 4.345), cents(late * hourly)], [38.4, 166.86, 0.67]);
    // so many node-hours a month as a share of its 730 hours, 20 GB each
    const volumes = (((245 + 4.375) * 4.345) / 730) * 20 * gp3;
    equal(cents(volumes), 2.71);
    const { instanceType, nodes, nodeHours: hours, cost } = figures("windows");
    deepEqual([instanceType, nodes, hours], ["c6g.xlarge", 5, 245]);
    deepEqual(cost, {
      usdPerWeek: 38.4,
      usdPerMonth: 166.86,
      afterWindowsUsdPerWeek: 0.67,
      volumesUsdPerMonth: 2.71,
      priceBasis: { region: "ap-northeast-2", date: "2026-03-15", estimated: [] },
    });
  });

  it("at any time costs 129.36 USD a week and 562.07 a month, whatever keeps it", () => {
    const nodeHours = 5 * 24 * 7;
    equal(nodeHours, 840);
    const week = nodeHours * hourly;
    deepEqual([cents(week), cents(week * 4.345)], [129.36, 562.07]);
    const volumes = ((840 * 4.345) / 730) * 20 * gp3;
    equal(cents(volumes), 9.12);
    for (const engine of ["always", "static", "capacityBuffer", "pin"] as const) {
      const { instanceType, nodes, nodeHours: hours, cost } = figures(engine);
      deepEqual(
        [engine, instanceType, nodes, hours, cost.usdPerWeek, cost.usdPerMonth, cost.volumesUsdPerMonth],
        [engine, "c6g.xlarge", 5, 840, 129.36, 562.07, 9.12],
      );
      equal(cost.afterWindowsUsdPerWeek, 0);
    }
  });

  it("is ready 58 to 160 seconds after a window's start by the clock, and is there already otherwise", () => {
    // KEDA's poll 0 to 30 s, Karpenter's batch 1 to 10 s, a node's start 57 to 120 s
    deepEqual(atStart("windows"), { least: 0 + 1 + 57, most: 30 + 10 + 120 });
    for (const engine of ["always", "static", "capacityBuffer", "pin"] as const)
      deepEqual(atStart(engine), { least: 0, most: 0 });
  });

  it("is back after a loss as soon as what keeps it asks for a node", () => {
    // placeholders pend: a batch and a start; a static pool asks without a batch; a buffer is looked at every 30 s
    for (const engine of ["windows", "always", "pin"] as const) deepEqual(refill(engine), { least: 58, most: 130 });
    deepEqual(refill("static"), { least: 57, most: 120 });
    deepEqual(refill("capacityBuffer"), { least: 0 + 1 + 57, most: 30 + 10 + 120 });
  });
});
