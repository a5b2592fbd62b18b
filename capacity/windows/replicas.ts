/** A pool's replicas over time: of all windows active at once the largest number, never less than `always`. */
import { activeSpans } from "../cron/cronTrigger";
import type { Span } from "../cron/schedule";
import { dayMinutes, dayMs, instantsOf, offsetChanges, wallMinutes } from "../cron/zone";
import type { CronTrigger } from "./window";

/** A time in which the number does not change. */
export interface Step extends Span {
  readonly nodes: number;
}

/** The steps of a range, without gaps, neighbours different. */
export function replicaSteps(triggers: readonly CronTrigger[], range: Span, always = 0): readonly Step[] {
  const windows = triggers.map((trigger) => ({
    nodes: trigger.desiredReplicas,
    spans: activeSpans(trigger, range),
    next: 0,
  }));
  const edges = windows.flatMap(({ spans }) => spans.flatMap(({ from, to }) => [from, to]));
  const bounds = [...new Set([range.from, ...edges, range.to])].sort((a, b) => a - b);
  const steps: Step[] = [];
  for (const [index, from] of bounds.slice(0, -1).entries()) {
    let nodes = always;
    for (const window of windows) {
      while ((window.spans[window.next]?.to ?? Number.POSITIVE_INFINITY) <= from) window.next++;
      if ((window.spans[window.next]?.from ?? Number.POSITIVE_INFINITY) <= from) nodes = Math.max(nodes, window.nodes);
    }
    const last = steps.at(-1);
    const to = bounds[index + 1]!;
    if (last?.nodes === nodes) steps[steps.length - 1] = { ...last, to };
    else steps.push({ from, to, nodes });
  }
  return steps;
}

/** A step change. */
export interface StepChange {
  /** When it happens. */
  readonly at: number;
  readonly before: number;
  readonly after: number;
}

/** The step changes inside a range: what was before its first step is not known. */
export function stepChanges(steps: readonly Step[]): readonly StepChange[] {
  return steps.slice(1).map(({ from, nodes }, index) => ({ at: from, before: steps[index]!.nodes, after: nodes }));
}

/** The step changes of a week that repeats: its last step is followed by its first. */
export function stepChangesOfWeek(steps: readonly Step[]): readonly StepChange[] {
  return steps.flatMap(({ from, nodes }, index) => {
    const before = (steps[index - 1] ?? steps.at(-1)!).nodes;
    return before === nodes ? [] : [{ at: from, before, after: nodes }];
  });
}

/**
 * The first week from Monday 00:00 of a zone, at or after an instant, in and around which no clock of the zones changes;
 * the first week of all when there is none in half a year.
 */
export function referenceWeek(zone: string, zones: readonly string[], from: number): Span {
  const wall = wallMinutes(zone, from);
  // 1970-01-05 was a Monday
  const monday = 4 * dayMinutes + Math.ceil((wall - 4 * dayMinutes) / (7 * dayMinutes)) * 7 * dayMinutes;
  const weeks = Array.from({ length: 26 }, (_, week): Span => {
    const [first, last] = [0, 7].map((days) => midnight(zone, monday + (week * 7 + days) * dayMinutes));
    return { from: first!, to: last! };
  });
  const withoutChange = weeks.find((week) =>
    [zone, ...zones].every((name) => offsetChanges(name, week.from - dayMs, week.to + dayMs).length === 0),
  );
  return withoutChange ?? weeks[0]!;
}

/** The instant of a local midnight, or of the first minute after it where the clock skips midnight. */
function midnight(zone: string, wall: number): number {
  for (let minute = wall; ; minute++) {
    const [at] = instantsOf(zone, minute);
    if (at !== undefined) return at;
  }
}
