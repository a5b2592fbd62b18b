/** The windows of a pair of crons in a week in which the clock does not change. */
import { type CronSchedule, parseCron } from "./cron";
import { activeSpans, type CronPair } from "./cronTrigger";
import { fires, hoursOf, type Span } from "./schedule";
import { dayMs, minuteMs } from "./zone";

/** Monday 2026-11-23. Weekly schedules are the same in every week; of others this one is shown. */
export const plainMonday: number = Date.UTC(2026, 10, 23);

const weekMs = 7 * dayMs;

/** A week from Monday 00:00 in local time. */
export interface PlainWeek {
  /** Minutes from Monday 00:00; one that runs over Sunday midnight is cut in two. */
  readonly spans: readonly { readonly from: number; readonly to: number }[];
  /** Windows that open in the week; 0 when it is active throughout, or never. */
  readonly windows: number;
  readonly hours: number;
  /** False when days of the month or months matter, so that weeks differ. */
  readonly everyWeek: boolean;
}

/** Whether a schedule is the same in every week. */
export function isWeekly({ dayOfMonth, month, dayOfWeek }: CronSchedule): boolean {
  if (month.values.size < 12) return false;
  if (dayOfMonth.star) return true;
  return dayOfMonth.values.size === 31 || (!dayOfWeek.star && dayOfWeek.values.size === 7);
}

/** Whether a pair is. @throws RangeError when a cron cannot be read */
export function isWeeklyPair({ start, end }: Pick<CronPair, "start" | "end">): boolean {
  return isWeekly(parseCron(start)) && isWeekly(parseCron(end));
}

/** @throws RangeError when a cron cannot be read */
export function plainWeek({ start, end }: Pick<CronPair, "start" | "end">, monday = plainMonday): PlainWeek {
  const everyWeek = isWeeklyPair({ start, end });
  const week = { from: monday, to: monday + weekMs };
  const withMinuteBefore = activeSpans({ start, end, timezone: "UTC" }, { from: week.from - minuteMs, to: week.to });
  const spans = withMinuteBefore.flatMap(({ from, to }) =>
    to > week.from ? [{ from: Math.max(from, week.from), to }] : [],
  );
  return {
    spans: spans.map(({ from, to }) => ({ from: (from - monday) / minuteMs, to: (to - monday) / minuteMs })),
    windows: withMinuteBefore.filter(({ from }) => from >= week.from).length,
    hours: hoursOf(spans),
    everyWeek,
  };
}

/** A start or an end that KEDA ignores, or the one it uses instead. */
export interface Firing {
  /** Instant, the zone's clock taken for UTC. */
  readonly at: number;
  readonly kind: "start" | "end";
}

/** Firings of one kind that follow each other with none of the other kind between. */
export type Run = readonly [Firing, ...Firing[]];

/**
 * The firings of a pair in local time, in runs: of several starts in a row only the last opens a window, of
 * several ends only the last closes it. An instant at which both fire ends a run: it closes what is open and opens anew, so
 * that an end before it has no effect.
 * @param range instants, the zone's clock taken for UTC
 */
export function firingRuns({ start, end }: Pick<CronPair, "start" | "end">, range: Span): readonly Run[] {
  const [starts, ends] = [start, end].map((text) => new Set(fires(parseCron(text), "UTC", range))) as [
    Set<number>,
    Set<number>,
  ];
  const runs: [Firing, ...Firing[]][] = [];
  let open = false;
  for (const at of [...new Set([...starts, ...ends])].sort((a, b) => a - b)) {
    const run = open ? runs.at(-1) : undefined;
    const both = starts.has(at) && ends.has(at);
    const kind = starts.has(at) && !(both && run?.[0].kind === "end") ? "start" : "end";
    if (run?.[0].kind === kind && !(both && kind === "start")) run.push({ at, kind });
    else if (!both) runs.push([{ at, kind }]);
    open = !both;
  }
  return runs;
}
