/**
 * Whether a window is meant: whether a pair of crons does what it seems to, found by replaying KEDA's rule, which accepts
 * each of these.
 */
import { type CronSchedule, neverFires, parseCron } from "../cron/cron";
import { activeSpans, type CronPair } from "../cron/cronTrigger";
import { cronText } from "../cron/dialect";
import { hoursOf, minutesOfDay, type Span } from "../cron/schedule";
import { firingRuns, isWeekly, plainMonday, plainWeek, type Run } from "../cron/week";
import { dayMinutes, dayMs, hourMs, minuteMs, weekTimeText } from "../cron/zone";
import { hoursText, type WindowRemark } from "./finding";

type Pair = Pick<CronPair, "start" | "end">;

/**
 * What a pair does that nobody can have meant; the first reason that explains it, or none. For config and policies alike.
 * @throws RangeError when a cron cannot be read
 */
export function meaningRemarks(pair: CronPair, from: number): readonly WindowRemark[] {
  const [start, end] = [parseCron(pair.start), parseCron(pair.end)];
  if (neverFires(start)) {
    const message = "never fires, and without a start KEDA never scales down";
    return [{ level: "error", rule: "window-closes", side: "start", message }];
  }
  if (neverFires(end)) {
    const message = "never fires, and without an end KEDA never scales up";
    return [{ level: "error", rule: "window-opens", side: "end", message }];
  }
  if (sameSchedule(start, end)) {
    const message = "is the same schedule as start, so KEDA would never scale down";
    return [
      { level: "error", rule: "window-closes", side: "end", message, suggestion: "write `always` if that is meant" },
    ];
  }
  if (start.hour.values.size === 24 || end.hour.values.size === 24) return [hourlyRemark(pair, start, end)];
  const use = useWithin(pair, { from, to: from + 366 * dayMs });
  // 29 February may be eight years away
  const ever = use === "some" ? use : useWithin(pair, { from, to: from + leapYearsMs });
  if (ever === "none") {
    const message = "never opens: each start is followed by another before an end comes";
    return [{ level: "error", rule: "window-opens", message }];
  }
  if (ever === "all") {
    const message =
      "never closes: whenever an end fires, a start fires with it, or another end comes before the next start";
    return [{ level: "error", rule: "window-closes", message, suggestion: "write `always` if that is meant" }];
  }
  const weekly = isWeekly(start) && isWeekly(end);
  const ignored = ignoredRemarks(pair, weekly);
  return ignored.length > 0 || !weekly ? ignored : runOnRemarks(pair);
}

/** The longest time from one 29 February to the next, around a year such as 2100, and a day. */
const leapYearsMs = (8 * 366 + 1) * dayMs;

/** How much of a range a pair is active. */
function useWithin(pair: CronPair, range: Span): "none" | "some" | "all" {
  const spans = activeSpans(pair, range);
  if (spans.length === 0) return "none";
  return hoursOf(spans) === hoursOf([range]) ? "all" : "some";
}

/** Whether two schedules always fire together, however they are written. */
export function sameSchedule(a: CronSchedule, b: CronSchedule): boolean {
  return firingKey(a) === firingKey(b);
}

function firingKey({ minute, hour, dayOfMonth, month, dayOfWeek }: CronSchedule): string {
  const list = (values: ReadonlySet<number>) => [...values].sort((x, y) => x - y).join(",");
  const days = [list(dayOfMonth.values), list(dayOfWeek.values)];
  const everyDay = dayOfMonth.star ? dayOfWeek.values.size === 7 : !dayOfWeek.star && anyDay(dayOfMonth, dayOfWeek);
  // a day field with a star leaves the choice to the other one
  const day =
    everyDay || (dayOfWeek.star && dayOfMonth.values.size === 31)
      ? "any"
      : dayOfMonth.star
        ? `week ${days[1]}`
        : dayOfWeek.star
          ? `month ${days[0]}`
          : days.join(" or ");
  return [list(minute.values), list(hour.values), list(month.values), day].join(" ");
}

function anyDay(dayOfMonth: CronSchedule["dayOfMonth"], dayOfWeek: CronSchedule["dayOfWeek"]): boolean {
  return dayOfMonth.values.size === 31 || dayOfWeek.values.size === 7;
}

/** "03 * * * *" for three o'clock: it fires at three minutes past every hour. */
function hourlyRemark(pair: Pair, start: CronSchedule, end: CronSchedule): WindowRemark {
  const { windows, hours } = plainWeek(pair);
  const [meantStart, meantEnd] = [atHour(pair.start, start), atHour(pair.end, end)];
  const [opens, closes] = [minutesOfDay(start)[0]!, minutesOfDay(end)[0]!];
  const both = meantStart !== undefined && meantEnd !== undefined;
  const rule = "cron-names-its-hours";
  const each = windows > 0 ? ` of ${durationText(hours / windows)}` : "";
  const meaning = `is ${windows} windows${each} a week, ${hoursText(hours)} in all`;
  if (both && start.hour.values.size === 24 && end.hour.values.size === 24) {
    const message = `${meaning}, not ${opens} to ${closes} o'clock: the first field is the minute`;
    return { level: "error", rule, message, suggestion: `write start "${meantStart}" and end "${meantEnd}"` };
  }
  const side = start.hour.values.size === 24 ? "start" : "end";
  const meant = side === "start" ? meantStart : meantEnd;
  const message = `fires in every hour; with the other cron that ${meaning}`;
  return { level: "error", rule, side, message, ...(meant === undefined ? {} : { suggestion: `write "${meant}"` }) };
}

function durationText(hours: number): string {
  const minutes = Math.round(hours * 60);
  return minutes < 120 ? `${minutes} ${minutes === 1 ? "minute" : "minutes"}` : hoursText(hours);
}

/** The cron with its only minute as the hour; undefined when that is not an hour. */
function atHour(text: string, { minute, hour }: CronSchedule): string | undefined {
  const [only, ...others] = [...minute.values];
  if (hour.values.size < 24) return text;
  if (others.length > 0 || only === undefined || only === 0 || only > 23) return undefined;
  return `0 ${only} ${text.split(" ").slice(2).join(" ")}`;
}

/** Runs that begin in one week, computed with weeks around it so that none is cut; in a year for schedules of the month. */
function runsOf(pair: Pair, weekly: boolean): readonly Run[] {
  const week = 7 * dayMs;
  const range = weekly
    ? { from: plainMonday - week, to: plainMonday + 3 * week }
    : { from: plainMonday, to: plainMonday + 366 * dayMs };
  const runs = firingRuns(pair, range).slice(1, -1);
  return weekly ? runs.filter(([{ at }]) => at >= plainMonday && at < plainMonday + week) : runs;
}

const ignoredTexts = {
  start: { plural: "starts", rule: "starts-open", explanation: "several starts in a row open at the last of them" },
  end: { plural: "ends", rule: "ends-close", explanation: "several ends in a row close at the last of them" },
} as const;

function ignoredRemarks(pair: Pair, weekly: boolean): readonly WindowRemark[] {
  const runs = runsOf(pair, weekly);
  return (["start", "end"] as const).flatMap((side): WindowRemark[] => {
    const { plural, rule, explanation } = ignoredTexts[side];
    const own = runs.filter(([first]) => first.kind === side);
    const fired = own.reduce((count, run) => count + run.length, 0);
    if (fired === own.length) return [];
    const [firsts, lasts] = [
      weekly ? oneCron(own.map(([first]) => first.at)) : undefined,
      weekly ? oneCron(own.map((run) => run.at(-1)!.at)) : undefined,
    ];
    const span = weekly ? "a week" : "a year";
    const message = `fires ${fired} times ${span} and ${fired - own.length} ${plural} have no effect: ${explanation}`;
    const suggestions = [
      firsts && `write "${firsts}" for the first of each row`,
      lasts && `"${lasts}" for what KEDA would do`,
    ];
    const suggestion = suggestions.filter((text) => text !== undefined).join(", ");
    return [{ level: "error", rule, side, message, ...(suggestion === "" ? {} : { suggestion }) }];
  });
}

/** The weekly cron of instants that share a time of the day; undefined when they do not. */
function oneCron(instants: readonly number[]): string | undefined {
  const times = new Set(instants.map((at) => (at / minuteMs) % dayMinutes));
  if (times.size !== 1) return undefined;
  const [time] = [...times];
  const days = [...new Set(instants.map((at) => new Date(at).getUTCDay()))].join(",");
  return cronText(parseCron(`${time! % 60} ${Math.floor(time! / 60)} * * ${days}`));
}

/** "0 22 * * 1-5" to "0 6 * * 1-5": the night from Friday ends on Monday. */
function runOnRemarks(pair: Pair): readonly WindowRemark[] {
  const week = 7 * dayMs;
  const range = { from: plainMonday - week, to: plainMonday + 3 * week };
  const spans = activeSpans({ ...pair, timezone: "UTC" }, range).filter(
    ({ from }) => from >= plainMonday && from < plainMonday + week,
  );
  const lengths = spans.map(({ from, to }) => to - from);
  const [shortest, longest] = [Math.min(...lengths), Math.max(...lengths)];
  const starts = oneCron(spans.map(({ from }) => from));
  if (spans.length < 2 || longest - shortest < dayMs || starts === undefined) return [];
  const long: Span = spans[lengths.indexOf(longest)]!;
  const text = (at: number) => weekTimeText(at / minuteMs);
  const message = `runs on from ${text(long.from)} to ${text(long.to)} (${hoursText(longest / hourMs)}) where others last ${hoursText(shortest / hourMs)}`;
  const ends = oneCron(spans.map(({ from }) => from + shortest));
  const suggestion = ends === undefined ? {} : { suggestion: `write end "${ends}" if that is not meant` };
  return [{ level: "warning", rule: "window-runs-on", message, ...suggestion }];
}
