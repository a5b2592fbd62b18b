import assert from "node:assert/strict";
import fc from "fast-check";
import { parseCron } from "../../../capacity/cron/cron";
import { activeSpans, type CronPair } from "../../../capacity/cron/cronTrigger";
import { fires, firesOnDay, firstFire, hoursOf, robfigMayErr } from "../../../capacity/cron/schedule";
import { dayMs, minuteMs, nextOffsetChanges, wallMinutes, wallText } from "../../../capacity/cron/zone";

const now = Date.UTC(2026, 10, 21);

function walls(pair: CronPair, from: number, to: number): readonly string[] {
  const text = (at: number) => wallText(wallMinutes(pair.timezone, at));
  return activeSpans(pair, { from, to }).map((span) => `${text(span.from)} to ${text(span.to)}`);
}

describe("a cron trigger", () => {
  it("is active from 03:00 to 10:00 in Seoul", () => {
    const pair = { start: "0 3 * * *", end: "0 10 * * *", timezone: "Asia/Seoul" };
    assert.deepEqual(walls(pair, now, now + 2 * dayMs), [
      "Sat 2026-11-21 09:00 to Sat 2026-11-21 10:00",
      "Sun 2026-11-22 03:00 to Sun 2026-11-22 10:00",
      "Mon 2026-11-23 03:00 to Mon 2026-11-23 09:00",
    ]);
  });

  it("keeps a pool up from the end before when a start falls into the skipped hour", () => {
    const pair = { start: "30 2 * * *", end: "0 18 * * *", timezone: "America/New_York" };
    assert.deepEqual(walls(pair, Date.UTC(2027, 2, 13, 5), Date.UTC(2027, 2, 15, 4)), [
      "Sat 2027-03-13 02:30 to Sun 2027-03-14 18:00",
    ]);
  });

  it("loses a window when its end falls into the skipped hour", () => {
    const pair = { start: "0 22 * * *", end: "30 2 * * *", timezone: "America/New_York" };
    assert.deepEqual(walls(pair, Date.UTC(2027, 2, 13, 5), Date.UTC(2027, 2, 15, 4)), [
      "Sat 2027-03-13 00:00 to Sat 2027-03-13 02:30",
      "Sun 2027-03-14 22:00 to Mon 2027-03-15 00:00",
    ]);
  });

  it("opens and closes at the second of two equal times", () => {
    const range = { from: Date.UTC(2027, 10, 7, 4), to: Date.UTC(2027, 10, 8, 4) };
    const at = (pair: Pick<CronPair, "start" | "end">) =>
      activeSpans({ ...pair, timezone: "America/New_York" }, range).map(({ from, to }) => [from, to]);
    const second = Date.UTC(2027, 10, 7, 6, 30);
    assert.deepEqual(at({ start: "30 1 * * *", end: "0 5 * * *" }), [[second, Date.UTC(2027, 10, 7, 10)]]);
    assert.deepEqual(at({ start: "30 0 * * *", end: "30 1 * * *" }), [[Date.UTC(2027, 10, 7, 4, 30), second]]);
  });

  it("is always active without a start, never without an end, always without both", () => {
    const week = { from: now, to: now + 7 * dayMs };
    const hours = (start: string, end: string) => hoursOf(activeSpans({ start, end, timezone: "UTC" }, week));
    assert.equal(hours("0 9 30 2 *", "0 18 * * *"), 168);
    assert.equal(hours("0 9 * * *", "0 18 30 2 *"), 0);
    assert.equal(hours("0 9 30 2 *", "0 18 30 2 *"), 168);
  });

  it("looks years ahead for the event that closes a range", () => {
    assert.equal(firstFire(parseCron("0 0 29 2 *"), "UTC", now), Date.UTC(2028, 1, 29));
    assert.equal(firstFire(parseCron("0 0 30 2 *"), "UTC", now), undefined);
    const pair = { start: "0 0 1 1 *", end: "0 0 29 2 *", timezone: "UTC" };
    assert.deepEqual(activeSpans(pair, { from: now, to: now + dayMs }), [], "the next event is a start");
    const later = Date.UTC(2028, 0, 2);
    assert.deepEqual(activeSpans(pair, { from: later, to: later + dayMs }), [{ from: later, to: later + dayMs }]);
  });

  it("takes either day field when both are restricted, and both when one has a star", () => {
    const fridayThe13th = Date.UTC(2026, 10, 13) / minuteMs;
    const days = (text: string) =>
      [0, 1, 2, 3].filter((day) => firesOnDay(parseCron(text), fridayThe13th + day * 1440)).join("");
    assert.equal(days("0 0 14 * 5"), "01");
    assert.equal(days("0 0 * * 5"), "0");
    assert.equal(days("0 0 */2 * 5"), "02", "a step is no star");
  });

  it("warns of clocks that robfig cannot follow, there and back, and of no others", () => {
    const upset = (zone: string) => {
      const found = new Set(nextOffsetChanges(zone, now).map(robfigMayErr));
      assert.ok(found.size < 2, zone);
      return found.has(true);
    };
    const bad = [
      "Australia/Lord_Howe",
      "America/Santiago",
      "Africa/Cairo",
      "America/Havana",
      "Asia/Beirut",
      "Antarctica/Troll",
      "Pacific/Chatham",
    ];
    assert.deepEqual(
      bad.filter((zone) => !upset(zone)),
      [],
    );
    const good = [
      "UTC",
      "Asia/Seoul",
      "America/New_York",
      "Europe/Berlin",
      "America/St_Johns",
      "Australia/Sydney",
      "Africa/Casablanca",
    ];
    assert.deepEqual(good.filter(upset), []);
  });

  const cron = fc.tuple(
    fc.constantFrom("0", "30", "*/20", "5,50"),
    fc.constantFrom("*", "0", "2", "1-3", "9-17/4", "23"),
    fc.constantFrom("*", "*", "1,15", "*/2"),
    fc.constantFrom("*", "mar,nov", "1-11"),
    fc.constantFrom("*", "0", "1-5", "sat"),
  );
  const zone = fc.constantFrom("UTC", "Asia/Seoul", "Asia/Kathmandu", "America/New_York", "Europe/Berlin");
  const from = fc.integer({ min: 0, max: 700 }).map((day) => Date.UTC(2026, 0, 1) + day * dayMs);

  it("agrees with KEDA's decision taken minute by minute", () => {
    fc.assert(
      fc.property(cron, cron, zone, from, (start, end, timezone, from) => {
        const pair = { start: start.join(" "), end: end.join(" "), timezone };
        const spans = activeSpans(pair, { from, to: from + dayMs });
        for (let minute = 0; minute < 1440; minute += 7) {
          const at = from + minute * minuteMs;
          const [s, e] = [pair.start, pair.end].map((text) => firstFire(parseCron(text), timezone, at + 1));
          const active = s === undefined || (e !== undefined && e <= s);
          assert.equal(
            spans.some((span) => span.from <= at && at < span.to),
            active,
            `${JSON.stringify(pair)} at ${at}`,
          );
        }
      }),
      { numRuns: 40 },
    );
  });

  it("fires at every minute, and only such, at which the clock on the wall matches", () => {
    fc.assert(
      fc.property(cron, zone, from, (cron, timezone, from) => {
        const schedule = parseCron(cron.join(" "));
        const wanted: number[] = [];
        for (let at = from; at < from + dayMs; at += minuteMs) {
          const wall = wallMinutes(timezone, at);
          const inDay = schedule.hour.values.has(Math.floor(wall / 60) % 24) && schedule.minute.values.has(wall % 60);
          if (inDay && firesOnDay(schedule, wall)) wanted.push(at);
        }
        assert.deepEqual(fires(schedule, timezone, { from, to: from + dayMs }), wanted);
      }),
      { numRuns: 40 },
    );
  });
});
