/** Windows on the days on which their zone's clock changes. */
import { type CronSchedule, parseCron } from "../cron/cron";
import { activeSpans, type CronPair } from "../cron/cronTrigger";
import { firesOnDay, minutesOfDay, robfigMayErr, type Span } from "../cron/schedule";
import { isWeeklyPair } from "../cron/week";
import {
  dayMinutes,
  dayMs,
  hourMs,
  minuteMs,
  nextOffsetChanges,
  type OffsetChange,
  offsetChanges,
  timeText,
  wallMinutes,
  wallText,
} from "../cron/zone";
import { hoursText, type WindowRemark } from "./finding";

/** The local time that a change skips or repeats. */
interface ChangedHours {
  /** Wall minutes, `to` exclusive. */
  readonly from: number;
  readonly to: number;
  readonly skipped: boolean;
}

/** What a change skips or repeats of the local time. */
export function changedHours({ at, before, after }: OffsetChange): ChangedHours {
  const wall = at / minuteMs;
  return { from: wall + Math.min(before, after), to: wall + Math.max(before, after), skipped: after > before };
}

/**
 * How far ahead changes are looked for when a cron names days of the month or months: the weekdays of dates recur after 28
 * years, so that a yearly rule such as "the last Sunday of March" has then met each of its dates.
 */
const horizonYears = 28;

/**
 * Starts and ends that fall into a skipped or repeated hour at the next two changes, and zones whose changes KEDA's cron
 * gets wrong. A cron of certain days meets few changes and waits long for its next day: of one, skipped hours of the next
 * {@link horizonYears} years count, and an error says when KEDA keeps nodes until then.
 */
export function changeRemarks(pair: CronPair, from: number): readonly WindowRemark[] {
  const changes = nextOffsetChanges(pair.timezone, from);
  const weekly = isWeeklyPair(pair);
  const sides = (["start", "end"] as const).flatMap((side) =>
    weekly ? changes.flatMap((change) => sideRemarks(pair, side, change)) : datedRemarks(pair, side, from),
  );
  const unreliable = changes.find(robfigMayErr);
  if (unreliable === undefined) return sides;
  const message = `changes its clock on ${wallText(changedHours(unreliable).from)} in a way that KEDA's cron library gets wrong: near it a window may open or close at another hour`;
  return [...sides, { level: "warning", rule: "zone-changes-by-the-hour", side: "timezone", message }];
}

type Side = "start" | "end";

/** What a change skips or repeats of a schedule, as the first wall minute; undefined when nothing. */
function hitOf(schedule: CronSchedule, change: OffsetChange): number | undefined {
  const hours = changedHours(change);
  const days = [hours.from, hours.to - 1].map((wall) => Math.floor(wall / dayMinutes) * dayMinutes);
  return [...new Set(days)]
    .filter((day) => firesOnDay(schedule, day))
    .flatMap((day) => minutesOfDay(schedule).map((time) => day + time))
    .find((wall) => wall >= hours.from && wall < hours.to);
}

/** One remark for a side of a pair that does not fire every week: on the worst that its years have in store. */
function datedRemarks(pair: CronPair, side: Side, from: number): readonly WindowRemark[] {
  const schedule = parseCron(pair[side]);
  const horizon = new Date(from).setUTCFullYear(new Date(from).getUTCFullYear() + horizonYears);
  const hit = offsetChanges(pair.timezone, from, horizon).filter((change) => hitOf(schedule, change) !== undefined);
  const skipped = hit.filter((change) => changedHours(change).skipped);
  for (const change of skipped) {
    const tooLong = tooLongRemark(pair, side, change, from);
    if (tooLong !== undefined) return [tooLong];
  }
  const soon = nextOffsetChanges(pair.timezone, from);
  const repeated = hit.filter((change) => !skipped.includes(change) && soon.some(({ at }) => at === change.at));
  return [...skipped.slice(0, 1), ...repeated].flatMap((change) => sideRemarks(pair, side, change));
}

/** Beyond what is asked; a day more is what a daily window in a row of dates gets, and a warning says it. */
const tooLongMs = 3 * dayMs;

/**
 * An error where nodes are kept for days before a change, since the start of a day that it skips is missing: KEDA then sees
 * the end come first, from the end of the day before on, which may be a year ago.
 */
function tooLongRemark(pair: CronPair, side: Side, change: OffsetChange, from: number): WindowRemark | undefined {
  const longest = (spans: readonly Span[]) =>
    spans.reduce<Span>((most, span) => (span.to - span.from > most.to - most.from ? span : most), { from: 0, to: 0 });
  const around = rangeAround(pair, change);
  const kept = longest(nearSpans(pair, change));
  // by a clock that never changes
  const asked = longest(activeSpans({ ...pair, timezone: "UTC" }, around));
  const [hours, askedHours] = [kept, asked].map((span) => (span.to - span.from) / hourMs) as [number, number];
  if ((hours - askedHours) * hourMs <= tooLongMs) return undefined;
  const hit = wallText(hitOf(parseCron(pair[side]), change)!);
  const message = `is skipped on ${hit}, which the clock of ${pair.timezone} skips, so that KEDA keeps the nodes ${spanText(pair, kept, around, from)}: ${hoursText((kept.to - Math.max(kept.from, from)) / hourMs)}, where ${hoursText(askedHours)} are asked for`;
  return { level: "error", rule: "window-closes-before-a-skipped-start", side, message, suggestion: avoidText(change) };
}

function avoidText(change: OffsetChange): string {
  const hours = changedHours(change);
  return `avoid ${timeText(hours.from % dayMinutes)} to ${timeText(hours.to % dayMinutes || dayMinutes)}, or use UTC`;
}

function sideRemarks(pair: CronPair, side: Side, change: OffsetChange): readonly WindowRemark[] {
  const hours = changedHours(change);
  const hit = hitOf(parseCron(pair[side]), change);
  if (hit === undefined) return [];
  const what = hours.skipped
    ? `is skipped on ${wallText(hit)}, which the clock of ${pair.timezone} skips`
    : `comes twice on ${wallText(hit)}, when the clock of ${pair.timezone} goes back; KEDA uses the second`;
  return [
    {
      level: "warning",
      rule: hours.skipped ? "window-not-in-skipped-hour" : "window-not-in-repeated-hour",
      side,
      message: `${what}: the nodes are then ${keptAround(pair, change)}`,
      suggestion: avoidText(change),
    },
  ];
}

const shownSpans = 3;

/** Around a change: more than the longest time between two windows of the pair, unless they are on 29 February. */
function rangeAround(pair: CronPair, { at }: OffsetChange): Span {
  const side = isWeeklyPair(pair) ? 30 * dayMs : 2 * 366 * dayMs;
  return { from: at - side, to: at + side };
}

/** When nodes are kept, of the times from half a day before a change to half a day after. */
function nearSpans(pair: CronPair, change: OffsetChange): readonly Span[] {
  const half = dayMs / 2;
  return activeSpans(pair, rangeAround(pair, change)).filter(
    ({ from, to }) => to > change.at - half && from < change.at + half,
  );
}

/** @param range that was looked at: what it cuts off is not shown as a time
 * @param now before which nothing is kept */
function spanText(pair: CronPair, { from, to }: Span, range: Span, now = Number.NEGATIVE_INFINITY): string {
  const wall = (instant: number) => wallText(wallMinutes(pair.timezone, instant));
  const begin = from < now ? "from now on" : from === range.from ? "from long before" : wall(from);
  return to === range.to ? `${begin} without an end` : `${begin} to ${wall(to)}`;
}

/** When nodes are kept from half a day before a change to half a day after. */
function keptAround(pair: CronPair, change: OffsetChange): string {
  const near = nearSpans(pair, change);
  if (near.length === 0) return "not kept within half a day of it";
  const range = rangeAround(pair, change);
  const texts = near.slice(0, shownSpans).map((span) => spanText(pair, span, range));
  return `kept ${texts.join(", ")}${near.length > shownSpans ? " and so on" : ""}`;
}
