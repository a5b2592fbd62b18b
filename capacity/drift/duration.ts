/** How long it takes until every node of a pool is replaced, under the pool's budgets. */

import { dayMs } from "../cron/zone";
import { nearestKarpenterVersion } from "../karpenter/versions";
import { amountOf } from "../nodePool/limits";
import { type Budget, budgetsOf, limitsOf, replicasOf } from "../nodePool/spec";
import { durationSeconds } from "../units/duration";
import { recordOf } from "../units/fields";
import { memoizeBy } from "../units/memoize";
import { budgetSpans } from "../windows/budgetSpans";
import { allowedDisruptions, defaultBudgets, isReadableBudget, ofReason } from "./allowed";
import { heldPods } from "./held";
import { noRoom } from "./room";

/**
 * From the launch of a node until it is ready for pods, in seconds. An assumption, printed with every answer: Karpenter says
 * nothing of it, and it depends on AMI, user data and images. Karpenter itself waits up to 15 minutes for a node to register
 * (core v1.14.1 pkg/controllers/nodeclaim/lifecycle/liveness.go).
 */
export const nodeStartUpSeconds = 90;

/** How far ahead budgets are looked through for a time that allows a disruption: a schedule may fire once a year. */
const horizonMs = 2 * 366 * dayMs;

export interface RollOptions {
  /** When the edit is deployed, in milliseconds since 1970. */
  readonly from: number;
  /** Version of Karpenter, "1.14.1". */
  readonly karpenter: string;
  /** @default nodeStartUpSeconds */
  readonly startUpSeconds?: number;
  /** Karpenter's feature gate TerminateFirstDrift, from 1.15. @default false, as in Karpenter */
  readonly terminateFirstDrift?: boolean;
  /** `spec` of the NodePool that the nodes were made from, for their expireAfter, limits and types. @default the new one */
  readonly specBefore?: unknown;
  /** The stack's `aws:region`, for the types that a pool admits. @default any */
  readonly region?: string;
}

export interface RollDuration {
  /** Seconds until the last node is replaced when no pod holds its node; undefined when it never ends, see `never`. */
  readonly best: number | undefined;
  /** Why drift replaces no node, ever; without a full stop. */
  readonly never: string | undefined;
  /** Seconds that it takes at most when nodes start in time; undefined when there is no bound, see `noBound`. */
  readonly bound: number | undefined;
  /** Why there is no bound; without a full stop. */
  readonly noBound: string | undefined;
  /** Nodes replaced at a time when it starts. */
  readonly atATime: number;
  /** Seconds from the edit until budgets allow the first replacement. */
  readonly waitSeconds: number;
  /** Seconds after which each node is gone by its age, whatever budgets say; Infinity for "Never", or a drain without end. */
  readonly expiresWithin: number;
  /** What the answer takes for granted. */
  readonly assumption: string;
}

/**
 * How long a roll of a pool's nodes takes. Each replacement is launched before its node is drained; nodes that go at a time
 * go together, as many as the budgets allow when they start.
 * @param nodes how many nodes the pool has
 * @param spec `spec` of the NodePool after the edit: its budgets count, and the terminationGracePeriod of the nodes before
 */
export function rollDuration(nodes: number, spec: unknown, options: RollOptions): RollDuration {
  const { from, startUpSeconds = nodeStartUpSeconds, specBefore = spec, region } = options;
  const grace = secondsOf(specBefore, "terminationGracePeriod");
  const expiry = secondsOf(specBefore, "expireAfter") ?? durationSeconds("720h");
  const pace = paceOf(nodes, spec, options);
  const rest = {
    atATime: pace.first?.atATime ?? 0,
    waitSeconds: pace.first === undefined ? 0 : (pace.first.at - from) / 1000,
    expiresWithin: expiry + (grace ?? Number.POSITIVE_INFINITY),
    assumption: `a node is ready ${startUpSeconds} s after its launch`,
  };
  if (nodes === 0) return { ...rest, best: 0, never: undefined, bound: 0, noBound: undefined };
  const room = noRoom(nodes, specBefore, spec, region);
  const never = pace.never ?? (room?.when === "never" ? room.text : undefined);
  if (never !== undefined) return { ...rest, best: undefined, never, bound: undefined, noBound: never };
  const best = pace.secondsUntilDone(startUpSeconds);
  const held = heldPods(specBefore, spec);
  const bound =
    grace === undefined || held.length > 0 || room !== undefined
      ? undefined
      : pace.secondsUntilDone(startUpSeconds + grace);
  const noBound =
    held.length > 0
      ? `no bound: ${held.join(" and ")} keep their nodes until they can run elsewhere`
      : room !== undefined
        ? `no bound: ${room.text}`
        : grace === undefined
          ? "no bound: a disruption budget of the pods (PDB) or do-not-disrupt can hold a node, and the pool has no terminationGracePeriod"
          : bound === undefined
            ? "no bound within two years of budgets"
            : undefined;
  return {
    ...rest,
    best,
    never: best === undefined ? "budgets leave too little time within two years" : undefined,
    bound,
    noBound,
  };
}

function secondsOf(spec: unknown, field: "terminationGracePeriod" | "expireAfter"): number | undefined {
  const text = recordOf(recordOf(recordOf(spec).template).spec)[field];
  return typeof text === "string" ? durationSeconds(text) : undefined;
}

interface Pace {
  /** When the first nodes are replaced, and how many at a time. */
  readonly first: { readonly at: number; readonly atATime: number } | undefined;
  readonly never: string | undefined;
  /** Seconds from the edit until all are replaced, each taking this long; undefined beyond the horizon. */
  readonly secondsUntilDone: (secondsEach: number) => number | undefined;
}

function paceOf(nodes: number, spec: unknown, { from, karpenter, terminateFirstDrift = false }: RollOptions): Pace {
  const budgets = budgetsOf(spec) ?? defaultBudgets;
  const spare = spareNodes(spec, karpenter, terminateFirstDrift);
  const bounds = [from, ...changesOf(budgets, from)];
  /** Nodes at a time between one bound and the next. */
  const atATime = memoizeBy(
    (index: number) => `${index}`,
    (index) => Math.min(allowedDisruptions(budgets, "Drifted", nodes, bounds[index]!), spare, nodes),
  );
  const firstIndex = bounds.findIndex((_, index) => atATime(index) > 0);
  const first = firstIndex < 0 ? undefined : { at: bounds[firstIndex]!, atATime: atATime(firstIndex) };
  const never =
    nodes === 0 || first !== undefined
      ? undefined
      : spare === 0
        ? "a static pool with as many replicas as limits.nodes has no room for a replacement"
        : budgets.every(isReadableBudget)
          ? "its budgets allow no disruption for drift at any time"
          : "a budget has a schedule that Karpenter cannot parse, so nothing is disrupted";
  const secondsUntilDone = (secondsEach: number): number | undefined => {
    let [left, at, index] = [nodes, from, 0];
    while (left > 0) {
      while (index + 1 < bounds.length && bounds[index + 1]! <= at) index += 1;
      if (atATime(index) > 0) {
        left -= atATime(index);
        at += secondsEach * 1000;
      } else {
        const next = bounds[index + 1];
        if (next === undefined) return undefined;
        at = next;
      }
    }
    return (at - from) / 1000;
  };
  return { first, never, secondsUntilDone };
}

/**
 * Nodes that a static pool may have beyond its replicas while it replaces some: those up to limits.nodes. A dynamic pool
 * may always launch a replacement, as the node that it replaces does not count.
 * Source: core v1.14.1 and v1.15.0 pkg/controllers/disruption/staticdrift.go.
 */
function spareNodes(spec: unknown, karpenter: string, terminateFirstDrift: boolean): number {
  const replicas = replicasOf(spec);
  if (replicas === undefined) return Number.POSITIVE_INFINITY;
  const { nodes: limit } = recordOf(recordOf(spec).limits);
  if (limit === undefined) return Number.POSITIVE_INFINITY;
  const spare = Math.max(0, (amountOf(limitsOf(spec), "nodes") ?? Number.POSITIVE_INFINITY) - replicas);
  // with the gate, a node goes first where there is no room and its replacement follows
  const terminatesFirst =
    terminateFirstDrift && Object.hasOwn(nearestKarpenterVersion(karpenter).featureGates, "terminateFirstDrift");
  return spare === 0 && terminatesFirst ? Number.POSITIVE_INFINITY : spare;
}

/** The instants at which a budget for drift begins or ends to be active, within the horizon. */
function changesOf(budgets: readonly Budget[], from: number): readonly number[] {
  if (!budgets.every(isReadableBudget)) return [];
  const spans = ofReason(budgets, "Drifted").flatMap((budget) => budgetSpans(budget, { from, to: from + horizonMs }));
  return [...new Set(spans.flatMap((span) => [span.from, span.to]))]
    .sort((a, b) => a - b)
    .filter((at) => at < from + horizonMs);
}
