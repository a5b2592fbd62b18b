/** Warm nodes of several pools together over a week: how many at a time, and how many node-hours. */
import type { Span } from "../../capacity/cron/schedule";
import { memoizeBy } from "../../capacity/units/memoize";
import { replicaSteps, type Step } from "../../capacity/windows/replicas";
import type { CronTrigger } from "../../capacity/windows/window";
import type { Collected, Reporter } from "../frame/rule";
import { whole } from "../frame/setting";
import { parsed } from "./parsed";
import type { WarmPart } from "./placeholder";

/** A week without clock changes in most time zones; with one, a window may be an hour longer or shorter. */
const week: Span = { from: Date.UTC(2027, 0, 11), to: Date.UTC(2027, 0, 18) };

/** @throws RangeError on a cron or a time zone that cannot be parsed */
const stepsOf = memoizeBy(
  (triggers: readonly CronTrigger[], always: number) => JSON.stringify([triggers, always]),
  (triggers, always) => replicaSteps(triggers, week, always),
);

export interface WarmHoursSettings {
  /** At a time. */
  readonly maxNodes: number;
  /** In a week. */
  readonly maxNodeHours: number;
}

/** @param whose in descriptions: `Most warm nodes … at a time` @param initial defaults */
export const warmHoursSettings = (whose: string, initial: WarmHoursSettings) => ({
  maxNodes: whole(
    initial.maxNodes,
    `Most warm nodes ${whose} at a time; a placeholder that may share its node counts as one.`,
  ),
  maxNodeHours: whole(initial.maxNodeHours, `Most warm node-hours ${whose} in a week.`),
});

type Placeholder = Extract<WarmPart, { kind: "placeholder" }>;

/** The steps of each placeholder that can be parsed, and the first error of the others. */
function weekOf(
  placeholders: readonly Placeholder[],
  scalers: ReadonlyMap<string, Scaler>,
): { readonly steps: readonly (readonly Step[])[]; readonly error: string | undefined } {
  const weeks = placeholders.map(({ key, replicas }) => {
    const scaler = scalers.get(key);
    return { key, ...parsed(() => stepsOf(scaler?.triggers ?? [], scaler?.least ?? replicas)) };
  });
  const [error] = weeks.flatMap((week) => ("error" in week ? [`${week.key}: ${week.error}`] : []));
  return { steps: weeks.flatMap((week) => ("value" in week ? [week.value] : [])), error };
}

type Scaler = Extract<WarmPart, { kind: "scaler" }>;

/** The scaler of each placeholder that has one, by the placeholder's key. */
export function scalersOf(collected: readonly Collected<WarmPart>[]): ReadonlyMap<string, Scaler> {
  return new Map(collected.flatMap(({ value }) => (value.kind === "scaler" ? [[value.target, value] as const] : [])));
}

/** Reports warm capacity of a group of placeholders above its ceilings. */
export function checkWarmHours(
  placeholders: readonly Placeholder[],
  scalers: ReadonlyMap<string, Scaler>,
  settings: WarmHoursSettings,
  reporter: Reporter,
): void {
  const { steps, error } = weekOf(placeholders, scalers);
  const { most, nodeHours } = together(steps);
  const place = "its warm capacity";
  if (error !== undefined) reporter.cannotTell(place, error);
  if (most > settings.maxNodes)
    reporter.violation(place, `is ${most} nodes at a time; the ceiling is ${settings.maxNodes} (maxNodes)`);
  if (nodeHours > settings.maxNodeHours) {
    const hours = Number(nodeHours.toFixed(2));
    reporter.violation(place, `is ${hours} node-hours a week; the ceiling is ${settings.maxNodeHours} (maxNodeHours)`);
  }
}

/** The most nodes at one time, and all node-hours: windows at different hours do not add up. */
function together(all: readonly (readonly Step[])[]): { readonly most: number; readonly nodeHours: number } {
  const changes = new Map<number, number>();
  let nodeHours = 0;
  for (const { from, to, nodes } of all.flat()) {
    changes.set(from, (changes.get(from) ?? 0) + nodes);
    changes.set(to, (changes.get(to) ?? 0) - nodes);
    nodeHours += (nodes * (to - from)) / 3_600_000;
  }
  let now = 0;
  let most = 0;
  for (const [, change] of [...changes].sort(([a], [b]) => a - b)) {
    now += change;
    most = Math.max(most, now);
  }
  return { most, nodeHours };
}
