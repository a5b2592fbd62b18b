/** Replicas of several pools together: how many at a time, and node-hours in the fullest week, whatever the day of asking. */
import type { Span } from "../cron/schedule";
import { isWeeklyPair } from "../cron/week";
import { hourMs, minuteMs, offsetChanges } from "../cron/zone";
import { memoizeBy } from "../units/memoize";
import { clocksChangeTogether } from "./repeats";
import { replicaSteps, type Step } from "./replicas";
import type { CronTrigger } from "./window";

/** A week without clock changes in most time zones; with one, a window may be an hour longer or shorter. */
const week: Span = { from: Date.UTC(2027, 0, 11), to: Date.UTC(2027, 0, 18) };

const weekMs = week.to - week.from;

/**
 * For windows that are not the same every week. A leap year, since some are on 29 February, and a week more, so that windows
 * over its end are whole. On which weekday a date is, and so which weekly windows it meets, is as in that year.
 */
const year: Span = { from: Date.UTC(2028, 0, 1), to: Date.UTC(2029, 0, 1) + weekMs };

/** Of one pool. */
export interface Replicas {
  readonly triggers: readonly CronTrigger[];
  /** Outside all windows. */
  readonly always: number;
}

const keyOf = (replicas: Replicas) => JSON.stringify(replicas);

const ofWeek = memoizeBy(keyOf, ({ triggers, always }) => ({
  steps: replicaSteps(triggers, week, always),
  isWeekly: triggers.every(isWeeklyPair),
}));

const ofYear = memoizeBy(keyOf, ({ triggers, always }) => replicaSteps(triggers, year, always));

/** The same, for {@link nodesTogether}. @throws RangeError on a cron or a time zone that cannot be parsed */
export function checkedReplicas(replicas: Replicas): Replicas {
  ofWeek(replicas);
  return replicas;
}

export interface NodesTogether {
  /** At one time. */
  readonly most: number;
  /** Of a week where weeks are alike, else of the seven days of a year that have most. */
  readonly nodeHours: number;
  /** Whether weeks are alike: no window is on dates, and no clocks change at different times. */
  readonly everyWeek: boolean;
}

/**
 * Pools together: windows at different hours, or seasons, do not add up.
 * @throws RangeError as {@link checkedReplicas} does
 */
export function nodesTogether(pools: readonly Replicas[]): NodesTogether {
  const weeks = pools.map(ofWeek);
  const zones = new Set(pools.flatMap(({ triggers }) => triggers.map(({ timezone }) => timezone)));
  const everyWeek = weeks.every(({ isWeekly }) => isWeekly) && clocksChangeTogether([...zones], year.from);
  const sum = sumOf(everyWeek ? weeks.map(({ steps }) => steps) : pools.map(ofYear));
  // not spread: the sum of many pools has more steps than a call may have arguments
  const most = sum.reduce((highest, { nodes }) => Math.max(highest, nodes), 0);
  return { most, nodeHours: fullestWeek(sum, everyWeek ? [] : forwardChanges([...zones])), everyWeek };
}

/** @param all of the same range */
function sumOf(all: readonly (readonly Step[])[]): readonly Step[] {
  // pools often keep the same hours, and have the same steps then
  const counts = new Map<readonly Step[], number>();
  for (const steps of all) counts.set(steps, (counts.get(steps) ?? 0) + 1);
  const changes = new Map<number, number>();
  for (const [steps, count] of counts) {
    for (const { from, to, nodes } of steps) {
      changes.set(from, (changes.get(from) ?? 0) + count * nodes);
      changes.set(to, (changes.get(to) ?? 0) - count * nodes);
    }
  }
  const bounds = [...changes].sort(([a], [b]) => a - b);
  let nodes = 0;
  return bounds.slice(0, -1).map(([from, change], index) => {
    nodes += change;
    return { from, to: bounds[index + 1]![0], nodes };
  });
}

/** A clock goes forward: seven days by it are shorter by so much. */
interface ForwardChange {
  readonly at: number;
  readonly ms: number;
}

function forwardChanges(zones: readonly string[]): readonly ForwardChange[] {
  return zones.flatMap((zone) =>
    offsetChanges(zone, year.from, year.to).flatMap(({ at, before, after }) =>
      after > before ? [{ at, ms: (after - before) * minuteMs }] : [],
    ),
  );
}

/**
 * Node-hours of the seven days that have most, which begin or end at a step change. A clock that goes forward in them makes
 * them shorter, or they would have a part of an eighth day.
 */
function fullestWeek(steps: readonly Step[], changes: readonly ForwardChange[]): number {
  const [first, last] = [steps[0], steps.at(-1)];
  if (first === undefined || last === undefined) return 0;
  const timeUntil = nodeTimeOf(steps);
  const begins = steps.flatMap(({ from, to }) => [from, to - weekMs]);
  const most = begins.reduce((highest, from) => {
    if (from < first.from || from + weekMs > last.to) return highest;
    const skipped = changes.reduce((ms, change) => {
      return change.at > from && change.at <= from + weekMs ? Math.max(ms, change.ms) : ms;
    }, 0);
    return Math.max(highest, timeUntil(from + weekMs - skipped) - timeUntil(from));
  }, 0);
  return most / hourMs;
}

/** Nodes times milliseconds from the first step until an instant of one. */
function nodeTimeOf(steps: readonly Step[]): (until: number) => number {
  let sum = 0;
  const before = steps.map(({ from, to, nodes }) => {
    sum += nodes * (to - from);
    return sum - nodes * (to - from);
  });
  return (until) => {
    let [low, high] = [0, steps.length - 1];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (steps[middle]!.from <= until) low = middle;
      else high = middle - 1;
    }
    return before[low]! + steps[low]!.nodes * (until - steps[low]!.from);
  };
}
