import assert from "node:assert/strict";
import fc from "fast-check";
import { minuteMs, wallMinutes } from "../../../capacity/cron/zone";
import { budgetSpans } from "../../../capacity/windows/budgetSpans";
import {
  clockChangesText,
  type MaintenanceWindow,
  maintenanceFreezes,
  maintenanceMinutes,
  monthsWithoutMaintenance,
} from "../../../capacity/windows/maintenance";
import { minutesCovered } from "../../../capacity/windows/times";
import { arbitraryMaintenance } from "./maintenanceCases";

const year = { from: Date.UTC(2027, 0), to: Date.UTC(2028, 0) };
const nights = (timezone: string, rest: Partial<MaintenanceWindow> = {}): MaintenanceWindow => ({
  days: ["sat"],
  from: "02:00",
  to: "06:00",
  timezone,
  ...rest,
});
const texts = (...windows: readonly MaintenanceWindow[]) =>
  maintenanceFreezes(windows).map(({ schedule, duration }) => `${schedule} for ${duration}`);

describe("maintenanceFreezes", () => {
  it("are one budget for a window a week where the clock never changes", () => {
    assert.deepEqual(maintenanceFreezes([nights("Asia/Seoul")]), [
      { nodes: "0", reasons: ["Underutilized", "Empty", "Drifted"], schedule: "0 21 * * 5", duration: "164h" },
    ]);
  });

  it("follow the clock by the month, and take the narrower in a month in which it changes", () => {
    assert.deepEqual(texts(nights("America/New_York")), [
      "0 11 * * 6 for 163h",
      "0 6 * 1-3,11-12 6 for 1h",
      "0 10 * 3-11 6 for 1h",
    ]);
  });

  it("take the narrower all year where the clock follows no calendar", () => {
    assert.deepEqual(texts(nights("Africa/Casablanca", { days: "everyday", to: "05:00" })), ["0 4 * * * for 22h"]);
  });

  it("are none without maintenance, and none for windows that fill the week", () => {
    assert.deepEqual(maintenanceFreezes([]), []);
    const [day, night] = [
      { from: "00:00", to: "12:00" },
      { from: "12:00", to: "24:00" },
    ].map((times) => nights("UTC", { days: "everyday", ...times }));
    assert.deepEqual(maintenanceFreezes([day!, night!]), []);
  });

  it("never allow disruption outside the windows, at any instant of any year", () => {
    const instant = fc.integer({ min: Date.UTC(2026, 10), max: Date.UTC(2040, 0) });
    fc.assert(
      fc.property(arbitraryMaintenance, fc.array(instant, { minLength: 20, maxLength: 20 }), (windows, instants) => {
        const freezes = maintenanceFreezes(windows);
        for (const at of instants.map((any) => Math.floor(any / minuteMs) * minuteMs)) {
          const range = { from: at, to: at + minuteMs };
          const isFrozen = freezes.some((freeze) => budgetSpans(freeze, range).length > 0);
          // 1970-01-05 was a Monday
          const isAsked = windows.some((window) => {
            const minute = (wallMinutes(window.timezone, at) - 4 * 1440) % (7 * 1440);
            return minutesCovered(window).has(minute);
          });
          assert.ok(isFrozen || isAsked, `${new Date(at).toISOString()} ${JSON.stringify(windows)}`);
        }
      }),
      { numRuns: 40 },
    );
  });
});

describe("maintenanceMinutes", () => {
  it("counts what a year has of the windows, and what the change of the clock costs", () => {
    // 52 Saturdays of four hours; each of the four in March and the four in November loses an hour
    assert.deepEqual(maintenanceMinutes([nights("America/New_York")], year), { asked: 52 * 240, lost: 8 * 60 });
    // 02:00 in Kolkata is 20:30 of the day before: the year of UTC ends with half of another Saturday
    assert.deepEqual(maintenanceMinutes([nights("Asia/Kolkata")], year), { asked: 52 * 240 + 210, lost: 0 });
  });

  it("counts the hours that a clock skips and repeats as they are", () => {
    const sundays = nights("Europe/Berlin", { days: ["sun"], from: "00:00", to: "12:00" });
    assert.equal(maintenanceMinutes([sundays], year).asked, 52 * 720);
    const skipped = nights("Europe/Berlin", { days: ["sun"], from: "02:00", to: "03:00" });
    assert.equal(maintenanceMinutes([skipped], year).asked, 52 * 60);
  });
});

describe("months without maintenance", () => {
  it("are those in which a window is no longer than the change of its clock", () => {
    assert.deepEqual(monthsWithoutMaintenance([nights("Europe/Berlin", { to: "03:00" })]), [3, 10]);
    assert.deepEqual(monthsWithoutMaintenance([nights("Europe/Berlin", { to: "03:01" })]), []);
    assert.equal(monthsWithoutMaintenance([nights("Africa/Casablanca", { to: "03:00" })]).length, 12);
  });

  it("come with their reason", () => {
    assert.equal(
      clockChangesText([nights("Europe/Berlin"), nights("Asia/Seoul"), nights("Africa/Casablanca")]),
      "a clock changes, that of Europe/Berlin in March, October; that of Africa/Casablanca on other days each year",
    );
  });
});
