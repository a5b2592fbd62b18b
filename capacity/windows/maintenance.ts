/**
 * Maintenance: the times of the week, by a team's clock, in which Karpenter may replace nodes of its own accord; and the
 * freezes that keep it from doing so at all others.
 *
 * A budget's schedule is in UTC and names months, never years, so where a zone's clock changes the freezes follow it by the
 * month: exact in a month with one offset; in a month in which some year's clock changes, only what is maintenance by both
 * offsets stays allowed. Never more than was asked for is allowed, at any instant of any year.
 */

import type { Span } from "../cron/schedule";
import { dayMinutes, minuteMs, offsetChanges, offsetMinutes } from "../cron/zone";
import { zoneYear } from "../cron/zoneYear";
import type { Budget, DisruptionReason } from "../nodePool/spec";
import { durationText } from "../units/duration";
import { lazy, memoizeBy } from "../units/memoize";
import { minutesCovered, type WeeklyTimes, weeklyCron, weekMinutes } from "./times";

/** Times of the week in which voluntary disruption is allowed. */
export interface MaintenanceWindow extends Pick<WeeklyTimes, "days" | "from" | "to"> {
  /** IANA name. */
  readonly timezone: string;
}

/** What a freeze stops. Not Unhealthy, a reason from Karpenter 1.15 on: broken nodes are repaired at any time. */
export const frozenForMaintenance: readonly DisruptionReason[] = ["Underutilized", "Empty", "Drifted"];

/** Most budgets of a NodePool (its CRD, Karpenter v1.14.1 and v1.15.0). */
export const mostBudgets = 50;

/** A set of months as bits, January the lowest. */
const everyMonth = 0xfff;

function monthsIn(bits: number): readonly number[] {
  return Array.from({ length: 12 }, (_, index) => index + 1).filter((month) => (bits & (1 << (month - 1))) !== 0);
}

const keyOf = (windows: readonly MaintenanceWindow[]) => JSON.stringify(windows);

/** For each minute of UTC's week, Monday 00:00 first, the months in which it is allowed: as bits. */
const allowedMonths = memoizeBy(keyOf, (windows): Uint16Array => {
  const allowed = new Uint16Array(weekMinutes);
  for (const window of windows) {
    const local = new Uint8Array(weekMinutes);
    for (const minute of minutesCovered(window)) local[minute] = 1;
    for (const { offsets, months } of monthsByOffsets(window.timezone)) {
      const shifts = offsets.map((offset) => inWeek(offset));
      for (const [utc, of] of allowed.entries()) {
        if (shifts.every((shift) => local[(utc + shift) % local.length] === 1)) allowed[utc] = of | months;
      }
    }
  }
  return allowed;
});

/** The months of a zone that have the same offsets: at most three kinds where the clock changes twice a year. */
function monthsByOffsets(zone: string): Iterable<{ readonly offsets: readonly number[]; readonly months: number }> {
  const kinds = new Map<string, { readonly offsets: readonly number[]; readonly months: number }>();
  for (const [index, offsets] of zoneYear(zone).offsetsByMonth.entries()) {
    const key = offsets.join();
    kinds.set(key, { offsets, months: (kinds.get(key)?.months ?? 0) | (1 << index) });
  }
  return kinds.values();
}

const inWeek = (minute: number) => (minute + 2 * weekMinutes) % weekMinutes;

/** Minutes of UTC's week that are frozen in the same months; `to` may be beyond the week's end. */
interface FrozenRun {
  readonly from: number;
  readonly to: number;
  readonly months: readonly number[];
}

/**
 * The budgets that allow no voluntary disruption outside the windows: one for each time of the week that is never allowed,
 * and more for what depends on the month. These end at midnight of UTC, where a month may end. Karpenter's budgets begin and
 * end to the minute, both included as half-open times, so neighbours leave no gap.
 * @param windows in which {@link maintenanceFindings} finds no error
 */
export const maintenanceFreezes = memoizeBy(keyOf, (windows): readonly Budget[] => {
  if (windows.length === 0) return [];
  const allowed = allowedMonths(windows);
  const groups = new Map<string, FrozenRun[]>();
  for (const run of [...alwaysFrozen(allowed), ...frozenInMonths(allowed)]) {
    const key = `${run.from % dayMinutes} ${run.to - run.from} ${run.months.join()}`;
    groups.set(key, [...(groups.get(key) ?? []), run]);
  }
  return [...groups.values()].map((group) => {
    const { from, to, months } = group[0]!;
    const days = group.map((run) => Math.floor(run.from / dayMinutes));
    return {
      nodes: "0",
      reasons: frozenForMaintenance,
      schedule: weeklyCron(from % dayMinutes, days, months.length === 12 ? undefined : months),
      duration: durationText((to - from) * 60),
    };
  });
});

/** Times that are allowed in no month, as long as they last: over midnight, over the week's end. */
function alwaysFrozen(allowed: Uint16Array): readonly FrozenRun[] {
  if (allowed.every((months) => months === 0)) return [{ from: 0, to: weekMinutes, months: monthsIn(everyMonth) }];
  // the length of the array, since an imported constant costs a call for each minute
  const isFrozen = (minute: number) => allowed[(minute + allowed.length) % allowed.length] === 0;
  const runs: FrozenRun[] = [];
  for (let from = 0; from < allowed.length; from++) {
    if (!isFrozen(from) || isFrozen(from - 1)) continue;
    let to = from + 1;
    while (isFrozen(to)) to++;
    runs.push({ from, to, months: monthsIn(everyMonth) });
  }
  return runs;
}

/** Times that are allowed in some months only, within a day. */
function frozenInMonths(allowed: Uint16Array): readonly FrozenRun[] {
  const runs: FrozenRun[] = [];
  for (let from = 0; from < allowed.length; ) {
    let to = from + 1;
    while (to % dayMinutes !== 0 && allowed[to] === allowed[from]) to++;
    const frozen = everyMonth & ~allowed[from]!;
    if (allowed[from] !== 0 && frozen !== 0) runs.push({ from, to, months: monthsIn(frozen) });
    from = to;
  }
  return runs;
}

/** What is allowed of a range of time, in minutes. */
export interface MaintenanceMinutes {
  /** By the windows and their zones' clocks. */
  readonly asked: number;
  /** Of these, frozen nevertheless, because a schedule in UTC cannot follow the clock within a month. */
  readonly lost: number;
}

/**
 * What the freezes leave of the windows.
 * @param windows in which {@link maintenanceFindings} finds no error
 * @param range whole minutes
 */
export function maintenanceMinutes(windows: readonly MaintenanceWindow[], range: Span): MaintenanceMinutes {
  const allowed = allowedMonths(windows);
  const zones = windows.map(({ timezone }) => timezone);
  const edges = new Set([range.from, range.to]);
  for (const zone of zones) for (const { at } of offsetChanges(zone, range.from, range.to)) edges.add(at);
  const { year, month } = utcOf(range.from);
  for (let next = month + 1; Date.UTC(year, next) < range.to; next++) edges.add(Date.UTC(year, next));
  const bounds = [...edges].sort((a, b) => a - b);
  const locals = windows.map(minutesCovered);
  let [asked, lost] = [0, 0];
  for (const [index, from] of bounds.slice(0, -1).entries()) {
    const offsets = zones.map((zone) => offsetMinutes(zone, from));
    const bit = 1 << utcOf(from).month;
    const wanted = new Uint8Array(weekMinutes);
    for (const [which, local] of locals.entries()) {
      for (const minute of local) wanted[inWeek(minute - offsets[which]!)] = 1;
    }
    // 1970-01-01 was a Thursday
    const [first, end] = [from, bounds[index + 1]!].map((at) => at / minuteMs + 3 * dayMinutes);
    for (let minute = 0; minute < weekMinutes; minute++) {
      if (wanted[minute] === 0) continue;
      // how often this minute of the week comes
      const times = Math.ceil((end! - minute) / weekMinutes) - Math.ceil((first! - minute) / weekMinutes);
      asked += times;
      if ((allowed[minute]! & bit) === 0) lost += times;
    }
  }
  return { asked, lost };
}

function utcOf(at: number): { readonly year: number; readonly month: number } {
  const date = new Date(at);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() };
}

/** Months, 1 to 12, in which nothing of the windows is left. */
export function monthsWithoutMaintenance(windows: readonly MaintenanceWindow[]): readonly number[] {
  const some = allowedMonths(windows).reduce((all, of) => all | of, 0);
  return monthsIn(everyMonth & ~some);
}

const monthFormat = lazy(() => new Intl.DateTimeFormat("en-US", { month: "long", timeZone: "UTC" }));

/** The name of a month, 1 to 12: "March". */
export function monthName(month: number): string {
  return monthFormat().format(Date.UTC(2026, month - 1));
}

/** Why freezes cannot follow the clocks of windows: "the clock of Europe/Berlin changes in March, October". */
export function clockChangesText(windows: readonly MaintenanceWindow[]): string {
  const zones = [...new Set(windows.map(({ timezone }) => timezone))];
  const texts = zones.flatMap((zone) => {
    const { recurs, offsetsByMonth } = zoneYear(zone);
    const changing = offsetsByMonth.flatMap((offsets, index) => (offsets.length > 1 ? [monthName(index + 1)] : []));
    if (changing.length === 0) return [];
    return [recurs ? `that of ${zone} in ${changing.join(", ")}` : `that of ${zone} on other days each year`];
  });
  return `a clock changes, ${texts.join("; ")}`;
}
