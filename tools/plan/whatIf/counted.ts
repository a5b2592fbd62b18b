/** The placeholders of a pool that a what-if counts: those whose nodes are ready at its minute. */
import { minuteMs } from "../../../capacity/cron/zone";
import { parseLimits } from "../../../capacity/nodePool/limits";
import { poolSelection } from "../../../capacity/nodePool/selection";
import { warmFit } from "../../../capacity/warm/fit";
import { readiness } from "../../../capacity/warm/readiness";
import { warmScaling } from "../../../capacity/warm/scaling";
import { isSameEveryWeek, wholeRange } from "../../../capacity/windows/repeats";
import { replicaSteps } from "../../../capacity/windows/replicas";
import { windowTriggers } from "../../../capacity/windows/window";
import type { PoolConfig, StackConfig, WarmConfig } from "../../../config";
import type { Minute } from "./minute";

/** What placeholders are counted by. */
export interface CountedBy {
  readonly stack: StackConfig;
  readonly region: string;
  /** In milliseconds since 1970. */
  readonly now: number;
}

/** Whether other weeks have other windows than the next one. */
export function weeksDiffer({ windows }: WarmConfig, now: number): boolean {
  return !isSameEveryWeek(windows.flatMap(windowTriggers), now);
}

/**
 * Without a minute the least of a week, or of the coming year where weeks differ. At a minute the least since so long before it
 * as nodes may take: KEDA asks for the nodes of a window when it opens, not before.
 */
export function countedReplicas(pool: PoolConfig, warm: WarmConfig, minute: Minute | undefined, by: CountedBy): number {
  const { windows, always } = warm;
  const triggers = windows.flatMap(windowTriggers);
  const range =
    minute === undefined
      ? wholeRange(triggers, triggers[0]?.timezone ?? "UTC", by.now)
      : { from: minute.at - readySeconds(pool, warm, by) * 1000, to: minute.at + minuteMs };
  return Math.min(...replicaSteps(triggers, range, always).map(({ nodes }) => nodes));
}

/**
 * Seconds in which nodes that a what-if does not count may become ready, as their window has just opened; undefined where all
 * that are asked for at the minute count.
 */
export function secondsToCome(
  pool: PoolConfig,
  warm: WarmConfig,
  minute: Minute | undefined,
  by: CountedBy,
): number | undefined {
  if (minute === undefined) return undefined;
  const asked = replicaSteps(
    warm.windows.flatMap(windowTriggers),
    { from: minute.at, to: minute.at + minuteMs },
    warm.always,
  );
  const isMore = Math.min(...asked.map(({ nodes }) => nodes)) > countedReplicas(pool, warm, minute, by);
  return isMore ? readySeconds(pool, warm, by) : undefined;
}

/** The longest that nodes of a window take from its start; 0 without windows, whose nodes are there. */
function readySeconds(pool: PoolConfig, warm: WarmConfig, { stack, region: stackRegion }: CountedBy): number {
  const { mode, windows, always, load, packing } = warm;
  if (windows.length === 0) return 0;
  const numbers = windows.map(({ nodes }) => nodes);
  const { types, region } = poolSelection(pool, stackRegion);
  const demand = { mode, replicas: Math.max(always, ...numbers), packing, ...(load === undefined ? {} : { load }) };
  const { batches } = warmFit({ types, region, limits: parseLimits(pool.limits), demand });
  const { atStart } = readiness({
    engine: "windows",
    scaling: warmScaling({ windows: numbers, always, kubernetesVersion: stack.cluster.version }),
    // never all of them: the limits of the pool are refused for it
    batches: batches.count ?? 1,
  });
  return atStart?.seconds.most ?? 0;
}
