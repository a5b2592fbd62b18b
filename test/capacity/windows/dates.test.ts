import assert from "node:assert/strict";
import { join } from "node:path";
import fc from "fast-check";
import { activeSpans, type CronPair } from "../../../capacity/cron/cronTrigger";
import { dayMs, minuteMs } from "../../../capacity/cron/zone";
import { type DatedWindow, datedCrons, datedWindowFindings, pastDates } from "../../../capacity/windows/dates";
import { windowText, windowTriggers } from "../../../capacity/windows/window";
import { jsonLines } from "../../support/jsonLines";
import { arbitraryDatedWindow, datedCases, datedCasesFile, expectedSpans } from "./datedCases";

const sale: DatedWindow = { dates: ["11-27"], from: "09:00", to: "18:00", timezone: "Asia/Seoul", nodes: 5 };
const crons = (more: Partial<DatedWindow>) =>
  datedCrons({ ...sale, ...more }).map(({ start, end }) => `${start} to ${end}`);
const messages = (more: Partial<DatedWindow>) =>
  datedWindowFindings({ ...sale, ...more }).map(({ field, message }) => `${field} ${message}`);

describe("datedCrons", () => {
  it("opens on a day of each year", () => {
    assert.deepEqual(crons({}), ["0 9 27 11 * to 0 18 27 11 *"]);
  });

  it("opens on each day of a range, with a trigger for each month, over the year's end too", () => {
    assert.deepEqual(crons({ dates: ["12-20..01-03"] }), [
      "0 9 1-3 1 * to 0 18 1-3 1 *",
      "0 9 20-31 12 * to 0 18 20-31 12 *",
    ]);
  });

  it("is one window over a range when it is continuous, or when its days touch", () => {
    assert.deepEqual(crons({ dates: ["12-20..01-03"], continuous: true }), ["0 9 20 12 * to 0 18 3 1 *"]);
    assert.deepEqual(crons({ dates: ["12-20..01-03"], from: "00:00", to: "24:00" }), ["0 0 20 12 * to 0 0 4 1 *"]);
    assert.deepEqual(crons({ dates: ["12-30..01-02"], from: "06:00", to: "02:00", lead: 240 }), [
      "0 2 30 12 * to 0 2 3 1 *",
    ]);
  });

  it("closes on the next day when it lasts over midnight, apart where the next day is in another month", () => {
    assert.deepEqual(crons({ dates: ["11-29..12-01"], from: "22:00", to: "06:00" }), [
      "0 22 29 11 * to 0 6 30 11 *",
      "0 22 30 11 * to 0 6 1 12 *",
      "0 22 1 12 * to 0 6 2 12 *",
    ]);
  });

  it("opens on 29 February in leap years only", () => {
    const [trigger] = windowTriggers({ ...sale, dates: ["02-29"], timezone: "UTC" });
    const spans = activeSpans(trigger!, { from: Date.UTC(2027, 0), to: Date.UTC(2030, 0) });
    assert.deepEqual(spans, [{ from: Date.UTC(2028, 1, 29, 9), to: Date.UTC(2028, 1, 29, 18) }]);
  });

  it("replays to exactly the hours of its days, in leap years and others", () => {
    fc.assert(
      fc.property(arbitraryDatedWindow, (window) => {
        const range = { from: Date.UTC(2026, 5), to: Date.UTC(2029, 5) };
        const spans = datedCrons(window).flatMap((pair) => activeSpans({ ...pair, timezone: "UTC" }, range));
        spans.sort((a, b) => a.from - b.from);
        assert.deepEqual(spans, expectedSpans(window, range));
      }),
      { numRuns: 60 },
    );
  });
});

describe("datedWindowFindings", () => {
  it("accept dates, ranges and years", () => {
    for (const dates of [["11-27"], ["12-20..01-03", "02-29"], ["2026-12-20..2027-01-03"], ["2028-02-29"]]) {
      assert.deepEqual(messages({ dates }), [], dates.join());
    }
  });

  it("name what is not a date", () => {
    const wrong = (text: string, why: string) =>
      assert.deepEqual(messages({ dates: [text] }), [`dates has "${text}", which ${why}`]);
    const form = 'is not a date; write "11-27", "12-20..01-03", or the same with years, "2027-02-28"';
    for (const text of ["11/27", "02-30", "13-01", "2027-02-29", "11-27..", "1-2", "00-10"]) wrong(text, form);
    wrong("2026-12-20..01-03", "has a year on one side only");
    wrong("2027-01-03..2026-12-20", "ends before it begins");
    wrong("2026-12-20..2027-12-20", "is a year or longer");
  });

  it("refuse a day that is named twice, in a range of another year too", () => {
    assert.deepEqual(messages({ dates: ["12-20..01-03", "01-03"] }), ["dates name 01-03 twice"]);
    assert.deepEqual(messages({ dates: ["2026-11-27", "2027-11-27"] }), ["dates name 11-27 twice"]);
  });

  it("refuse what would stay open until the next leap year", () => {
    const uneven =
      "dates make a window that opens or closes on 29 February alone: in other years KEDA would open it on another day, or leave it open for months";
    assert.deepEqual(messages({ dates: ["02-29"], from: "22:00", to: "06:00" }), [uneven]);
    assert.deepEqual(messages({ dates: ["02-28"], from: "22:00", to: "06:00" }), [uneven]);
    assert.deepEqual(messages({ dates: ["02-20..02-29"], continuous: true }), [uneven]);
    assert.deepEqual(messages({ dates: ["02-29"], from: "00:00", lead: 30 }), [uneven]);
    assert.deepEqual(messages({ dates: ["03-01"], from: "00:00", lead: 30 }), [uneven]);
    assert.deepEqual(messages({ dates: ["02-20..02-28"], from: "00:00", to: "24:00" }), [uneven]);
    assert.deepEqual(messages({ dates: ["02-20..02-29"], from: "00:00", to: "24:00" }), []);
  });

  it("refuse what never closes, and what closes before it opens", () => {
    assert.deepEqual(messages({ dates: ["01-01..12-31"], from: "00:00", to: "24:00" }), [
      "dates are the whole year without a break",
    ]);
    assert.deepEqual(messages({ continuous: true, from: "18:00", to: "09:00" }), [
      "to is before from, on 11-27: a continuous window of one day ends on it",
    ]);
    assert.deepEqual(messages({ to: "09:00" }), ["to is the same as from: no time, or a full day?"]);
  });
});

describe("dates with years", () => {
  it("are over when no zone has that day any more", () => {
    const window = { ...sale, dates: ["2026-11-27", "2026-12-20..2027-01-03", "11-30"] };
    const overAt = (at: number) => pastDates(window, at);
    assert.deepEqual(overAt(Date.UTC(2026, 10, 27) + 2 * dayMs - 1), []);
    assert.deepEqual(overAt(Date.UTC(2026, 10, 27) + 2 * dayMs), ["2026-11-27"]);
    assert.deepEqual(overAt(Date.UTC(2027, 0, 5)), ["2026-11-27", "2026-12-20..2027-01-03"]);
  });
});

describe("the text of a dated window", () => {
  it("says that 29 February comes in leap years", () => {
    assert.equal(windowText({ ...sale, dates: ["02-29"] }), "02-29 09:00 to 18:00, in leap years");
    assert.equal(
      windowText({ ...sale, dates: ["2028-02-29", "11-27"] }),
      "2028-02-29, 11-27 09:00 to 18:00, every year (2028-02-29 in leap years)",
    );
    assert.equal(
      windowText({ ...sale, dates: ["02-28..03-01"] }),
      "02-28..03-01 09:00 to 18:00, every year",
      "other days are there each year",
    );
  });

  it("says that it comes each year", () => {
    assert.equal(windowText(sale), "11-27 09:00 to 18:00, every year");
    assert.equal(
      windowText({ ...sale, dates: ["12-20..01-03"], continuous: true }),
      "12-20..01-03 from 09:00 on the first day to 18:00 on the last, every year",
    );
  });
});

describe("windows on dates, as KEDA's own cron sees them (test/golden/keda-cron)", () => {
  const rows = jsonLines<CronPair & { from: string; minutes: number; active: readonly (readonly [number, number])[] }>(
    join(datedCasesFile, "..", "dated.jsonl"),
  );

  it("are asked with the triggers of today", () => {
    assert.deepEqual(jsonLines(datedCasesFile), datedCases());
    assert.equal(rows.length, 100);
  });

  it("are active in the same minutes, a leap day included", () => {
    for (const { from, minutes, active, ...pair } of rows) {
      const first = Date.parse(from);
      const spans = activeSpans(pair, { from: first, to: first + minutes * minuteMs });
      const seen = spans.map((span) => [(span.from - first) / minuteMs, (span.to - first) / minuteMs]);
      assert.deepEqual(seen, active, JSON.stringify(pair));
    }
  });
});
