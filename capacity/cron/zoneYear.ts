/** Which offsets a zone's clock has in each month, whatever the year: a schedule in UTC names months, never years. */
import { memoizeBy } from "../units/memoize";
import { dayMs, type OffsetChange, offsetChanges, offsetMinutes } from "./zone";

/** The calendar repeats after 28 years, so each rule such as "the last Sunday of March" is seen on each of its dates. */
const years = Array.from({ length: 28 }, (_, index) => 2026 + index);

/** A zone's clock over the year. */
export interface ZoneYear {
  /** Whether the clock changes by the calendar's year. Morocco's follows Ramadan, which moves through it. */
  readonly recurs: boolean;
  /** For each month of UTC, January first: the offsets that occur in it in some year, in minutes ahead of UTC, ascending. */
  readonly offsetsByMonth: readonly (readonly number[])[];
}

/** "The first Sunday" falls on seven dates, which a leap year and a local midnight each move by one day. */
const ruleDays = 9;

/**
 * The offsets of a zone by month. Without a yearly rule every month has all offsets.
 * @throws RangeError when Intl does not know the zone
 */
export const zoneYear = memoizeBy(
  (zone: string) => zone,
  (zone: string): ZoneYear => {
    const changes = years.map((year) => offsetChanges(zone, Date.UTC(year, 0) - 1, Date.UTC(year + 1, 0) - 1));
    const recurs = changesRecur(changes);
    const offsets = Array.from({ length: 12 }, () => new Set<number>());
    for (const [index, year] of years.entries()) {
      for (const [month, seen] of offsets.entries()) {
        const [from, to] = [Date.UTC(year, month), Date.UTC(year, month + 1)];
        seen.add(offsetMinutes(zone, from));
        for (const { at, after } of changes[index]!) if (at >= from && at < to) seen.add(after);
      }
    }
    const all = new Set(offsets.flatMap((seen) => [...seen]));
    return { recurs, offsetsByMonth: offsets.map((seen) => [...(recurs ? seen : all)].sort((a, b) => a - b)) };
  },
);

/** Whether each year has the same changes, within days of each other. */
function changesRecur(changes: readonly (readonly OffsetChange[])[]): boolean {
  const [first] = changes;
  return (
    first!.every((_, index) => {
      const days = changes.map((year) => {
        const { at } = year[index] ?? { at: Number.NaN };
        return (at - Date.UTC(new Date(at).getUTCFullYear(), 0)) / dayMs;
      });
      return Math.max(...days) - Math.min(...days) <= ruleDays;
    }) && changes.every((year) => year.length === first!.length)
  );
}
