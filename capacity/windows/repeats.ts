/**
 * Whether windows are the same every week, and else which time has all that they do. Weeks differ where a cron names days of
 * the month or months, and where windows are in zones whose clocks change at different times: in summer such windows are
 * nearer to each other, or farther apart, than in winter.
 */
import type { CronPair } from "../cron/cronTrigger";
import type { Span } from "../cron/schedule";
import { isWeeklyPair } from "../cron/week";
import { dayMs, offsetChanges } from "../cron/zone";
import { memoizeBy } from "../units/memoize";
import { referenceWeek } from "./replicas";

/** Of a year, and of a leap year: each date comes, but for 29 February. */
const yearMs = 366 * dayMs;

/** Whether the clocks of zones keep their distance in the year from an instant on. @throws RangeError on an unknown zone */
export const clocksChangeTogether: (zones: readonly string[], from: number) => boolean = memoizeBy(
  (zones, from) => `${[...new Set(zones)].sort().join()} ${from}`,
  (zones, from) => {
    const changesOf = (zone: string) =>
      offsetChanges(zone, from, from + yearMs).map(({ at, before, after }) => [at, after - before]);
    return new Set([...new Set(zones)].map((zone) => JSON.stringify(changesOf(zone)))).size < 2;
  },
);

/**
 * Whether the windows of triggers are the same in every week of the year from an instant on, but for the weeks in which their
 * clocks change.
 * @throws RangeError when a cron or a zone cannot be read
 */
export function isSameEveryWeek(triggers: readonly CronPair[], from: number): boolean {
  if (!triggers.every(isWeeklyPair)) return false;
  return clocksChangeTogether(
    triggers.map(({ timezone }) => timezone),
    from,
  );
}

/** A range that has all that windows do. */
export interface WholeRange extends Span {
  /** Whether it is a week that repeats, so that its first step follows its last. */
  readonly repeats: boolean;
}

/**
 * The week without clock changes where weeks are alike, else the year from an instant on.
 * @param zone whose Monday the week begins with
 * @throws RangeError when a cron or a zone cannot be read
 */
export function wholeRange(triggers: readonly CronPair[], zone: string, from: number): WholeRange {
  const zones = triggers.map(({ timezone }) => timezone);
  if (isSameEveryWeek(triggers, from)) return { ...referenceWeek(zone, zones, from), repeats: true };
  return { ...yearFrom(from), repeats: false };
}

/** The year from an instant on, a day longer than most. */
export function yearFrom(from: number): Span {
  return { from, to: from + yearMs };
}

/** Of which an average week is: whole weeks where each week has the same crons, else each date once. */
export function averagedRange(triggers: readonly CronPair[], from: number): Span {
  return { from, to: from + (triggers.every(isWeeklyPair) ? 364 : 365) * dayMs };
}
