/** Whether the windows of a KEDA cron trigger are meant, how often they open and for how long. */
import { activeSpans } from "../../capacity/cron/cronTrigger";
import type { Span } from "../../capacity/cron/schedule";
import { dayMs, minuteMs } from "../../capacity/cron/zone";
import { memoizeBy } from "../../capacity/units/memoize";
import type { WindowRemark } from "../../capacity/windows/finding";
import { meaningRemarks } from "../../capacity/windows/meaning";

/** Years in UTC: clock changes do not matter here. */
const sampleYear = { from: Date.UTC(2027, 0, 1), to: Date.UTC(2028, 0, 1) };

/** For windows that the sample year has none of: on 29 February. */
const leapYear = { from: Date.UTC(2028, 0, 1), to: Date.UTC(2029, 0, 1) };

/**
 * Errors of a pair of crons that KEDA accepts and nobody can have meant, in the words of the stack config's check.
 * @throws RangeError on a schedule that KEDA cannot parse
 */
export const meaningErrors: (start: string, end: string) => readonly WindowRemark[] = memoizeBy(
  (start, end) => JSON.stringify([start, end]),
  (start, end) =>
    meaningRemarks({ start, end, timezone: "UTC" }, sampleYear.from).filter(({ level }) => level === "error"),
);

export interface Openings {
  /** Windows, on average over a year; over a leap year where they open in no other. */
  readonly perDay: number;
  readonly shortestMinutes: number;
}

/** The windows of a pair of crons that opens and closes. @throws RangeError on a schedule that KEDA cannot parse */
export const openingsOf: (start: string, end: string) => Openings = memoizeBy(
  (start, end) => JSON.stringify([start, end]),
  (start, end) => {
    const spansOf = (year: Span) => activeSpans({ start, end, timezone: "UTC" }, year);
    const year = spansOf(sampleYear).length > 0 ? sampleYear : leapYear;
    const spans = spansOf(year);
    // windows that the ends of the year cut off are left out
    const complete = spans.filter(({ from, to }) => from > year.from && to < year.to);
    return {
      perDay: spans.length / ((year.to - year.from) / dayMs),
      shortestMinutes: Math.min(...complete.map(({ from, to }) => (to - from) / minuteMs)),
    };
  },
);
