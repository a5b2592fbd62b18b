/**
 * Windows on days of the year: a sale, a holiday season. A cron names days and months, never years, so each recurs; and it
 * names every combination of its days and months, so dates of several months become a trigger each.
 */
import { cronBounds } from "../cron/cron";
import { fieldText } from "../cron/dialect";
import { dayMinutes, dayMs } from "../cron/zone";
import { type FieldFinding, minutesOf, sameTimeFinding, type TimesOfDay, timeFindings } from "./times";

/** A window on days of the year. */
export interface DatedWindow extends TimesOfDay {
  /**
   * "MM-DD" or "YYYY-MM-DD", alone or as a range with "..", by the zone's calendar. In both forms the window opens each year,
   * and on 29 February each leap year.
   */
  readonly dates: readonly string[];
  /** Whether a range is one window, from `from` on its first day to `to` on its last; else there is one on each day. */
  readonly continuous?: boolean;
  /** IANA name. */
  readonly timezone: string;
  /** How many are kept ready: nodes, or placeholders in headroom mode. */
  readonly nodes: number;
}

/** A day of a leap year, January 1 is 0. */
type DayOfYear = number;

const leapYear = 2028;
const daysOfLeapYear = 366;

/** 29 February: in other years no schedule fires on it. */
const leapDay: DayOfYear = 59;

function dateOf(day: DayOfYear): { readonly month: number; readonly day: number } {
  const date = new Date(Date.UTC(leapYear, 0, 1 + (day % daysOfLeapYear)));
  return { month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}

/** A date as written. */
interface WrittenDate {
  readonly year: number | undefined;
  readonly day: DayOfYear;
  /** Days since 1970, of a date with a year. */
  readonly at: number;
}

function parseDate(text: string): WrittenDate | undefined {
  const [, year, month, day] = /^(?:(\d{4})-)?(\d\d)-(\d\d)$/.exec(text) ?? [];
  if (month === undefined) return undefined;
  const inYear = new Date(Date.UTC(Number(year ?? leapYear), Number(month) - 1, Number(day)));
  if (inYear.getUTCMonth() + 1 !== Number(month) || inYear.getUTCDate() !== Number(day)) return undefined;
  const ofLeapYear = Date.UTC(leapYear, Number(month) - 1, Number(day));
  return {
    year: year === undefined ? undefined : Number(year),
    day: (ofLeapYear - Date.UTC(leapYear, 0)) / dayMs,
    at: inYear.getTime() / dayMs,
  };
}

/** Days that follow each other; `to` may be beyond the year's end. */
interface DateRange {
  readonly from: DayOfYear;
  readonly to: DayOfYear;
  /** The last day with its year, in days since 1970; undefined for a date without. */
  readonly lastAt: number | undefined;
}

/** A date or a range; a text of what is wrong with it. */
function parseRange(text: string): DateRange | string {
  const ends = text.split("..");
  const [first, last] = [ends[0]!, ends.at(-1)!].map(parseDate);
  if (ends.length > 2 || first === undefined || last === undefined) {
    return 'is not a date; write "11-27", "12-20..01-03", or the same with years, "2027-02-28"';
  }
  if ((first.year === undefined) !== (last.year === undefined)) return "has a year on one side only";
  if (first.year !== undefined && last.at < first.at) return "ends before it begins";
  if (first.year !== undefined && last.at - first.at >= 365) return "is a year or longer";
  const to = last.day >= first.day ? last.day : last.day + daysOfLeapYear;
  return { from: first.day, to, lastAt: first.year === undefined ? undefined : last.at };
}

/** A time that is open, in minutes from the beginning of a leap year; `to` may be beyond its end. */
interface OpenRun {
  readonly from: number;
  readonly to: number;
  /** The date that it opens for; with a lead it may open on the day before. */
  readonly date: DayOfYear;
}

const yearMinutes = daysOfLeapYear * dayMinutes;

/** The times of a year, in order, those that touch joined. */
function openRuns(window: DatedWindow): readonly OpenRun[] {
  const { dates, lead = 0, continuous = false } = window;
  const [opens, closes] = [minutesOf(window.from)!, minutesOf(window.to)!];
  const runs = dates.flatMap((text) => {
    const { from, to } = parseRange(text) as DateRange;
    const begin = from * dayMinutes + opens - lead;
    if (continuous) return [{ from: begin, to: to * dayMinutes + closes, date: from }];
    const length = lead + closes - opens + (closes > opens ? 0 : dayMinutes);
    return Array.from({ length: to - from + 1 }, (_, index) => {
      const at = begin + index * dayMinutes;
      return { from: at, to: at + length, date: (from + index) % daysOfLeapYear };
    });
  });
  const inYear = runs.map(({ from, to, date }) => {
    const start = ((from % yearMinutes) + yearMinutes) % yearMinutes;
    return { from: start, to: start + to - from, date };
  });
  inYear.sort((a, b) => a.from - b.from);
  const joined: OpenRun[] = [];
  for (const run of inYear) {
    const last = joined.at(-1);
    if (last !== undefined && run.from <= last.to)
      joined[joined.length - 1] = { ...last, to: Math.max(last.to, run.to) };
    else joined.push(run);
  }
  const [first, last] = [joined[0]!, joined.at(-1)!];
  // over the year's end: the last of the year runs into the first
  if (joined.length > 1 && last.to >= first.from + yearMinutes) {
    return [...joined.slice(1, -1), { ...last, to: Math.max(last.to, first.to + yearMinutes) }];
  }
  return joined;
}

/** The fields that say when a dated window is open. */
export type DatedField = "dates" | "from" | "to";

/** What is wrong with the dates and times of a window; empty when {@link datedCrons} accepts it. */
export function datedWindowFindings(window: DatedWindow): readonly FieldFinding<DatedField>[] {
  const { dates, from, to, continuous = false } = window;
  const wrong = dates.flatMap((text) => {
    const range = parseRange(text);
    return typeof range === "string" ? [{ field: "dates" as const, message: `has "${text}", which ${range}` }] : [];
  });
  const times = timeFindings(window);
  if (wrong.length + times.length > 0) return [...wrong, ...times];
  const ranges = dates.map((text) => parseRange(text) as DateRange);
  const twice = repeatedDay(ranges);
  if (twice !== undefined) return [{ field: "dates", message: `name ${dayText(twice)} twice` }];
  const oneDay = ranges.findIndex((range) => range.from === range.to);
  if (continuous && oneDay >= 0 && minutesOf(to)! <= minutesOf(from)!) {
    return [{ field: "to", message: `is before from, on ${dates[oneDay]}: a continuous window of one day ends on it` }];
  }
  const same = continuous ? undefined : sameTimeFinding(window);
  if (same !== undefined) return [same];
  return runFindings(window);
}

function repeatedDay(ranges: readonly DateRange[]): DayOfYear | undefined {
  const seen = new Set<DayOfYear>();
  for (const { from, to } of ranges) {
    for (let day = from; day <= to; day++) {
      if (seen.has(day % daysOfLeapYear)) return day;
      seen.add(day % daysOfLeapYear);
    }
  }
  return undefined;
}

function dayText(day: DayOfYear): string {
  const date = dateOf(day);
  return [date.month, date.day].map((number) => String(number).padStart(2, "0")).join("-");
}

const dayOf = (minute: number): DayOfYear => Math.floor(minute / dayMinutes) % daysOfLeapYear;

function runFindings(window: DatedWindow): readonly FieldFinding<DatedField>[] {
  const runs = openRuns(window);
  if (runs.some(({ from, to }) => to - from >= yearMinutes)) {
    return [
      {
        field: "dates",
        message: "are the whole year without a break",
        suggestion: "write always in place of the window",
      },
    ];
  }
  const uneven = runs.find(({ from, to, date }) => {
    const opensOnLeapDay = dayOf(from) === leapDay;
    return opensOnLeapDay !== (dayOf(to) === leapDay) || (date === leapDay && !opensOnLeapDay);
  });
  if (uneven === undefined) return [];
  return [
    {
      field: "dates",
      message:
        "make a window that opens or closes on 29 February alone: in other years KEDA would open it on another day, or leave it open for months",
      suggestion: "let it open and close on one day there, or begin before and end after 29 February",
    },
  ];
}

/** Start and end of a KEDA cron trigger. */
export interface DatedCrons {
  readonly start: string;
  readonly end: string;
}

/**
 * The crons of a window: one pair for the days of a month on which it opens and closes at the same times.
 * @param window in which {@link datedWindowFindings} finds nothing
 */
export function datedCrons(window: DatedWindow): readonly DatedCrons[] {
  const groups = new Map<string, OpenRun[]>();
  for (const run of openRuns(window)) {
    const [start, end] = [dateOf(dayOf(run.from)), dateOf(dayOf(run.to))];
    const days = Math.floor(run.to / dayMinutes) - Math.floor(run.from / dayMinutes);
    const key = [start.month, end.month, run.from % dayMinutes, run.to % dayMinutes, days].join();
    groups.set(key, [...(groups.get(key) ?? []), run]);
  }
  return [...groups.values()].map((runs) => ({
    start: cron(runs.map(({ from }) => from)),
    end: cron(runs.map(({ to }) => to)),
  }));
}

/** @param minutes of a year, at the same time of days of the same month */
function cron(minutes: readonly number[]): string {
  const time = minutes[0]! % dayMinutes;
  const dates = minutes.map((minute) => dateOf(dayOf(minute)));
  const days = fieldText(
    dates.map(({ day }) => day),
    cronBounds.dayOfMonth,
  );
  return `${time % 60} ${Math.floor(time / 60)} ${days} ${dates[0]!.month} *`;
}

/** Its dates that are 29 February, as written: on them it opens in leap years only. */
export function leapDates({ dates }: DatedWindow): readonly string[] {
  return dates.filter((text) => {
    const range = parseRange(text);
    return typeof range !== "string" && range.from === leapDay && range.to === leapDay;
  });
}

/** Whether the window says years, in which it is not active alone. */
export function saysYears({ dates }: DatedWindow): boolean {
  return dates.some((text) => /^\d{4}-/.test(text));
}

/** Dates with years that are over, as written. */
export function pastDates({ dates }: DatedWindow, now: number): readonly string[] {
  return dates.filter((text) => {
    const range = parseRange(text);
    // a day more: it may still be that day in another zone
    return typeof range !== "string" && range.lastAt !== undefined && (range.lastAt + 2) * dayMs <= now;
  });
}
