/** When a schedule fires, by the wall clock. */
import type { CronSchedule } from "../capacity/cron";

export const minutesOfDay = 1440;

/** 2028 is a leap year, so two years from here meet every day that there is. */
const firstDay = Date.UTC(2027, 0, 1) / 86_400_000;

/** Minutes at which a schedule fires, counted from 2027-01-01, in order. A day matches as robfig/cron matches it. */
export function* firings(
  { minute, hour, dayOfMonth, month, dayOfWeek }: CronSchedule,
  days: number,
): Generator<number> {
  const hours = [...hour.values].sort((a, b) => a - b);
  const minutes = [...minute.values].sort((a, b) => a - b);
  const times = hours.flatMap((value) => minutes.map((past) => value * 60 + past));
  for (let day = 0; day < days; day++) {
    const date = new Date((firstDay + day) * 86_400_000);
    if (!month.values.has(date.getUTCMonth() + 1)) continue;
    const byMonth = dayOfMonth.values.has(date.getUTCDate());
    const byWeek = dayOfWeek.values.has(date.getUTCDay());
    const fires = dayOfMonth.star || dayOfWeek.star ? byMonth && byWeek : byMonth || byWeek;
    if (fires) for (const time of times) yield day * minutesOfDay + time;
  }
}
