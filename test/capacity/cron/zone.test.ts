import assert from "node:assert/strict";
import {
  instantsOf,
  nextOffsetChanges,
  offsetMinutes,
  offsetText,
  timeText,
  wallMinutes,
  wallText,
} from "../../../capacity/cron/zone";

const now = Date.UTC(2026, 10, 21);

describe("scheduleZone", () => {
  it("tells offsets, to the minute and on both sides of Greenwich", () => {
    const zones = ["UTC", "Asia/Seoul", "Asia/Kathmandu", "America/New_York", "America/St_Johns"];
    assert.deepEqual(
      zones.map((zone) => offsetText(offsetMinutes(zone, now))),
      ["+00:00", "+09:00", "+05:45", "-05:00", "-03:30"],
    );
  });

  it("finds the next changes of a clock, and none where there are none", () => {
    const changes = (zone: string) =>
      nextOffsetChanges(zone, now).map(({ at, before, after }) => [new Date(at).toISOString(), after - before]);
    assert.deepEqual(changes("America/New_York"), [
      ["2027-03-14T07:00:00.000Z", 60],
      ["2027-11-07T06:00:00.000Z", -60],
    ]);
    assert.deepEqual(changes("Australia/Lord_Howe"), [
      ["2027-04-03T15:00:00.000Z", -30],
      ["2027-10-02T15:30:00.000Z", 30],
    ]);
    assert.deepEqual(changes("Asia/Seoul"), []);
    assert.equal(changes("Africa/Casablanca").length, 2, "a month apart, around Ramadan");
  });

  it("knows times that are skipped and times that come twice", () => {
    const wall = (...date: Parameters<typeof Date.UTC>) => Date.UTC(...date) / 60_000;
    assert.deepEqual(instantsOf("America/New_York", wall(2027, 2, 14, 2, 30)), []);
    assert.deepEqual(instantsOf("America/New_York", wall(2027, 10, 7, 1, 30)), [
      Date.UTC(2027, 10, 7, 5, 30),
      Date.UTC(2027, 10, 7, 6, 30),
    ]);
    assert.deepEqual(instantsOf("America/New_York", wall(2027, 2, 14, 3, 0)), [Date.UTC(2027, 2, 14, 7)]);
    assert.deepEqual(instantsOf("Asia/Seoul", wall(2027, 2, 14, 2, 30)), [Date.UTC(2027, 2, 13, 17, 30)]);
  });

  it("writes times as people read them", () => {
    assert.equal(wallText(wallMinutes("Asia/Seoul", now)), "Sat 2026-11-21 09:00");
    assert.deepEqual([timeText(0), timeText(61), timeText(1440)], ["00:00", "01:01", "24:00"]);
  });
});
