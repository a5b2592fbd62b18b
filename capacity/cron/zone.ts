/**
 * The clocks of time zones, and their changes. Needs nothing but Intl.
 *
 * Two units of time: an instant is milliseconds since 1970 in UTC; a wall minute is local time, as minutes since
 * 1970-01-01 00:00 on the local clock (so `wall % 1440` is the minute of the day).
 */

import { memoizeBy } from "../units/memoize";

export const minuteMs = 60_000;
export const hourMs = 3_600_000;
export const dayMinutes = 1440;
export const dayMs = dayMinutes * minuteMs;

const formatOf = memoizeBy(
  (zone: string) => zone,
  (zone) => new Intl.DateTimeFormat("en-US", { timeZone: zone, timeZoneName: "longOffset" }),
);

/** From Intl, which is slow. @throws RangeError when Intl does not know the zone */
function offsetByIntl(zone: string, at: number): number {
  const [, sign, hours, minutes] = /GMT(?:([+-])(\d\d):(\d\d))?/.exec(formatOf(zone).format(at)) ?? [];
  return (sign === "-" ? -1 : 1) * (Number(hours ?? 0) * 60 + Number(minutes ?? 0));
}

/** How far the zone is ahead of UTC at an instant, in minutes. @throws RangeError when Intl does not know the zone */
export function offsetMinutes(zone: string, at: number): number {
  const { first, changes } = clockOfYear(zone, new Date(at).getUTCFullYear());
  return changes.findLast((change) => change.at <= at)?.after ?? first;
}

/** A change of a clock, forward (`after` above `before`) or back, in minutes ahead of UTC. */
export interface OffsetChange {
  /** The first instant of the new offset. */
  readonly at: number;
  readonly before: number;
  readonly after: number;
}

/** No zone changes twice within it; the shortest time between two changes is Morocco's Ramadan month. */
const probeMs = 7 * dayMs;

/** A zone's clock in a year of UTC. */
interface YearClock {
  /** Minutes ahead of UTC as the year begins. */
  readonly first: number;
  readonly changes: readonly OffsetChange[];
}

const clockOfYear = memoizeBy(
  (zone: string, year: number) => `${zone} ${year}`,
  (zone, year): YearClock => {
    const changes: OffsetChange[] = [];
    const [start, end] = [Date.UTC(year, 0), Date.UTC(year + 1, 0)];
    for (let from = start; from < end; from += probeMs) {
      const to = Math.min(from + probeMs, end);
      const [before, after] = [offsetByIntl(zone, from), offsetByIntl(zone, to)];
      if (before === after) continue;
      let [low, high] = [from, to];
      while (high - low > minuteMs) {
        const middle = low + Math.floor((high - low) / 2 / minuteMs) * minuteMs;
        if (offsetByIntl(zone, middle) === before) low = middle;
        else high = middle;
      }
      changes.push({ at: high, before, after });
    }
    return { first: offsetByIntl(zone, start), changes };
  },
);

/** The changes of a zone's clock at instants after `from` and up to `to`. */
export function offsetChanges(zone: string, from: number, to: number): readonly OffsetChange[] {
  const changes: OffsetChange[] = [];
  for (let year = new Date(from).getUTCFullYear(); year <= new Date(to).getUTCFullYear(); year++) {
    changes.push(...clockOfYear(zone, year).changes);
  }
  return changes.filter(({ at }) => at > from && at <= to);
}

/** The next two changes of a zone's clock, forward and back; none where it does not change within 400 days. */
export function nextOffsetChanges(zone: string, from: number): readonly OffsetChange[] {
  return offsetChanges(zone, from, from + 400 * dayMs).slice(0, 2);
}

/** The local time at an instant. */
export function wallMinutes(zone: string, at: number): number {
  return Math.floor(at / minuteMs) + offsetMinutes(zone, at);
}

/** The instants of a wall minute: none when it is skipped, two when it happens twice. */
export function instantsOf(zone: string, wall: number): readonly number[] {
  const near = [-1, 1].map((side) => offsetMinutes(zone, (wall + side * dayMinutes) * minuteMs));
  const instants = [...new Set(near)].map((offset) => (wall - offset) * minuteMs);
  return instants.filter((at) => wallMinutes(zone, at) === wall).sort((a, b) => a - b);
}

const weekdayNames = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"] as const;

/** A wall minute as "Mon 2026-11-23 03:00". */
export function wallText(wall: number): string {
  const date = new Date(wall * minuteMs);
  const [day, time] = date.toISOString().split("T");
  return `${weekdayNames[date.getUTCDay()]} ${day} ${time!.slice(0, 5)}`;
}

/** The same without the date: "Mon 09:00". */
export function weekTimeText(wall: number): string {
  return wallText(wall).replace(/ \S+ /, " ");
}

/** Minutes of a day as "03:00"; 1440 is "24:00". */
export function timeText(minutes: number): string {
  const [hour, minute] = [Math.floor(minutes / 60), minutes % 60];
  return `${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}`;
}

/** An offset as "+09:00". */
export function offsetText(minutes: number): string {
  return `${minutes < 0 ? "-" : "+"}${timeText(Math.abs(minutes))}`;
}
