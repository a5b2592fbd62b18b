import assert from "node:assert/strict";
import { afterLines, meaningLines, weekRows } from "../../../../tools/plan/report/warm";
import { plannedWarm } from "../../../../tools/plan/summary/warm";

const now = Date.UTC(2027, 0, 1);
const spec = (more: Record<string, unknown> = {}) => ({
  limits: { cpu: "64", memory: "256Gi" },
  disruption: { consolidateAfter: "1m", budgets: [], ...more },
  template: {
    spec: {
      requirements: [{ key: "node.kubernetes.io/instance-type", operator: "In", values: ["m5.xlarge", "m5.2xlarge"] }],
    },
  },
});
const inputs = {
  pool: "dotori-batch",
  mode: { kind: "perNode" },
  always: 0,
  windows: [{ days: "weekdays", from: "09:00", to: "18:00", timezone: "Asia/Seoul", nodes: 3 }],
  packing: {},
  cooldownSeconds: 300,
} as const;

describe("warm capacity in the plan", () => {
  it("prices the hours on the cheapest type, and what follows them apart", () => {
    const { week, instanceType, cost } = plannedWarm(inputs, spec(), "us-east-1", now);
    assert.deepEqual([week.hours, week.nodeHours, week.windowCount], [45, 135, 5]);
    assert.equal(instanceType?.name, "m5.xlarge");
    // 0.192 USD/h: 135 node-hours, and 15 nodes that each go 450 s late
    assert.deepEqual([cost?.usdPerWeek, cost?.scaleDownUsdPerWeek], [26.28, 0.36]);
  });

  it("prices at the region's own list, and says of when it is", () => {
    // m5.xlarge is 0.236 USD in Seoul: 135 node-hours, and 15 nodes that each go 450 s late
    const warm = plannedWarm(inputs, spec(), "ap-northeast-2", now);
    assert.match(afterLines(warm).join("\n"), /32\.30 USD a week, .* \(prices of ap-northeast-2 as of 2026-03-15\)/);
  });

  it("has no price where none is known, in China not in USD", () => {
    const { cost } = plannedWarm(inputs, spec(), "cn-north-1", now);
    assert.deepEqual([cost?.usdPerWeek, cost?.reason], [null, "no prices of cn-north-1 are known"]);
  });

  it("says that nodes stay without consolidation, and has no price then", () => {
    const warm = plannedWarm(inputs, spec({ consolidateAfter: "Never" }), "us-east-1", now);
    assert.deepEqual([warm.scaleDownDelay.consolidateAfterSeconds, warm.scaleDownDelay.totalHours], [null, null]);
    assert.match(
      afterLines(warm).join("\n"),
      /its nodes stay: consolidateAfter is Never\n.*price on m5.xlarge: not known/s,
    );
  });

  it("shows budgets, which are UTC's, by the pool's clock", () => {
    const budgets = [{ nodes: "10%" }, { nodes: "0", schedule: "0 0 * * 1", duration: "8h" }];
    const warm = plannedWarm(inputs, spec({ budgets }), "us-east-1", now);
    assert.deepEqual(warm.budgets, [
      { nodes: "0", schedule: "0 0 * * 1", duration: "8h", localTimes: ["Mon 09:00 to Mon 17:00"] },
    ]);
    assert.ok(
      afterLines(warm).includes('budget of 0: "0 0 * * 1" for 8h in UTC is Mon 09:00 to Mon 17:00 in Asia/Seoul'),
    );
  });

  it("counts placeholders in headroom mode in whole nodes", () => {
    const mode = { kind: "headroom", size: { cpuMillis: 1200, memoryMiB: 1024 } } as const;
    const warm = plannedWarm({ ...inputs, mode, always: 1, pin: 1 }, spec(), "us-east-1", now);
    // three on an m5.xlarge of 3920m, six on an m5.2xlarge of twice the price
    assert.deepEqual([warm.week.maxNodes, warm.instanceType?.name], [1, "m5.xlarge"]);
    assert.deepEqual(meaningLines(warm).slice(1), [
      "temporary: pinned at 1 placeholder",
      "at any time 1 placeholder",
      '3 placeholders weekdays 09:00 to 18:00 in Asia/Seoul, for KEDA "0 9 * * 1-5" to "0 18 * * 1-5"',
    ]);
  });

  it("names the hours of each number where a day has several", () => {
    const noon = { ...inputs.windows[0], from: "12:00", to: "13:00", nodes: 5 };
    const { week } = plannedWarm({ ...inputs, windows: [...inputs.windows, noon] }, spec(), "us-east-1", now);
    assert.deepEqual(weekRows(week)[0], ["mon 01-04", "9", "29", "5", "09:00-12:00 (3), 12:00-13:00, 13:00-18:00 (3)"]);
  });
});
