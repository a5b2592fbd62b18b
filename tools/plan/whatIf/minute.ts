/** The minute of a what-if. */
import { dayMinutes, instantsOf, minuteMs, wallMinutes, wallText } from "../../../capacity/cron/zone";
import { referenceWeek } from "../../../capacity/windows/replicas";
import { weekdays } from "../../../capacity/windows/times";
import type { PoolConfig } from "../../../config";
import type { WrittenMoment } from "./grammar/moment";

/** A minute by the clock of a zone. */
export interface Minute {
  /** In milliseconds since 1970. */
  readonly at: number;
  /** "Mon 2026-11-30 09:00 Asia/Seoul" */
  readonly text: string;
}

/** Zone of the first window of the pools; UTC where there is none. */
export function zoneOf(pools: readonly PoolConfig[]): string {
  return pools.flatMap(({ warm }) => warm?.windows ?? [])[0]?.timezone ?? "UTC";
}

/**
 * The minute that is meant: of a day of the week in the next week without a clock change.
 * @returns undefined for a minute that the clock skips
 */
export function minuteOf({ day, minutes, timezone }: WrittenMoment, zone: string, now: number): Minute | undefined {
  const name = timezone ?? zone;
  const midnight =
    "date" in day
      ? Date.parse(day.date) / minuteMs
      : wallMinutes(name, referenceWeek(name, [name], now).from) + weekdays.indexOf(day.weekday) * dayMinutes;
  const wall = midnight + minutes;
  const [at] = instantsOf(name, wall);
  return at === undefined ? undefined : { at, text: `${wallText(wall)} ${name}` };
}
