/**
 * Whether a pool's limits leave room for the replacements of a roll. Karpenter replaces a drifted node only when its pods find a
 * place, on a new node of types that fit into what all other nodes of the pool leave of the new limits.
 * Source: core v1.14.1 and v1.15.0 pkg/controllers/disruption/drift.go, AllNonPendingPodsScheduled; scheduling/scheduler.go,
 * updateRemainingResources and filterByRemainingResources. A static pool has a rule of its own, staticdrift.go.
 */
import { amountOf, type Limit, type Limits } from "../nodePool/limits";
import { poolSelection, type Selection } from "../nodePool/selection";
import { limitsOf, replicasOf, templateOf } from "../nodePool/spec";

/** What is in the way: "never" holds even for the smallest types, "maybe" depends on those that run. */
export interface NoRoom {
  readonly when: "never" | "maybe";
  /** Without a full stop. */
  readonly text: string;
}

/**
 * The limit that leaves no room; undefined where there is enough.
 * @param nodes how many nodes the pool has
 * @param before `spec` of the NodePool that the nodes were made from
 * @param after `spec` of the NodePool after the edit
 * @param region the stack's `aws:region`
 */
export function noRoom(nodes: number, before: unknown, after: unknown, region: string | undefined): NoRoom | undefined {
  if (replicasOf(after) !== undefined) return undefined;
  const [was, is] = [before, after].map((spec) => poolSelection(templateOf(spec), region)) as [Selection, Selection];
  const found = limitsOf(after).flatMap((limit) => noRoomOf(limit, nodes, limitsOf(before), was, is) ?? []);
  return found.find(({ when }) => when === "never") ?? found[0];
}

function noRoomOf(limit: Limit, nodes: number, before: Limits, was: Selection, is: Selection): NoRoom | undefined {
  const { name, stated, capacity, taken, amount } = limit;
  const [old, now] = [was.types.map(taken), is.types.map(taken)];
  const isKnown = old.length > 0 && now.length > 0 && was.uncatalogued.length + is.uncatalogued.length === 0;
  const [least, most, leastNow] = [Math.min(...old), Math.max(...old), Math.min(...now)];
  if (isKnown && nodes * Math.max(most, leastNow) <= capacity) return undefined;
  const isLower = amount < (amountOf(before, limit.resource) ?? Number.POSITIVE_INFINITY);
  /** Where all are of the smallest types. */
  const isFull = isKnown && (nodes - 1) * least + leastNow > capacity;
  // where the limit stays, a replacement of the same size fits
  if (!isLower && !(isFull && leastNow > least)) return undefined;
  const isNever = isLower && isFull;
  return {
    when: isNever ? "never" : "maybe",
    text: `limits.${name} ${stated} ${isNever ? "has" : "may have"} no room for a replacement beside the other nodes, until the pool has shrunk`,
  };
}
