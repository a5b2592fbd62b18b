/** Times of the week in plain words: days, and from one time of day to another. Windows and maintenance are written so. */
import { cronBounds } from "../cron/cron";
import { fieldText } from "../cron/dialect";
import { dayMinutes } from "../cron/zone";

/** From Monday; cron counts from Sunday, 0. */
export const weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;

export type Weekday = (typeof weekdays)[number];

/** Days that have a name together. */
export const dayGroups = {
  everyday: weekdays,
  weekdays: weekdays.slice(0, 5),
  weekends: weekdays.slice(5),
} as const satisfies Record<string, readonly Weekday[]>;

/** A group by its name, or a list of days; never both in one list. */
export type WindowDays = keyof typeof dayGroups | readonly Weekday[];

/** Days under the name that they have together, where they have one. */
export function namedDays(days: readonly Weekday[]): WindowDays {
  const groups = Object.entries(dayGroups) as [keyof typeof dayGroups, readonly Weekday[]][];
  const group = groups.find(([, all]) => all.length === days.length && all.every((day) => days.includes(day)));
  return group?.[0] ?? weekdays.filter((day) => days.includes(day));
}

/** The day of a wall minute. */
export function weekdayOf(wall: number): Weekday {
  // 1970-01-01 was a Thursday
  return weekdays[(Math.floor(wall / dayMinutes) + 3) % 7]!;
}

/** Times of a day, by one clock. */
export interface TimesOfDay {
  /** "HH:MM", 00:00 to 23:59. */
  readonly from: string;
  /** "HH:MM", 00:01 to 24:00; at or before `from` it is on the next day. */
  readonly to: string;
  /** Minutes before `from` at which to begin. @default 0 */
  readonly lead?: number;
}

/** The same times every week, by one clock. */
export interface WeeklyTimes extends TimesOfDay {
  /** Days on which the times begin. */
  readonly days: WindowDays;
}

/** Minutes of the day of "HH:MM"; undefined when it is not a time. */
export function minutesOf(text: string): number | undefined {
  const [, hour, minute] = /^(\d\d):(\d\d)$/.exec(text) ?? [];
  const minutes = Number(hour) * 60 + Number(minute);
  return Number(minute) < 60 && minutes <= dayMinutes ? minutes : undefined;
}

export const weekMinutes = 7 * dayMinutes;

/** The days, Monday 0. */
export function dayNumbers(days: WindowDays): readonly number[] {
  const list: readonly Weekday[] = typeof days === "string" ? dayGroups[days] : days;
  return [...new Set(list.map((day) => weekdays.indexOf(day)))].sort((a, b) => a - b);
}

/** When times last on each of its days, in minutes from midnight: `from` may be negative, `to` above 1440. */
export interface Extent {
  readonly from: number;
  readonly to: number;
}

export function extentOf({ from, to, lead = 0 }: WeeklyTimes): Extent {
  const [opens, closes] = [minutesOf(from)!, minutesOf(to)!];
  return { from: opens - lead, to: closes > opens ? closes : closes + dayMinutes };
}

/** The minutes of the week that times cover, from Monday 00:00. */
export function minutesCovered(window: WeeklyTimes): ReadonlySet<number> {
  const { from, to } = extentOf(window);
  const minutes = new Set<number>();
  for (const day of dayNumbers(window.days)) {
    for (let minute = from; minute < to; minute++) {
      minutes.add((day * dayMinutes + minute + weekMinutes) % weekMinutes);
    }
  }
  return minutes;
}

/** What is wrong with a field. */
export interface FieldFinding<Field extends string> {
  readonly field: Field;
  readonly message: string;
  readonly suggestion?: string;
}

/** What is wrong with days and times, each by itself; empty when {@link extentOf} can be asked. */
export function timesFindings(times: WeeklyTimes): readonly FieldFinding<"days" | "from" | "to">[] {
  const { days } = times;
  const findings: FieldFinding<"days">[] = [];
  const known = typeof days === "string" ? Object.hasOwn(dayGroups, days) : days.every((day) => weekdays.includes(day));
  if (!known || days.length === 0) {
    findings.push({
      field: "days",
      message: `are "everyday", "weekdays", "weekends" or a list of ${weekdays.join(", ")}`,
    });
  } else if (typeof days !== "string" && new Set(days).size < days.length) {
    findings.push({ field: "days", message: "name a day twice" });
  }
  return [...findings, ...timeFindings(times)];
}

/** What is wrong with times of day, each by itself. */
export function timeFindings({ from, to }: TimesOfDay): readonly FieldFinding<"from" | "to">[] {
  const findings: FieldFinding<"from" | "to">[] = [];
  const [opens, closes] = [minutesOf(from), minutesOf(to)];
  if (opens === undefined || opens === dayMinutes) {
    findings.push({ field: "from", message: 'is not a valid time; write "00:00" to "23:59"' });
  }
  if (closes === undefined) findings.push({ field: "to", message: 'is not a valid time; write "00:01" to "24:00"' });
  return findings;
}

/** Times that end when they begin may mean no time or a full day. */
export function sameTimeFinding({ from, to }: TimesOfDay): FieldFinding<"to"> | undefined {
  if (minutesOf(from) !== minutesOf(to)) return undefined;
  const suggestion =
    minutesOf(from) === 0
      ? 'write to: "24:00" for a full day'
      : `write two windows, ${from} to 24:00 and 00:00 to ${to}`;
  return { field: "to", message: "is the same as from: no time, or a full day?", suggestion };
}

/**
 * The cron of a minute of the day on days.
 * @param days Monday 0; 7 is Monday again
 * @param months 1 to 12; all by default
 */
export function weeklyCron(minute: number, days: readonly number[], months?: readonly number[]): string {
  // cron's Sunday is 0, its Monday 1
  const weekdaysOfCron = days.map((day) => (day + 8) % 7);
  const month = months === undefined ? "*" : fieldText(months, cronBounds.month);
  return `${minute % 60} ${Math.floor(minute / 60)} * ${month} ${fieldText(weekdaysOfCron, cronBounds.dayOfWeek)}`;
}

/** For messages: "weekdays 09:00 to 18:00". */
export function timesText({ days, from, to }: WeeklyTimes): string {
  return `${typeof days === "string" ? days : days.join(", ")} ${from} to ${to}`;
}
