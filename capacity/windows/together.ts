/** Replicas of several pools together: how many at a time, and node-hours in the fullest week, whatever the day of asking. */
import type { Span } from "../cron/schedule";
import { isWeeklyPair } from "../cron/week";
import { hourMs } from "../cron/zone";
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
  return { most: Math.max(0, ...sum.map(({ nodes }) => nodes)), nodeHours: fullestWeek(sum), everyWeek };
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

/** Node-hours of the seven days that have most, which begin or end at a step change. */
function fullestWeek(steps: readonly Step[]): number {
  const [first, last] = [steps[0], steps.at(-1)];
  if (first === undefined || last === undefined) return 0;
  const begins = [...new Set(steps.flatMap(({ from, to }) => [from, to - weekMs]))].sort((a, b) => a - b);
  let [start, most] = [0, 0];
  for (const from of begins) {
    if (from < first.from || from + weekMs > last.to) continue;
    while (steps[start]!.to <= from) start++;
    let sum = 0;
    for (let next = start; next < steps.length && steps[next]!.from < from + weekMs; next++) {
      const step = steps[next]!;
      sum += step.nodes * (Math.min(step.to, from + weekMs) - Math.max(step.from, from));
    }
    most = Math.max(most, sum);
  }
  return most / hourMs;
}
