/** Warm nodes of several pools in a week: how many at a time, and for how many node-hours. */
import type { Span } from "../../capacity/cron/schedule";
import { memoizeBy } from "../../capacity/units/memoize";
import { replicaSteps, type Step } from "../../capacity/windows/replicas";
import type { CronTrigger } from "../../capacity/windows/window";
import type { Collected, Judge } from "../frame/rule";
import { whole } from "../frame/setting";
import type { WarmPart } from "./placeholder";

/** A week in which no large zone changes its clock; other weeks may differ by an hour. */
const week: Span = { from: Date.UTC(2027, 0, 11), to: Date.UTC(2027, 0, 18) };

/** @throws RangeError on a cron or a zone that cannot be read */
const stepsOf = memoizeBy(
  (triggers: readonly CronTrigger[], always: number) => JSON.stringify([triggers, always]),
  (triggers, always) => replicaSteps(triggers, week, always),
);

export interface WarmHoursSettings {
  readonly maxNodes: number;
  readonly maxNodeHours: number;
}

/** @param whose completes "Most warm nodes …" */
export const warmHoursSettings = (whose: string, initial: WarmHoursSettings) => ({
  maxNodes: whole(
    initial.maxNodes,
    `Most warm nodes ${whose} at a time; a placeholder that may share its node counts as one.`,
  ),
  maxNodeHours: whole(initial.maxNodeHours, `Most warm node-hours ${whose} in a week.`),
});

type Placeholder = Extract<WarmPart, { kind: "placeholder" }>;

/** The replicas of a group's placeholders: each Deployment's steps, and the first error in reading them. */
interface Replicas {
  readonly steps: readonly (readonly Step[])[];
  readonly error?: string;
}

function replicasOf(placeholders: readonly Placeholder[], scalers: ReadonlyMap<string, Scaler>): Replicas {
  const steps: (readonly Step[])[] = [];
  let unreadable: string | undefined;
  for (const { key, replicas } of placeholders) {
    const scaler = scalers.get(key);
    try {
      steps.push(stepsOf(scaler?.triggers ?? [], scaler?.least ?? replicas));
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      unreadable ??= `${key}: ${error.message}`;
    }
  }
  return { steps, ...(unreadable === undefined ? {} : { error: unreadable }) };
}

type Scaler = Extract<WarmPart, { kind: "scaler" }>;

/** What scales each Deployment, by its key. */
export function scalersOf(collected: readonly Collected<WarmPart>[]): ReadonlyMap<string, Scaler> {
  return new Map(collected.flatMap(({ value }) => (value.kind === "scaler" ? [[value.target, value] as const] : [])));
}

/** Reports what is above the ceilings of a group of placeholders. */
export function judgeWarmHours(
  placeholders: readonly Placeholder[],
  scalers: ReadonlyMap<string, Scaler>,
  settings: WarmHoursSettings,
  judge: Judge,
): void {
  const { steps, error } = replicasOf(placeholders, scalers);
  const { most, nodeHours } = together(steps);
  const place = "its warm capacity";
  if (error !== undefined) judge.cannotTell(place, error);
  if (most > settings.maxNodes)
    judge.violation(place, `is ${most} nodes at a time; the ceiling is ${settings.maxNodes} (maxNodes)`);
  if (nodeHours > settings.maxNodeHours) {
    const hours = Number(nodeHours.toFixed(2));
    judge.violation(place, `is ${hours} node-hours a week; the ceiling is ${settings.maxNodeHours} (maxNodeHours)`);
  }
}

/** Windows at different hours do not add up: only replicas at the same time do. */
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
