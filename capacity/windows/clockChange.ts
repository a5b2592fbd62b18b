/** Windows on the days on which their zone's clock changes. */
import { parseCron } from "../cron/cron";
import { activeSpans, type CronPair } from "../cron/cronTrigger";
import { firesOnDay, minutesOfDay, robfigMayErr } from "../cron/schedule";
import {
  dayMinutes,
  dayMs,
  minuteMs,
  nextOffsetChanges,
  type OffsetChange,
  timeText,
  wallMinutes,
  wallText,
} from "../cron/zone";
import type { WindowRemark } from "./finding";

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
 * Starts and ends that fall into a skipped or repeated hour at the next two changes, and zones whose changes KEDA's cron
 * gets wrong.
 */
export function changeRemarks(pair: CronPair, from: number): readonly WindowRemark[] {
  const changes = nextOffsetChanges(pair.timezone, from);
  const sides = (["start", "end"] as const).flatMap((side) =>
    changes.flatMap((change) => sideRemarks(pair, side, change)),
  );
  const unreliable = changes.find(robfigMayErr);
  if (unreliable === undefined) return sides;
  const message = `changes its clock on ${wallText(changedHours(unreliable).from)} in a way that KEDA's cron library gets wrong: near it a window may open or close at another hour`;
  return [...sides, { level: "warning", rule: "zone-changes-by-the-hour", side: "timezone", message }];
}

function sideRemarks(pair: CronPair, side: "start" | "end", change: OffsetChange): readonly WindowRemark[] {
  const schedule = parseCron(pair[side]);
  const hours = changedHours(change);
  const days = [hours.from, hours.to - 1].map((wall) => Math.floor(wall / dayMinutes) * dayMinutes);
  const hit = [...new Set(days)]
    .filter((day) => firesOnDay(schedule, day))
    .flatMap((day) => minutesOfDay(schedule).map((time) => day + time))
    .find((wall) => wall >= hours.from && wall < hours.to);
  if (hit === undefined) return [];
  const what = hours.skipped
    ? `is skipped on ${wallText(hit)}, which the clock of ${pair.timezone} skips`
    : `comes twice on ${wallText(hit)}, when the clock of ${pair.timezone} goes back; KEDA uses the second`;
  const outside = `avoid ${timeText(hours.from % dayMinutes)} to ${timeText(hours.to % dayMinutes || dayMinutes)}, or use UTC`;
  return [
    {
      level: "warning",
      rule: hours.skipped ? "window-not-in-skipped-hour" : "window-not-in-repeated-hour",
      side,
      message: `${what}: the nodes are then ${keptAround(pair, change)}`,
      suggestion: outside,
    },
  ];
}

const shownSpans = 3;

/** When nodes are kept from half a day before a change to half a day after. */
function keptAround(pair: CronPair, { at }: OffsetChange): string {
  const half = dayMs / 2;
  const spans = activeSpans(pair, { from: at - 7 * dayMs, to: at + 7 * dayMs });
  const near = spans.filter(({ from, to }) => to > at - half && from < at + half);
  if (near.length === 0) return "not kept within half a day of it";
  const wall = (instant: number) => wallText(wallMinutes(pair.timezone, instant));
  const texts = near.slice(0, shownSpans).map(({ from, to }) => `${wall(from)} to ${wall(to)}`);
  return `kept ${texts.join(", ")}${near.length > shownSpans ? " and so on" : ""}`;
}
