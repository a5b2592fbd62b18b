/** Windows of one pool that overlap or follow each other. */
import { activeSpans } from "../cron/cronTrigger";
import { hoursOf, type Span } from "../cron/schedule";
import { wallMinutes, wallText, weekTimeText } from "../cron/zone";
import { hoursText, type WindowFinding } from "./finding";
import type { WholeRange } from "./repeats";
import { replicaSteps, stepChanges, stepChangesOfWeek } from "./replicas";
import type { CronTrigger } from "./window";

/** A window of a pool, compiled. */
export interface NumberedTrigger {
  /** Its index in the pool's list. */
  readonly index: number;
  readonly trigger: CronTrigger;
  /** Whether it is on days of the year or of the month. */
  readonly onDates: boolean;
}

/** The times that both spans cover, in order. Each list is in order and without overlaps. */
export function commonSpans(a: readonly Span[], b: readonly Span[]): readonly Span[] {
  const common: Span[] = [];
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    const [first, second] = [a[i]!, b[j]!];
    const span = { from: Math.max(first.from, second.from), to: Math.min(first.to, second.to) };
    if (span.from < span.to) common.push(span);
    if (first.to < second.to) i++;
    else j++;
  }
  return common;
}

const timeTextIn = ({ repeats }: WholeRange) => (repeats ? weekTimeText : wallText);

/** Whether one is for a few days of the year or of the month, and for more than the other: a sale on a working day. */
function isMeantToExceed(a: NumberedTrigger, b: NumberedTrigger): boolean {
  if (a.onDates === b.onDates) return false;
  const [dated, usual] = a.onDates ? [a, b] : [b, a];
  return dated.trigger.desiredReplicas > usual.trigger.desiredReplicas;
}

/** Windows that are open together: KEDA takes the larger number, never the sum. */
export function overlapFindings(windows: readonly NumberedTrigger[], range: WholeRange): readonly WindowFinding[] {
  const spans = windows.map(({ trigger }) => activeSpans(trigger, range));
  return windows.flatMap(({ index, trigger, onDates }, later) =>
    windows.slice(0, later).flatMap((earlier, place): WindowFinding[] => {
      if (isMeantToExceed({ index, trigger, onDates }, earlier)) return [];
      const common = commonSpans(spans[place]!, spans[later]!);
      const [first] = common;
      if (first === undefined) return [];
      const text = (at: number) => timeTextIn(range)(wallMinutes(trigger.timezone, at));
      const most = Math.max(trigger.desiredReplicas, earlier.trigger.desiredReplicas);
      const numbers = `${earlier.trigger.desiredReplicas} and ${trigger.desiredReplicas} make ${most}, not the sum`;
      const when = `${text(first.from)} to ${text(first.to)}${common.length > 1 ? " and more" : ""}`;
      const message = `overlaps windows[${earlier.index}], ${when}, ${hoursText(hoursOf(common))} a ${range.repeats ? "week" : "year"}: ${numbers}`;
      return [{ level: "warning", rule: "windows-apart", path: ["windows", index], message }];
    }),
  );
}

/**
 * Whether the HorizontalPodAutoscaler stays at `before` when `after` is asked for: its tolerance is 10 % unless set.
 * Source: k8s.io/kubernetes pkg/controller/podautoscaler.
 */
export function withinTolerance(before: number, after: number): boolean {
  // in whole numbers: 11 / 10 is within 10 %
  return before !== after && before > 0 && after > 0 && Math.abs(after - before) * 10 <= before;
}

/** Step changes that the autoscaler ignores, as they are within its tolerance. */
export function deadBandFindings(
  windows: readonly NumberedTrigger[],
  always: number,
  range: WholeRange,
): readonly WindowFinding[] {
  const triggers = windows.map(({ trigger }) => trigger);
  const changesOf = range.repeats ? stepChangesOfWeek : stepChanges;
  const seen = new Set<string>();
  return changesOf(replicaSteps(triggers, range, always)).flatMap(({ at, before, after }): WindowFinding[] => {
    const key = `${before} ${after}`;
    if (!withinTolerance(before, after) || seen.has(key)) return [];
    seen.add(key);
    const window = windows.find(({ trigger }) => trigger.desiredReplicas === Math.max(before, after));
    const when = timeTextIn(range)(wallMinutes(triggers[0]!.timezone, at));
    const message = `steps from ${before} to ${after} at ${when}, which the autoscaler leaves at ${before}: it ignores changes of up to 10 %`;
    const farther = before + (Math.floor(before / 10) + 1) * Math.sign(after - before);
    return [
      {
        level: before < after ? "error" : "warning",
        rule: before < after ? "steps-up-are-seen" : "steps-down-are-seen",
        path: ["windows", window?.index ?? windows[0]!.index, "nodes"],
        value: window?.trigger.desiredReplicas,
        message,
        suggestion: `keep ${farther} or the same number, or run Kubernetes 1.35, where the tolerance can be 0`,
      },
    ];
  });
}
