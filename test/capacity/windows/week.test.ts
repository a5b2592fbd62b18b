import assert from "node:assert/strict";
import fc from "fast-check";
import { hourMs, offsetChanges } from "../../../capacity/cron/zone";
import { referenceWeek, replicaSteps, stepChangesOfWeek } from "../../../capacity/windows/replicas";
import { averageWeek, nodeHours, weekView } from "../../../capacity/windows/week";
import { type CronTrigger, type PlainWindow, windowTriggers } from "../../../capacity/windows/window";

const from = Date.UTC(2026, 10, 21);

function trigger(more: Partial<PlainWindow> = {}): CronTrigger {
  const [trigger] = windowTriggers({
    days: "everyday",
    from: "03:00",
    to: "10:00",
    timezone: "Asia/Seoul",
    nodes: 5,
    ...more,
  });
  return trigger!;
}

describe("windowWeek", () => {
  it("shows the users' own case by the team's clock", () => {
    const view = weekView({ triggers: [trigger()], zone: "Asia/Seoul", from });
    const { days, ...sums } = view;
    assert.deepEqual(sums, {
      zone: "Asia/Seoul",
      offset: "+09:00",
      hours: 49,
      nodeHours: 245,
      mostNodes: 5,
      windows: 7,
      released: 35,
      everyWeek: true,
      clockChanges: [],
    });
    assert.deepEqual(days[0], {
      day: "mon",
      date: "2026-11-23",
      hours: 7,
      nodeHours: 35,
      most: 5,
      steps: [{ from: "03:00", to: "10:00", nodes: 5 }],
      byHour: [0, 0, 0, 5, 5, 5, 5, 5, 5, 5, ...Array<number>(14).fill(0)],
    });
  });

  it("shows the same week in UTC, cut at other midnights", () => {
    const view = weekView({ triggers: [trigger()], zone: "UTC", from });
    assert.deepEqual([view.hours, view.nodeHours, view.windows], [49, 245, 7]);
    assert.deepEqual(view.days[0]!.steps, [
      { from: "00:00", to: "01:00", nodes: 5 },
      { from: "18:00", to: "24:00", nodes: 5 },
    ]);
  });

  it("takes the maximum of windows that overlap, and never less than always", () => {
    const triggers = [
      trigger({ from: "09:00", to: "18:00", nodes: 3 }),
      trigger({ from: "08:00", to: "10:00", nodes: 8 }),
    ];
    const view = weekView({ triggers, always: 1, zone: "Asia/Seoul", from });
    assert.deepEqual(view.days[2]!.steps, [
      { from: "00:00", to: "08:00", nodes: 1 },
      { from: "08:00", to: "10:00", nodes: 8 },
      { from: "10:00", to: "18:00", nodes: 3 },
      { from: "18:00", to: "24:00", nodes: 1 },
    ]);
    assert.deepEqual([view.hours, view.nodeHours, view.windows, view.released], [168, 7 * (14 + 16 + 24), 7, 7 * 7]);
  });

  it("counts a window that rises in steps once, also one that opens as the week begins", () => {
    const counted = (triggers: readonly CronTrigger[]) => {
      const { windows, released } = weekView({ triggers, zone: "Asia/Seoul", from });
      return [windows, released];
    };
    assert.deepEqual(counted([trigger({ nodes: 3 }), trigger({ from: "05:00", to: "06:00", nodes: 8 })]), [7, 7 * 8]);
    assert.deepEqual(counted([trigger({ days: ["mon"], from: "00:00", to: "06:00" })]), [1, 5]);
    assert.deepEqual(counted([trigger({ days: ["sun"], from: "20:00", to: "06:00" })]), [1, 5]);
  });

  it("counts nodes where placeholders are smaller than a node", () => {
    const view = weekView({
      triggers: [trigger()],
      zone: "Asia/Seoul",
      from,
      nodesOf: (placeholders) => Math.ceil(placeholders / 3),
    });
    assert.deepEqual([view.mostNodes, view.nodeHours], [2, 98]);
  });

  it("shows a week in which no clock changes, and when the next change is", () => {
    const view = weekView({
      triggers: [trigger({ timezone: "America/New_York" })],
      zone: "America/New_York",
      from: Date.UTC(2027, 2, 6),
    });
    assert.deepEqual([view.days[0]!.date, view.offset], ["2027-03-22", "-04:00"]);
    assert.deepEqual(view.clockChanges, ["Sun 2027-03-14 02:00 to 03:00", "Sun 2027-11-07 02:00 to 01:00"]);
    const calm = referenceWeek("UTC", [], from);
    assert.deepEqual(
      [new Date(calm.from).toISOString(), calm.to - calm.from],
      ["2026-11-23T00:00:00.000Z", 168 * hourMs],
    );
    assert.equal(referenceWeek("UTC", [], calm.from).from, calm.from, "a Monday midnight begins its own week");
  });

  it("says when weeks differ", () => {
    const first = { start: "0 9 1 * *", end: "0 18 1 * *", timezone: "UTC", desiredReplicas: 2 };
    const view = weekView({ triggers: [first], zone: "UTC", from });
    assert.deepEqual([view.everyWeek, view.hours], [false, 0]);
  });

  it("keeps nothing, or always, without windows", () => {
    assert.deepEqual(
      [
        weekView({ triggers: [], zone: "UTC", from }).nodeHours,
        weekView({ triggers: [], always: 2, zone: "UTC", from }).nodeHours,
      ],
      [0, 336],
    );
    assert.deepEqual(stepChangesOfWeek(replicaSteps([], referenceWeek("UTC", [], from), 2)), []);
  });

  // facts/overprovisioning.md 4.7: hours of 2027, Seoul and New York alike
  for (const [name, window, hours] of [
    ["weekdays 9-18", { days: "weekdays", from: "09:00", to: "18:00" }, 2349],
    ["weekdays 8:30-20:00", { days: "weekdays", from: "08:30", to: "20:00" }, 3001.5],
    ["weeknights 22-06", { days: "weekdays", from: "22:00", to: "06:00" }, 2088],
    ["whole weekdays", { days: "weekdays", from: "00:00", to: "24:00" }, 6264],
  ] as const) {
    it(`counts ${hours} hours of ${name} in 2027`, () => {
      for (const [timezone, offset] of [
        ["Asia/Seoul", 9],
        ["America/New_York", -5],
      ] as const) {
        const year = { from: Date.UTC(2027, 0, 1) - offset * hourMs, to: Date.UTC(2028, 0, 1) - offset * hourMs };
        assert.equal(nodeHours([trigger({ ...window, timezone, nodes: 1 })], year), hours, timezone);
      }
    });
  }

  it("adds up: the days of the week have what the steps have", () => {
    const window = fc.record({
      hour: fc.integer({ min: 0, max: 23 }),
      length: fc.integer({ min: 1, max: 23 }),
      nodes: fc.integer({ min: 1, max: 20 }),
    });
    fc.assert(
      fc.property(
        fc.array(window, { maxLength: 4 }),
        fc.nat(3),
        fc.constantFrom("UTC", "Asia/Kathmandu", "America/New_York"),
        (windows, always, zone) => {
          const triggers = windows.map(
            ({ hour, length, nodes }): CronTrigger => ({
              start: `0 ${hour} * * *`,
              end: `30 ${(hour + length) % 24} * * *`,
              timezone: "Asia/Seoul",
              desiredReplicas: nodes,
            }),
          );
          const view = weekView({ triggers, always, zone, from });
          const week = referenceWeek(zone, ["Asia/Seoul"], from);
          assert.ok(Math.abs(view.nodeHours - nodeHours(triggers, week, always)) < 1e-9);
          assert.equal(view.mostNodes, Math.max(always, ...windows.map(({ nodes }) => nodes)));
        },
      ),
      { numRuns: 50 },
    );
  });
});

describe("averageWeek", () => {
  it("counts what comes on some days of the year only", () => {
    const dated = { dates: ["11-27", "12-20..12-24"], from: "09:00", to: "18:00", timezone: "Asia/Seoul", nodes: 4 };
    const { nodeHours, released } = averageWeek({ triggers: windowTriggers(dated), from: Date.UTC(2027, 0) });
    // six days of nine hours with four nodes, in a year of 52 weeks and a day
    assert.deepEqual(
      [nodeHours, released].map((value) => value.toFixed(4)),
      [(216 / (365 / 7)).toFixed(4), (24 / (365 / 7)).toFixed(4)],
    );
  });

  it("is of windows in zones whose clocks change apart, which meet for longer in winter than in summer", () => {
    const day = (to: string, timezone: string) =>
      windowTriggers({ days: "weekdays", from: "09:00", to, timezone, nodes: 20 });
    const [kolkata, berlin, paris] = [
      day("13:30", "Asia/Kolkata"),
      day("18:00", "Europe/Berlin"),
      day("18:00", "Europe/Paris"),
    ] as const;
    const view = (triggers: readonly CronTrigger[]) => weekView({ triggers, zone: "Europe/Berlin", from });
    const apart = [...kolkata, ...berlin];
    assert.deepEqual([view(apart).everyWeek, view(apart).nodeHours], [false, 1350]);
    // in summer 09:00 in Berlin is 12:30 in Kolkata, so that the windows are open together for an hour
    const summer = offsetChanges("Europe/Berlin", from, from + 364 * 86_400_000).map(({ at }) => at);
    const days = Math.round((summer[1]! - summer[0]!) / 86_400_000);
    const expected = 1350 - ((days / 7) * 5 * 20) / 52;
    assert.equal(averageWeek({ triggers: apart, from }).nodeHours.toFixed(1), expected.toFixed(1));
    assert.deepEqual(
      [[...berlin, ...paris], kolkata, berlin].map((triggers) => view(triggers).everyWeek),
      [true, true, true],
      "clocks that change together, or alone",
    );
  });
});
