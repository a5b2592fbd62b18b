import assert from "node:assert/strict";
import fc from "fast-check";
import { activeSpans } from "../../../capacity/cron/cronTrigger";
import { cronFindings } from "../../../capacity/cron/dialect";
import { plainWeek } from "../../../capacity/cron/week";
import { dayMinutes, dayMs, minuteMs, nextOffsetChanges, wallMinutes } from "../../../capacity/cron/zone";
import { changedHours } from "../../../capacity/windows/clockChange";
import { dayGroups, type Weekday, weekdays } from "../../../capacity/windows/times";
import {
  type PlainWindow,
  plainWindowFindings,
  triggerMetadata,
  type Window,
  windowText,
  windowTriggers,
} from "../../../capacity/windows/window";

const usual = { days: "weekdays", from: "09:00", to: "18:00", timezone: "Asia/Seoul", nodes: 5 } as const;

function crons(window: Partial<PlainWindow>): readonly [string, string] {
  const { start, end } = windowTrigger({ ...usual, ...window });
  return [start, end];
}

function days({ days }: PlainWindow): readonly Weekday[] {
  return typeof days === "string" ? dayGroups[days] : days;
}

const minutes = (text: string) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3));

/** Whether the clock shows a time inside the window: a second reading of the words, independent of the one under test. */
function asks(window: PlainWindow, wall: number): boolean {
  const opens = minutes(window.from) - (window.lead ?? 0);
  const closes = minutes(window.to) + (minutes(window.to) <= minutes(window.from) ? dayMinutes : 0);
  return [-1, 0, 1].some((shift) => {
    const midnight = (Math.floor(wall / dayMinutes) + shift) * dayMinutes;
    // 1970-01-01 was a Thursday
    const weekday = weekdays[(midnight / dayMinutes + 3) % 7]!;
    return days(window).includes(weekday) && wall >= midnight + opens && wall < midnight + closes;
  });
}

const windowTrigger = (window: Window) => windowTriggers(window)[0]!;

describe("window", () => {
  it("makes the users' own case: 03:00 to 10:00 every day is seven windows, 49 hours, 245 node-hours a week", () => {
    const trigger = windowTrigger({ days: "everyday", from: "03:00", to: "10:00", timezone: "Asia/Seoul", nodes: 5 });
    assert.deepEqual(trigger, { start: "0 3 * * *", end: "0 10 * * *", timezone: "Asia/Seoul", desiredReplicas: 5 });
    const { windows, hours } = plainWeek(trigger);
    assert.deepEqual([windows, hours, hours * trigger.desiredReplicas], [7, 49, 245]);
    assert.deepEqual(triggerMetadata(trigger), { ...trigger, desiredReplicas: "5" });
  });

  it("writes days as cron counts them, Sunday 0, and all seven as a star", () => {
    assert.deepEqual(crons({}), ["0 9 * * 1-5", "0 18 * * 1-5"]);
    assert.deepEqual(crons({ days: "weekends" }), ["0 9 * * 0,6", "0 18 * * 0,6"]);
    assert.deepEqual(crons({ days: ["sun"] }), ["0 9 * * 0", "0 18 * * 0"]);
    assert.deepEqual(crons({ days: [...weekdays].reverse() }), ["0 9 * * *", "0 18 * * *"]);
  });

  it("ends on the next day where `to` is not after `from`", () => {
    assert.deepEqual(crons({ from: "22:00", to: "06:00" }), ["0 22 * * 1-5", "0 6 * * 2-6"]);
    assert.deepEqual(crons({ days: ["sat"], from: "22:00", to: "24:00" }), ["0 22 * * 6", "0 0 * * 0"]);
    assert.deepEqual(crons({ days: ["sun"], from: "22:00", to: "00:00" }), ["0 22 * * 0", "0 0 * * 1"]);
  });

  it("opens earlier by the lead, on the day before where that crosses midnight", () => {
    assert.deepEqual(crons({ lead: 10 }), ["50 8 * * 1-5", "0 18 * * 1-5"]);
    assert.deepEqual(crons({ days: ["mon"], from: "00:30", to: "02:00", lead: 45 }), ["45 23 * * 0", "0 2 * * 1"]);
    assert.deepEqual(crons({ days: ["sun"], from: "11:59", to: "13:00", lead: 720 }), ["59 23 * * 6", "0 13 * * 0"]);
    assert.deepEqual(crons({ days: ["mon"], from: "00:30", to: "02:00", lead: 30 }), ["0 0 * * 1", "0 2 * * 1"]);
  });

  it("joins days that touch or overlap, for KEDA would wait for the later start", () => {
    assert.deepEqual(crons({ from: "00:00", to: "24:00" }), ["0 0 * * 1", "0 0 * * 6"]);
    assert.deepEqual(crons({ from: "09:00", to: "08:30", lead: 60 }), ["0 8 * * 1", "30 8 * * 6"]);
    const broken = { days: ["mon", "tue", "thu", "sun"], from: "09:00", to: "08:30", lead: 60 } as const;
    assert.deepEqual(crons(broken), ["0 8 * * 0,4", "30 8 * * 3,5"]);
  });

  it("refuses what it cannot read, each field by itself", () => {
    const wrong = { days: ["mon", "mon"], from: "24:00", to: "9:00", timezone: "", nodes: 0, lead: 721 } as const;
    assert.deepEqual(
      plainWindowFindings(wrong).map(({ field, message }) => `${field} ${message}`),
      [
        "days name a day twice",
        'from is not a valid time; write "00:00" to "23:59"',
        'to is not a valid time; write "00:01" to "24:00"',
        "lead is not a number of minutes; write 0 to 720",
        "nodes is not a number of nodes; write 1 or more, or leave the window out",
      ],
    );
    const fields = (window: Partial<PlainWindow>) =>
      plainWindowFindings({ ...usual, ...window }).map(({ field }) => field);
    assert.deepEqual(fields({ days: [] }), ["days"]);
    assert.deepEqual(fields({ days: ["monday" as Weekday] }), ["days"]);
    assert.deepEqual(fields({ days: "toString" as "weekdays" }), ["days"]);
    assert.deepEqual(
      [fields({ lead: 720 }), fields({ lead: 0 }), fields({ lead: -1 }), fields({ lead: 1.5 })],
      [[], [], ["lead"], ["lead"]],
    );
    assert.deepEqual(
      [fields({ to: "24:01" }), fields({ to: "09:60" }), fields({ from: "noon" })],
      [["to"], ["to"], ["from"]],
    );
    assert.throws(() => windowTrigger(wrong), { name: "RangeError", message: "days name a day twice" });
  });

  it("refuses a window whose ends are the same, and one that never closes", () => {
    const finding = (window: Partial<PlainWindow>) => plainWindowFindings({ ...usual, ...window })[0];
    assert.deepEqual(finding({ from: "09:00", to: "09:00" }), {
      field: "to",
      message: "is the same as from: no time, or a full day?",
      suggestion: "write two windows, 09:00 to 24:00 and 00:00 to 09:00",
    });
    assert.equal(finding({ from: "00:00", to: "00:00" })?.suggestion, 'write to: "24:00" for a full day');
    assert.deepEqual(finding({ days: "everyday", from: "00:00", to: "24:00" }), {
      field: "to",
      message: "lasts until it opens again: the nodes would be kept all week",
      suggestion: "write always: 5 in place of the window",
    });
    assert.equal(finding({ days: "everyday", from: "09:00", to: "08:59" }), undefined);
    assert.notEqual(finding({ days: "everyday", from: "09:00", to: "08:59", lead: 1 }), undefined);
  });

  it("leaves crons as they are", () => {
    const raw = { start: "0 9 * * MON", end: "0 18 * * FRI", timezone: "UTC", nodes: 2 };
    assert.deepEqual(windowTrigger(raw), { start: raw.start, end: raw.end, timezone: "UTC", desiredReplicas: 2 });
    assert.equal(windowText(raw), '"0 9 * * MON" to "0 18 * * FRI"');
    assert.equal(windowText({ ...usual, lead: 10 }), "weekdays 09:00 to 18:00 (from 08:50)");
  });

  const time = (least: number, most: number) =>
    fc
      .integer({ min: least, max: most })
      .map((m) => `${String(Math.floor(m / 60)).padStart(2, "0")}:${String(m % 60).padStart(2, "0")}`);
  const plain = (timezone: fc.Arbitrary<string>): fc.Arbitrary<PlainWindow> =>
    fc
      .record({
        days: fc.oneof(
          fc.constantFrom("everyday" as const, "weekdays" as const, "weekends" as const),
          fc.uniqueArray(fc.constantFrom(...weekdays), { minLength: 1 }),
        ),
        from: time(0, 1439),
        to: time(1, 1440),
        lead: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 720 })),
        nodes: fc.integer({ min: 1, max: 100 }),
        timezone,
      })
      .filter((window) => plainWindowFindings(window).length === 0);

  it("replays to exactly what was asked, in plain crons, in zones whose clock never changes", () => {
    fc.assert(
      fc.property(
        plain(fc.constantFrom("UTC", "Asia/Seoul", "Asia/Kathmandu")),
        fc.integer({ min: 0, max: 400 }),
        (window, day) => {
          const trigger = windowTrigger(window);
          assert.deepEqual([...cronFindings(trigger.start), ...cronFindings(trigger.end)], []);
          const from = Date.UTC(2026, 10, 21) + day * dayMs;
          const spans = activeSpans(trigger, { from, to: from + 8 * dayMs });
          const wall = wallMinutes(window.timezone, from);
          for (let at = from, next = 0; at < from + 8 * dayMs; at += minuteMs) {
            while (spans[next] !== undefined && spans[next]!.to <= at) next++;
            const active = spans[next] !== undefined && spans[next]!.from <= at;
            assert.equal(active, asks(window, wall + (at - from) / minuteMs));
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it("is active on days on which the clock changes exactly when the clock shows a time inside the window", () => {
    const zones = fc.constantFrom("America/New_York", "Europe/Berlin", "Australia/Sydney", "America/St_Johns");
    fc.assert(
      fc.property(plain(zones), fc.nat(1), (window, which) => {
        const change = nextOffsetChanges(window.timezone, Date.UTC(2026, 10, 21))[which]!;
        const { from: low, to: high } = changedHours(change);
        const edge = (text: string, lead = 0) => (minutes(text) - lead + dayMinutes) % dayMinutes;
        const inside = (minute: number) => minute >= low % dayMinutes && minute <= high % dayMinutes;
        // the rule's one exception, which the next test is about
        fc.pre(!inside(edge(window.from, window.lead)) && !inside(edge(window.to)));
        const range = { from: change.at - 2 * dayMs, to: change.at + 2 * dayMs };
        const spans = activeSpans(windowTrigger(window), range);
        for (let at = range.from; at < range.to; at += 5 * minuteMs) {
          const active = spans.some((span) => span.from <= at && at < span.to);
          assert.equal(
            active,
            asks(window, wallMinutes(window.timezone, at)),
            `${JSON.stringify(window)} at ${new Date(at).toISOString()}`,
          );
        }
      }),
      { numRuns: 60 },
    );
  });

  it("is an hour shorter or longer over the change itself", () => {
    const night = windowTrigger({ days: ["sat"], from: "22:00", to: "06:00", timezone: "America/New_York", nodes: 1 });
    const hours = (...date: Parameters<typeof Date.UTC>) => {
      const from = Date.UTC(...date);
      return activeSpans(night, { from, to: from + 2 * dayMs }).map((span) => (span.to - span.from) / 3_600_000);
    };
    assert.deepEqual([hours(2027, 2, 6), hours(2027, 2, 13), hours(2027, 10, 6)], [[8], [7], [9]]);
  });
});
