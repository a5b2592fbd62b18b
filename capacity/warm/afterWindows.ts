/**
 * How long nodes stay once their window has closed: KEDA's cooldown, Karpenter's consolidateAfter, and freezes.
 *
 * Emptiness passes over a candidate while the pool's budget for the reason Empty is 0, and the other methods leave empty nodes
 * to it, so that in a freeze no node of a closed window goes; the next window finds them.
 * Source: Karpenter v1.15.0 pkg/controllers/disruption/emptiness.go, singlenodeconsolidation.go.
 */
import type { Span } from "../cron/schedule";
import { dayMs, hourMs } from "../cron/zone";
import type { Budget } from "../nodePool/spec";
import { memoizeBy } from "../units/memoize";
import { freezeSpans } from "../windows/budgetSpans";
import { averagedRange, isSameEveryWeek } from "../windows/repeats";
import { referenceWeek, replicaSteps, type Step } from "../windows/replicas";
import { type CronTrigger, type Window, windowTriggers } from "../windows/window";
import { kedaSeconds, lagHours, type StayingNodes, type WarmLag } from "./cost";
import { type Cooled, cooledPlaceholders } from "./scaling";

/** A pool with windows, as its config says it. */
export interface PoolOfWindows {
  readonly windows: readonly Window[];
  /** Replicas outside all windows. */
  readonly always: number;
  readonly cooldownSeconds: number;
  /** Infinity for "Never". */
  readonly consolidateAfterSeconds: number;
  /** Those of its maintenance, too. */
  readonly budgets: readonly Budget[];
  /** Nodes for so many placeholders. */
  readonly nodesOf: (placeholders: number) => number;
  /** In milliseconds since 1970. */
  readonly from: number;
}

/** Windows of a pool, and what delays its nodes. */
export interface AfterWindowsInput {
  readonly triggers: readonly CronTrigger[];
  /** Replicas outside all windows. */
  readonly always: number;
  /** Nodes for each number of placeholders that `triggers` and `always` make, and for one. */
  readonly nodes: Readonly<Record<number, number>>;
  /** With the cooldown as it is written. */
  readonly lag: Required<Omit<WarmLag, "drainSeconds">>;
  /** Which placeholders wait for it. */
  readonly cooled: Cooled;
  /** Of the pool. */
  readonly budgets: readonly Budget[];
  /** Zone of the week shown. */
  readonly zone: string;
  /** Whether the windows are the same every week of the year. */
  readonly everyWeek: boolean;
  /** In milliseconds since 1970; the year begins with it. */
  readonly from: number;
}

/**
 * The windows of a pool, by the clock of the first of them.
 * @throws RangeError when a window cannot be read
 */
export function afterWindowsInput(pool: PoolOfWindows): AfterWindowsInput {
  const { windows, always, cooldownSeconds, consolidateAfterSeconds, budgets, nodesOf, from } = pool;
  const triggers = windows.flatMap(windowTriggers);
  const numbers = windows.map(({ nodes }) => nodes);
  return {
    ...{ triggers, always, budgets, from },
    nodes: Object.fromEntries([1, always, ...numbers].map((count) => [count, nodesOf(count)])),
    lag: { cooldownSeconds, pollingSeconds: kedaSeconds.polling, consolidateAfterSeconds },
    cooled: cooledPlaceholders({ windows: numbers, always }),
    zone: windows[0]?.timezone ?? "UTC",
    everyWeek: isSameEveryWeek(triggers, from),
  };
}

/** What stays after windows. */
export interface AfterWindows extends StayingNodes {
  /** What windows ask for beside `always`, a week. */
  readonly windowNodeHours: number;
  /** Part of nodeHours that freezes keep beyond the usual delay. */
  readonly heldNodeHours: number;
  /** When freezes keep nodes in the week shown: from the end of a window until they may go. */
  readonly held: readonly Span[];
}

/** Freezes may name months, and what they keep may be a year old. */
const yearMs = 366 * dayMs;

/**
 * What stays after the windows of a pool: in a week without freezes, else on average of the coming year.
 * @throws RangeError when a cron or a budget cannot be read
 */
export const afterWindows = memoizeBy(
  (input: AfterWindowsInput) => JSON.stringify(input),
  (input): AfterWindows => {
    const { triggers, always, lag, budgets, zone, everyWeek, from } = input;
    const zones = triggers.map(({ timezone }) => timezone);
    const week = referenceWeek(zone, zones, from);
    const isFrozen = freezeSpans(budgets, "Empty", { from: from - yearMs, to: from + yearMs }).length > 0;
    const measured = everyWeek && !isFrozen ? week : averagedRange(triggers, from);
    const weeks = (measured.to - measured.from) / (7 * dayMs);
    const before = isFrozen ? yearMs : Math.min(yearMs, 7 * dayMs + hours(lag, true) * hourMs);
    const range = { from: measured.from - before, to: Math.max(measured.to, week.to) };
    const wanted = replicaSteps(triggers, range, always);
    if (wanted.length < 2) return { nodeHours: 0, windowNodeHours: 0, heldNodeHours: 0, held: [] };
    if (!Number.isFinite(lag.consolidateAfterSeconds)) return stays("consolidateAfter is Never");
    const frozen = freezeSpans(budgets, "Empty", range);
    if (frozen.length === 1 && frozen[0]!.from <= range.from && frozen[0]!.to >= range.to)
      return stays("budgets let no empty node go at any time");
    const segments = segmentsOf(wanted, frozen, input);
    const outside = always === 0 ? 0 : input.nodes[always]!;
    const within = (worth: (segment: Segment) => number) =>
      segments.reduce((sum, segment) => {
        const time = Math.min(segment.to, measured.to) - Math.max(segment.from, measured.from);
        return time > 0 ? sum + (time / hourMs) * worth(segment) : sum;
      }, 0) / weeks;
    return {
      nodeHours: within(({ kept, wanted: asked }) => kept - asked),
      windowNodeHours: within(({ wanted: asked }) => asked - outside),
      heldNodeHours: within(({ kept, delayed }) => kept - delayed),
      held: heldSpans(segments, frozen).filter((span) => span.from >= week.from && span.from < week.to),
    };
  },
);

function stays(staysBecause: string): AfterWindows {
  const forever = Number.POSITIVE_INFINITY;
  return { nodeHours: forever, staysBecause, windowNodeHours: 0, heldNodeHours: 0, held: [] };
}

/** Hours of the delay of a placeholder, with or without the cooldown. */
function hours(lag: WarmLag, isCooled: boolean): number {
  return lagHours(isCooled ? lag : { ...lag, cooldownSeconds: 0 });
}

/** A time in which nothing changes. */
interface Segment extends Span {
  /** Nodes that windows ask for. */
  readonly wanted: number;
  /** With those that wait for the usual delay. */
  readonly delayed: number;
  /** With those that a freeze keeps. */
  readonly kept: number;
}

/** Nodes that are there for a time. */
interface Level extends Span {
  readonly nodes: number;
}

function segmentsOf(
  wanted: readonly Step[],
  frozen: readonly Span[],
  { nodes, lag, cooled }: AfterWindowsInput,
): readonly Segment[] {
  const [short, long] = [false, true].map((isCooled) => hours(lag, isCooled) * hourMs) as [number, number];
  const nodesOf = (replicas: number) => (replicas === 0 ? 0 : nodes[replicas]!);
  const levels = wanted.flatMap(({ from, to, nodes: replicas }, index): readonly Level[] => {
    const level = { from, to: to + short, nodes: nodesOf(replicas) };
    if (cooled === "none" || wanted[index + 1]?.nodes !== 0) return [level];
    return [level, { ...level, to: to + long, nodes: cooled === "all" ? level.nodes : nodesOf(1) }];
  });
  const end = wanted.at(-1)!.to;
  const edges = [...wanted, ...levels, ...frozen].flatMap(({ from, to }) => [from, to]).filter((at) => at <= end);
  const bounds = [...new Set(edges)].sort((a, b) => a - b);
  let [step, freeze, next, kept] = [0, 0, 0, 0];
  let open: readonly Level[] = [];
  return bounds.slice(0, -1).map((from, index) => {
    while (wanted[step]!.to <= from) step++;
    while ((frozen[freeze]?.to ?? Number.POSITIVE_INFINITY) <= from) freeze++;
    open = open.filter(({ to }) => to > from);
    for (; (levels[next]?.from ?? Number.POSITIVE_INFINITY) <= from; next++) open = [...open, levels[next]!];
    const delayed = Math.max(...open.map((level) => level.nodes));
    const isFrozen = (frozen[freeze]?.from ?? Number.POSITIVE_INFINITY) <= from;
    kept = isFrozen ? Math.max(kept, delayed) : delayed;
    return { from, to: bounds[index + 1]!, wanted: nodesOf(wanted[step]!.nodes), delayed, kept };
  });
}

/**
 * For each freeze that keeps nodes, from the end of the first window in it until it ends, or until its last window takes all of
 * them. Between, windows may find them: they stay all the time.
 */
function heldSpans(segments: readonly Segment[], frozen: readonly Span[]): readonly Span[] {
  let next = 0;
  return frozen.flatMap(({ from, to }) => {
    while (next < segments.length && segments[next]!.from < from) next++;
    const first = next;
    while (next < segments.length && segments[next]!.from < to) next++;
    const inside = segments.slice(first, next);
    if (inside.every(({ kept, delayed }) => kept === delayed)) return [];
    const left = inside.filter(({ kept, wanted }) => kept > wanted);
    return [{ from: left[0]!.from, to: left.at(-1)!.to }];
  });
}
