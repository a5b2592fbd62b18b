/** Whether the windows of a KEDA cron trigger are meant, how often they open and for how long. */
import { activeSpans } from "../../capacity/cron/schedule";
import { dayMs, minuteMs } from "../../capacity/cron/zone";
import { memoizeBy } from "../../capacity/units/memoize";
import type { WindowRemark } from "../../capacity/windows/finding";
import { meaningRemarks } from "../../capacity/windows/meaning";

/** Years in UTC: what happens when a clock changes is not this question. */
const sampleYear = { from: Date.UTC(2027, 0, 1), to: Date.UTC(2028, 0, 1) };

/**
 * What a pair of crons does that nobody can have meant, as the check of the stack config says it.
 * @throws RangeError on a schedule that KEDA cannot read
 */
export const meaningErrors: (start: string, end: string) => readonly WindowRemark[] = memoizeBy(
  (start, end) => JSON.stringify([start, end]),
  (start, end) =>
    meaningRemarks({ start, end, timezone: "UTC" }, sampleYear.from).filter(({ level }) => level === "error"),
);

export interface Openings {
  /** On average over the year. */
  readonly perDay: number;
  readonly shortestMinutes: number;
}

/** The windows of a pair of crons that opens and closes. @throws RangeError on a schedule that KEDA cannot read */
export const openingsOf: (start: string, end: string) => Openings = memoizeBy(
  (start, end) => JSON.stringify([start, end]),
  (start, end) => {
    const spans = activeSpans({ start, end, timezone: "UTC" }, sampleYear);
    // a window that the year's ends cut off is not short
    const whole = spans.filter(({ from, to }) => from > sampleYear.from && to < sampleYear.to);
    return {
      perDay: spans.length / ((sampleYear.to - sampleYear.from) / dayMs),
      shortestMinutes: Math.min(...whole.map(({ from, to }) => (to - from) / minuteMs)),
    };
  },
);
