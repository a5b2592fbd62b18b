import assert from "node:assert/strict";
import { maintenanceFreezes } from "../../../../capacity/windows/maintenance";
import { maintenanceLines } from "../../../../tools/plan/report/maintenance";
import { plannedMaintenance } from "../../../../tools/plan/summary/maintenance";

const now = Date.UTC(2027, 0, 1, 15);
const night = { days: ["sat"], from: "02:00", to: "06:00" } as const;
const spec = (template: Record<string, string> = {}, more: Record<string, number> = {}) => ({
  template: { spec: template },
  ...more,
});

describe("maintenance in the plan", () => {
  it("says when nodes are replaced, what a change of the clock costs, and what does not keep to it", () => {
    const plan = plannedMaintenance([{ ...night, timezone: "America/New_York" }], spec(), now);
    assert.deepEqual(maintenanceLines(plan), [
      "nodes are replaced sat 02:00 to 06:00 in America/New_York",
      "at no other time: 3 budgets of 0 for consolidation and drift",
      "of 12480 minutes a year 480 stay frozen: budgets are in UTC and name months, and a clock changes, that of America/New_York in March, November",
      "not bound by it: expiry after 720h, interruption by AWS, repair of broken nodes",
    ]);
  });

  it("says nothing of minutes where none is lost, nor of expiry where nodes do not expire", () => {
    const plan = plannedMaintenance([{ ...night, timezone: "Asia/Seoul" }], spec({ expireAfter: "Never" }), now);
    assert.deepEqual(maintenanceLines(plan), [
      "nodes are replaced sat 02:00 to 06:00 in Asia/Seoul",
      "at no other time: 1 budget of 0 for consolidation and drift",
      "not bound by it: interruption by AWS, repair of broken nodes",
    ]);
  });

  it("names the scale-down of a static pool", () => {
    const plan = plannedMaintenance(
      [{ ...night, timezone: "UTC" }],
      spec({ expireAfter: "24h" }, { replicas: 3 }),
      now,
    );
    assert.deepEqual(plan.notBound, [
      "expiry after 24h",
      "interruption by AWS",
      "repair of broken nodes",
      "the scale-down of a static pool",
    ]);
  });

  it("counts what budgets of the stack file freeze of it, apart", () => {
    const windows = [{ days: ["sat", "sun"], from: "02:00", to: "06:00", timezone: "Europe/Berlin" }] as const;
    const of = (schedule: string) => {
      const own = { nodes: "0", schedule, duration: "24h", reasons: ["Underutilized", "Empty", "Drifted"] };
      const budgets = [{ nodes: "10%" }, own, ...maintenanceFreezes(windows)];
      return maintenanceLines(
        plannedMaintenance(windows, JSON.parse(JSON.stringify({ ...spec(), disruption: { budgets } })), now),
      );
    };
    assert.match(
      of("0 0 * * 6").join("\n"),
      /^of 24960 minutes a year 1080 .*; 11940 more by disruption.budgets\[1\]$/m,
    );
    assert.deepEqual(of("0 0 * * *")[0], "nodes are never replaced sat, sun 02:00 to 06:00 in Europe/Berlin");
    assert.equal(of("0 0 * * *").at(-2), "nothing is left of maintenance: other budgets freeze all of it");
  });
});
