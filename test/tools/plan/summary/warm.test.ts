import assert from "node:assert/strict";
import { maintenanceFreezes } from "../../../../capacity/windows/maintenance";
import { type Ceilings, windowChanges } from "../../../../tools/plan/against/money";
import { afterLines, meaningLines, weekRows } from "../../../../tools/plan/report/warm";
import { plannedWarm, usualWeek } from "../../../../tools/plan/summary/warm";

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

  it("says of a budget of some months or days that it is in force in other weeks than the one shown", () => {
    const budget = (schedule: string) => ({ nodes: "0", schedule, duration: "1h" });
    const budgets = [budget("0 2 * 3-10 0-1"), budget("0 2 4,18 * *"), budget("0 2 30 2 *")];
    const warm = plannedWarm(inputs, spec({ budgets }), "us-east-1", now);
    assert.deepEqual(
      afterLines(warm).filter((line) => line.startsWith("budget")),
      [
        'budget of 0: "0 2 * 3-10 0-1" for 1h in UTC is in other weeks than the one shown',
        'budget of 0: "0 2 4,18 * *" for 1h in UTC is Mon 11:00 to Mon 12:00 in Asia/Seoul in the week shown, and at other times in others',
        'budget of 0: "0 2 30 2 *" for 1h in UTC is never',
      ],
    );
  });

  it("prices an average week of windows in zones whose clocks change apart, and says why", () => {
    const day = { days: "weekdays", from: "09:00", nodes: 20 } as const;
    const windows = [
      { ...day, to: "13:30", timezone: "Asia/Kolkata" },
      { ...day, to: "18:00", timezone: "Europe/Berlin" },
    ] as const;
    const warm = plannedWarm({ ...inputs, windows }, spec(), "us-east-1", now);
    assert.deepEqual([warm.week.nodeHours, warm.averageWeek?.nodeHours.toFixed(1)], [1350, "1290.4"]);
    assert.ok(
      afterLines(warm).includes(
        "other weeks differ, since the clocks of Asia/Kolkata, Europe/Berlin do not change together: 1290.38 node-hours a week on average of the coming year, of which the price is",
      ),
      afterLines(warm).join("\n"),
    );
  });

  it("prices spare room on the types that come of it, and says what it may come to at the least", () => {
    const mode = { kind: "headroom", size: { cpuMillis: 1500, memoryMiB: 1024 }, zones: 3 } as const;
    const template = {
      spec: {
        requirements: [
          { key: "karpenter.k8s.aws/instance-family", operator: "In", values: ["t3", "m6i"] },
          { key: "karpenter.sh/capacity-type", operator: "In", values: ["on-demand"] },
        ],
      },
    };
    const wide = { ...spec(), limits: { cpu: "640", memory: "2560Gi" }, template };
    const windows = [{ ...inputs.windows[0], nodes: 10 }];
    const warm = plannedWarm({ ...inputs, mode, always: 3, windows }, wide, "us-east-1", now);
    const named = warm.nodeTypes.map(({ name, maxNodes, nodeHours }) => [name, maxNodes, nodeHours]);
    assert.deepEqual(named, [
      ["t3.small", 3, 504],
      ["t3.xlarge", 2, 90],
      ["t3.2xlarge", 1, 45],
    ]);
    assert.deepEqual([warm.week.nodeHours, warm.week.maxNodes, warm.instanceType?.name], [639, 6, "t3.small"]);
    const { usdPerMonth } = warm.cost!;
    const sum = warm.nodeTypes.reduce((total, one) => total + one.usdPerMonth!, 0);
    assert.equal(usdPerMonth, Number(sum.toFixed(2)), "the lines of the bill add up to it");
    assert.ok(warm.least!.usdPerMonth < usdPerMonth!);
    assert.ok(
      afterLines(warm).some((line) =>
        line.startsWith(
          "Karpenter puts placeholders that come together on few large nodes in each zone: likely 3 × t3.small + 2 × t3.xlarge + 1 × t3.2xlarge; those that come one by one, as after preemption, may get smaller ones, at the least",
        ),
      ),
      afterLines(warm).join("\n"),
    );
  });

  it("counts placeholders in headroom mode in whole nodes", () => {
    const mode = { kind: "headroom", size: { cpuMillis: 1200, memoryMiB: 1024 } } as const;
    const warm = plannedWarm({ ...inputs, mode, always: 1, pin: 1 }, spec(), "us-east-1", now);
    // three on an m5.xlarge of 3920m, six on an m5.2xlarge of twice the price
    assert.deepEqual([warm.week.maxNodes, warm.instanceType?.name], [1, "m5.xlarge"]);
    assert.deepEqual(
      warm.nodeTypes.map(({ name, maxNodes }) => [name, maxNodes]),
      [["m5.xlarge", 1]],
    );
    assert.deepEqual(meaningLines(warm).slice(1), [
      "temporary: pinned at 1 placeholder",
      "at any time 1 placeholder",
      '3 placeholders weekdays 09:00 to 18:00 in Asia/Seoul, for KEDA "0 9 * * 1-5" to "0 18 * * 1-5"',
    ]);
  });

  it("knows the most nodes of a season in weeks that have none, and that a change of it is one", () => {
    const season = (nodes: number) => {
      const dates = { dates: ["07-01..08-31"], from: "09:00", to: "18:00", timezone: "Asia/Seoul", nodes };
      return plannedWarm({ ...inputs, windows: [dates] }, spec(), "us-east-1", now);
    };
    assert.deepEqual([season(4).week.maxNodes, usualWeek(season(4)).maxNodes], [0, 4]);
    const ceilings = (nodes: number) =>
      ({
        teams: [{ pools: [{ name: "dotori-batch", warm: season(nodes) }] }],
        cluster: { sharedPools: [] },
      }) as unknown as Ceilings;
    const [change] = windowChanges(ceilings(4), ceilings(6));
    assert.deepEqual([change?.before?.maxNodes, change?.after?.maxNodes], [4, 6]);
  });

  it("speaks of replicas where a CapacityBuffer keeps them", () => {
    const mode = { kind: "headroom", size: { cpuMillis: 1200, memoryMiB: 1024 } } as const;
    const warm = plannedWarm(
      { ...inputs, engine: "capacityBuffer", mode, always: 6, windows: [] },
      spec(),
      "us-east-1",
      now,
    );
    assert.deepEqual(meaningLines(warm), [
      "keeps spare capacity beside what runs: replicas of the chosen size, shown in whole nodes",
      "kept by a CapacityBuffer: no pods, so that nothing is preempted and nothing pulls images",
      "at any time 6 replicas",
    ]);
  });

  it("names the hours of each number where a day has several", () => {
    const noon = { ...inputs.windows[0], from: "12:00", to: "13:00", nodes: 5 };
    const { week } = plannedWarm({ ...inputs, windows: [...inputs.windows, noon] }, spec(), "us-east-1", now);
    assert.deepEqual(weekRows(week)[0], ["mon 01-04", "9", "29", "5", "09:00-12:00 (3), 12:00-13:00, 13:00-18:00 (3)"]);
  });

  describe("with nodes whose window has closed", () => {
    const daily = { days: "everyday", from: "08:00", to: "09:00", timezone: "Europe/Berlin", nodes: 10 } as const;
    const berlin = { ...inputs, windows: [daily] } as const;
    const weekend = [{ days: ["sat", "sun"], from: "02:00", to: "06:00", timezone: "Europe/Berlin" }] as const;
    const frozen = (budgets: readonly object[]) => plannedWarm(berlin, spec({ budgets }), "us-east-1", now);
    const textOf = (warm: ReturnType<typeof plannedWarm>) => afterLines(warm).join("\n");

    it("pays for them until maintenance lets them go: from Saturday and Sunday 09:00", () => {
      const { scaleDownDelay, cost } = frozen(maintenanceFreezes(weekend));
      assert.deepEqual(scaleDownDelay.heldTimes, ["Sat 09:00 to Sun 02:00", "Sun 09:00 to Sat 02:00"]);
      // 18 + 138 hours from 08:00 on, less the window's 7; in March and October an hour more of a weekend is frozen
      assert.ok(Math.abs(scaleDownDelay.nodeHours! - 10 * (18 + 138 - 7)) < 2, String(scaleDownDelay.nodeHours));
      const usd = (70 + scaleDownDelay.nodeHours!) * 0.192;
      assert.equal(cost?.usdPerWeek, Math.round(usd * 100) / 100);
      assert.match(
        textOf(frozen(maintenanceFreezes(weekend))),
        /let no empty node go, .* stay Sat 09:00 to Sun 02:00, Sun 09:00 to Sat 02:00 in Europe\/Berlin: /,
      );
    });

    it("says that they stay until the next window takes them, where that is before the freeze ends", () => {
      // from 21:00 on Monday to 17:00 on Tuesday in Berlin
      const warm = plannedWarm(
        {
          ...inputs,
          windows: [{ days: "everyday", from: "08:45", to: "22:00", timezone: "Europe/Berlin", nodes: 4 }],
        },
        spec({ budgets: [{ nodes: "10%" }, { nodes: "0", schedule: "0 20 * * 1", duration: "20h" }] }),
        "us-east-1",
        now,
      );
      assert.deepEqual(warm.scaleDownDelay.heldTimes, ["Mon 22:00 to Tue 08:45"]);
    });

    it("pays for them in a freeze of the pool's own that names Empty, or no reason, and in no other", () => {
      // 07:00 to 19:00 in Berlin's winter, and to 20:00 in its summer
      const own = { nodes: "0", schedule: "0 6 * * 1-5", duration: "12h" };
      const plain = frozen([]).scaleDownDelay;
      assert.deepEqual([plain.nodeHours, plain.heldNodeHours, plain.heldTimes], [8.75, 0, []]);
      for (const more of [{}, { reasons: ["Empty", "Drifted"] }]) {
        const { heldTimes, nodeHours } = frozen([{ nodes: "10%" }, { ...own, ...more }]).scaleDownDelay;
        assert.deepEqual([heldTimes[0], heldTimes.length], ["Mon 09:00 to Mon 19:00", 5]);
        // 5 days of 10 hours, of 11 in 30 weeks of the year, and 450 s on the other two
        assert.ok(nodeHours! > 500 && nodeHours! < 550, String(nodeHours));
      }
      assert.deepEqual(frozen([{ ...own, reasons: ["Underutilized", "Drifted"] }]).scaleDownDelay, plain);
    });

    it("has no price where a freeze never ends", () => {
      const warm = frozen([{ nodes: "0" }]);
      assert.deepEqual([warm.cost?.usdPerWeek, warm.scaleDownDelay.nodeHours], [null, null]);
      assert.match(textOf(warm), /its nodes stay: budgets let no empty node go at any time\n/);
      assert.match(textOf(warm), /not known, budgets let no empty node go at any time: nodes stay after their window/);
    });

    it("does not pay twice for those that the next window finds", () => {
      // consolidateAfter of a day: they never go
      const { nodeHours } = plannedWarm(berlin, spec({ consolidateAfter: "24h" }), "us-east-1", now).scaleDownDelay;
      assert.equal(nodeHours, 10 * 7 * 23);
    });

    it("waits for the cooldown beside no always, and for the last placeholder where numbers differ", () => {
      const of = (more: object) => plannedWarm({ ...berlin, cooldownSeconds: 7200, ...more }, spec(), "us-east-1", now);
      const delay = (more: object) => of(more).scaleDownDelay;
      const [short, long] = [150 / 3600, (150 + 7200) / 3600];
      const close = (hours: number | null, expected: number) =>
        assert.ok(Math.abs(hours! - expected) < 1e-9, `${hours} is not ${expected}`);
      close(delay({}).nodeHours, 70 * long);
      close(delay({ always: 2 }).nodeHours, 7 * 8 * short);
      close(delay({ always: 2 }).totalHours, short);
      const evening = { ...daily, from: "20:00", to: "21:00", nodes: 5 };
      close(delay({ windows: [daily, evening] }).nodeHours, 7 * ((9 + 4) * short + 2 * long));
      close(delay({ windows: [daily, evening] }).totalHours, long);
      assert.match(textOf(of({ always: 2 })), /within about 3 minutes \(poll 30 s, consolidateAfter 60 s, drain\)/);
      assert.match(textOf(of({ windows: [daily, evening] })), /\(cooldown 7200 s of the last, poll 30 s/);
    });
  });
});
