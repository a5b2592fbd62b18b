/** Warm nodes over a week, of several pools together: how many at a time, and how many hours they are paid for. */
import type { Span } from "../../capacity/cron/schedule";
import { memoizeBy } from "../../capacity/units/memoize";
import { replicaSteps, type Step } from "../../capacity/windows/replicas";
import type { CronTrigger } from "../../capacity/windows/window";
import type { Collected, Judge } from "../frame/rule";
import { whole } from "../frame/setting";
import type { WarmPart } from "./placeholder";

/** A week in which no zone of many people changes its clock; in others an hour more or less may be held. */
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

/** What a group's placeholders hold: each Deployment's steps, and the first that cannot be read. */
interface Held {
  readonly steps: readonly (readonly Step[])[];
  readonly fault?: string;
}

function heldBy(placeholders: readonly Placeholder[], scalers: ReadonlyMap<string, Scaler>): Held {
  const steps: (readonly Step[])[] = [];
  let fault: string | undefined;
  for (const { key, replicas } of placeholders) {
    const scaler = scalers.get(key);
    try {
      steps.push(stepsOf(scaler?.triggers ?? [], scaler?.least ?? replicas));
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      fault ??= `${key}: ${error.message}`;
    }
  }
  return { steps, ...(fault === undefined ? {} : { fault }) };
}

type Scaler = Extract<WarmPart, { kind: "scaler" }>;

/** What scales each Deployment, by its key. */
export function scalersOf(collected: readonly Collected<WarmPart>[]): ReadonlyMap<string, Scaler> {
  return new Map(collected.flatMap(({ value }) => (value.kind === "scaler" ? [[value.target, value] as const] : [])));
}

/** Reports what a group of placeholders holds above its ceilings. */
export function judgeWarmHours(
  placeholders: readonly Placeholder[],
  scalers: ReadonlyMap<string, Scaler>,
  settings: WarmHoursSettings,
  judge: Judge,
): void {
  const { steps, fault } = heldBy(placeholders, scalers);
  const { most, nodeHours } = together(steps);
  const place = "its warm capacity";
  if (fault !== undefined) judge.cannotTell(place, fault);
  if (most > settings.maxNodes)
    judge.violation(place, `is ${most} nodes at a time; the ceiling is ${settings.maxNodes} (maxNodes)`);
  if (nodeHours > settings.maxNodeHours) {
    const hours = Number(nodeHours.toFixed(2));
    judge.violation(place, `is ${hours} node-hours a week; the ceiling is ${settings.maxNodeHours} (maxNodeHours)`);
  }
}

/** Windows at different hours do not add up: what counts is what is held at one time. */
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
