/**
 * When a cron schedule fires, in local time.
 *
 * On days when the clock changes, a wall minute that is skipped does not fire and one that happens twice fires twice. That
 * is what robfig does wherever the clock changes by whole hours and not at midnight; see {@link robfigMayErr}.
 * Source: robfig/cron v3.0.1 spec.go.
 */
import { type CronSchedule, neverFires } from "./cron";
import { dayMinutes, dayMs, minuteMs, type OffsetChange, offsetChanges, offsetMinutes } from "./zone";

/** Instants from `from` up to but not including `to`, in milliseconds since 1970. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** Minutes of the day at which a schedule fires on the days it fires on, in order. */
export function minutesOfDay({ minute, hour }: CronSchedule): readonly number[] {
  return [...hour.values].flatMap((h) => [...minute.values].map((m) => h * 60 + m)).sort((a, b) => a - b);
}

/** Whether the schedule fires on the day of a wall minute. A day field with a star leaves the choice to the other one. */
export function firesOnDay({ dayOfMonth, month, dayOfWeek }: CronSchedule, wall: number): boolean {
  const date = new Date(wall * minuteMs);
  if (!month.values.has(date.getUTCMonth() + 1)) return false;
  const [onDay, onWeekday] = [dayOfMonth.values.has(date.getUTCDate()), dayOfWeek.values.has(date.getUTCDay())];
  return dayOfMonth.star || dayOfWeek.star ? onDay && onWeekday : onDay || onWeekday;
}

/** The instants at which a schedule fires in a zone, in order. */
export function fires(schedule: CronSchedule, zone: string, { from, to }: Span): readonly number[] {
  const times = minutesOfDay(schedule);
  const changes = offsetChanges(zone, from, to);
  const bounds = [from, ...changes.map(({ at }) => at), to];
  const found: number[] = [];
  for (const [index, segmentFrom] of bounds.slice(0, -1).entries()) {
    const offset = offsetMinutes(zone, segmentFrom);
    const first = Math.ceil(segmentFrom / minuteMs) + offset;
    const end = Math.ceil(bounds[index + 1]! / minuteMs) + offset;
    for (let day = Math.floor(first / dayMinutes) * dayMinutes; day < end; day += dayMinutes) {
      if (!firesOnDay(schedule, day)) continue;
      for (const time of times) {
        const wall = day + time;
        if (wall >= first && wall < end) found.push((wall - offset) * minuteMs);
      }
    }
  }
  return found;
}

/** The first instant at or after `from` at which a schedule fires; undefined when robfig gives up, after five years. */
export function firstFire(schedule: CronSchedule, zone: string, from: number): number | undefined {
  if (neverFires(schedule)) return undefined;
  const lastYear = new Date(from + offsetMinutes(zone, from) * minuteMs).getUTCFullYear() + 5;
  let days = 8;
  for (let at = from; new Date(at).getUTCFullYear() <= lastYear; days = 64) {
    const [first] = fires(schedule, zone, { from: at, to: at + days * dayMs });
    if (first !== undefined) return first;
    at += days * dayMs;
  }
  return undefined;
}

/** The hours of all spans. */
export function hoursOf(spans: readonly Span[]): number {
  return spans.reduce((total, { from, to }) => total + (to - from), 0) / 3_600_000;
}

/**
 * Whether robfig itself may be wrong around a change of the clock: true except where exactly one whole hour is skipped or
 * repeated that does not touch midnight. It walks in whole hours and takes each day to have a midnight, so it skips a day,
 * or fires late, near the changes of Lord Howe (30 minutes), Troll (two hours), Chatham (at 02:45), Santiago, Cairo, Havana
 * and Beirut (at midnight). Its answer there depends on the instant asked; test/golden/keda-cron has the cases.
 */
export function robfigMayErr({ at, before, after }: OffsetChange): boolean {
  const wall = at / minuteMs + Math.min(before, after);
  const minute = ((wall % dayMinutes) + dayMinutes) % dayMinutes;
  return Math.abs(after - before) !== 60 || minute % 60 !== 0 || minute === 0 || minute + 60 === dayMinutes;
}
