/** When budgets are in force, by the team's clock: Karpenter has them in UTC. */
import { dayMinutes, dayMs, minuteMs, offsetChanges, timeText, wallMinutes } from "../../../capacity/cron/zone";
import type { Budget } from "../../../capacity/nodePool/spec";
import { memoizeBy } from "../../../capacity/units/memoize";
import { budgetSpans } from "../../../capacity/windows/budgetSpans";
import type { MaintenanceWindow } from "../../../capacity/windows/maintenance";
import { referenceWeek } from "../../../capacity/windows/replicas";
import { minutesOf, namedDays, type Weekday, type WindowDays, weekdayOf } from "../../../capacity/windows/times";
import type { PoolConfig } from "../../../config";

/** Hours on some days of every week. */
export interface WeekTime {
  readonly days: WindowDays;
  readonly from: string;
  readonly to: string;
  /** Whether `to` is on the day after. */
  readonly nextDay: boolean;
}

/** Every minute, hours of the week, or what only the schedule says. */
export type BudgetTimes = "always" | readonly WeekTime[] | undefined;

/** More are a schedule that reads better as it is written. */
const mostTimes = 4;

/** The clock of a team: that of most of its windows and maintenance, else of the shared pools', else UTC. */
export function clockOf(pools: readonly PoolConfig[], shared: readonly PoolConfig[]): string {
  for (const some of [pools, shared]) {
    const zones = some.flatMap(({ warm, maintenance }) =>
      [...(warm?.windows ?? []), ...maintenance].map(({ timezone }) => timezone),
    );
    const count = (zone: string) => zones.filter((one) => one === zone).length;
    const [first] = [...new Set(zones)].sort((a, b) => count(b) - count(a));
    if (first !== undefined) return first;
  }
  return "UTC";
}

/** Whether the zone has daylight saving time in the year from an instant on. */
export const clockChanges: (zone: string, now: number) => boolean = memoizeBy(
  (zone, now) => `${zone} ${now}`,
  (zone, now) => offsetChanges(zone, now, now + 366 * dayMs).length > 0,
);

/** The same hours on the same days of every week: a schedule that names no days of the month, and no months. */
function isWeekly(schedule: string): boolean {
  const fields = schedule.trim().split(/\s+/);
  if (fields.length === 1) return ["@daily", "@midnight", "@weekly", "@hourly"].includes(fields[0]!);
  return ["*", "?"].includes(fields[2] ?? "") && ["*", "?"].includes(fields[3] ?? "");
}

/**
 * When a budget is in force; undefined where only its schedule says it: days of the month, or spans longer than a day.
 * @param now the week is the first without a clock change from this instant on, in milliseconds since 1970
 */
export const budgetTimes: (budget: Budget, zone: string, now: number) => BudgetTimes = memoizeBy(
  // teams have the same few budgets
  ({ schedule, duration }, zone, now) => JSON.stringify([schedule, duration, zone, now]),
  (budget, zone, now) => {
    if (budget.schedule === undefined) return "always";
    if (!isWeekly(budget.schedule)) return undefined;
    const week = referenceWeek(zone, [zone], now);
    // a week more on both sides, so that no span is cut at its edge
    const spans = budgetSpans(budget, { from: week.from - 7 * dayMs, to: week.to + 7 * dayMs });
    if (spans.some(({ from, to }) => from <= week.from && to >= week.to)) return "always";
    const days = new Map<string, Weekday[]>();
    for (const span of spans.filter(({ from }) => from >= week.from && from < week.to)) {
      const from = wallMinutes(zone, span.from);
      const minutes = (span.to - span.from) / minuteMs;
      if (minutes > dayMinutes) return undefined;
      const start = ((from % dayMinutes) + dayMinutes) % dayMinutes;
      const key = `${start} ${start + minutes}`;
      const day = weekdayOf(from);
      days.set(key, [...(days.get(key) ?? []), day]);
    }
    if (days.size === 0 || days.size > mostTimes) return undefined;
    return [...days].map(([key, on]) => {
      const [start = 0, end = 0] = key.split(" ").map(Number);
      const nextDay = end > dayMinutes;
      return { days: namedDays(on), from: timeText(start), to: timeText(nextDay ? end - dayMinutes : end), nextDay };
    });
  },
);

/** Maintenance as it is written. */
export function maintenanceTime({ days, from, to }: MaintenanceWindow): WeekTime {
  return { days, from, to, nextDay: minutesOf(to)! <= minutesOf(from)! };
}
