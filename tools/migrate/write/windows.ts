/** KEDA's cron triggers as windows: in plain words where they say one, else as crons. */
import { type CronField, type CronSchedule, parseCron } from "../../../capacity/cron/cron";
import { plainWeek } from "../../../capacity/cron/week";
import { timeText } from "../../../capacity/cron/zone";
import { dayGroups, weekdays } from "../../../capacity/windows/times";
import type { SourceTrigger } from "../model";

/** When a window is open, by the keys of the config. */
export interface WindowTimes {
  readonly times: Readonly<Record<string, unknown>>;
  /** What is wrong with the source's crons; undefined when they say what they seem to. */
  readonly fault?: { readonly message: string; readonly instead: string } | undefined;
}

/**
 * The window of a trigger.
 * @throws RangeError when KEDA cannot read the crons either
 */
export function windowTimes({ start, end }: SourceTrigger): WindowTimes {
  const crons = [parseCron(start), parseCron(end)] as const;
  const hours = crons.map((cron) => (isHourly(cron) ? only(cron.minute) : undefined));
  const [opens, closes] = hours;
  if (opens !== undefined && closes !== undefined && opens < 24 && closes < 24 && opens !== closes) {
    const { windows, hours: active } = plainWeek({ start, end });
    const [from, to] = [timeText(opens * 60), timeText(closes * 60)];
    return {
      times: { days: "everyday", from, to },
      fault: {
        message: `"${start}" to "${end}" is ${windows} windows a week, ${Math.round(active * 10) / 10} h in all, not ${opens} to ${closes} o'clock: the first field is the minute`,
        instead: `${from} to ${to} each day, ${((closes - opens + 24) % 24) * 7} h a week`,
      },
    };
  }
  return { times: plainTimes(...crons) ?? { start, end } };
}

function isHourly({ hour, minute, dayOfMonth, month, dayOfWeek }: CronSchedule): boolean {
  return (
    hour.values.size === 24 && minute.values.size === 1 && [dayOfMonth, month, dayOfWeek].every(({ star }) => star)
  );
}

function only({ values }: CronField): number | undefined {
  return values.size === 1 ? [...values][0] : undefined;
}

/** Days and times of day of a pair that opens once a day and closes before it opens again. */
function plainTimes(start: CronSchedule, end: CronSchedule): Readonly<Record<string, unknown>> | undefined {
  const [from, to] = [start, end].map(({ minute, hour, dayOfMonth, month }) => {
    const [m, h] = [only(minute), only(hour)];
    return m === undefined || h === undefined || !dayOfMonth.star || !month.star ? undefined : h * 60 + m;
  });
  if (from === undefined || to === undefined || from === to) return undefined;
  const opens = daysOf(start);
  // a window that ends on the next day closes on the days after those on which it opens
  const closes = daysOf(end).map((day) => (to > from ? day : (day + 6) % 7));
  if (opens.length !== closes.length || !opens.every((day) => closes.includes(day))) return undefined;
  const names = opens.map((day) => weekdays[day]!);
  const group = Object.entries(dayGroups).find(([, days]) => days.join() === names.join())?.[0];
  return { days: group ?? names, from: timeText(from), to: timeText(to) };
}

/** Days from Monday, 0; cron counts from Sunday. */
function daysOf({ dayOfWeek }: CronSchedule): readonly number[] {
  return [...dayOfWeek.values].map((day) => (day + 6) % 7).sort((a, b) => a - b);
}
