/** What is on a pool's nodes before the pods of a what-if come: warm capacity, declared load, pods of earlier what-ifs. */
import type { Packing } from "../ec2/allocatable";
import { leastUsed, mostUsedWithPartial, type Range } from "./bounds";
import type { Launchable } from "./launchable";
import { emptyRoom, fitting, insteadOf, type NodeRoom, type Pods, without } from "./pods";

/** Pods of one kind on the nodes of one pool. */
export interface Placed {
  readonly pods: Pods;
  /** How many of them run here. */
  readonly count: Range;
  /** How many of those are on nodes that were opened for them. */
  readonly onNew: Range;
  /** The types of those nodes. */
  readonly launchable: readonly Launchable[];
  /** Most pods that Karpenter plans a node for: minValues keeps it below what the largest types take. */
  readonly planned: number;
  /** Whether later pods may have taken their free room, or their place. */
  readonly isShared: boolean;
}

/** What the nodes opened for pods count against each limit. */
export function usedBy({ pods, launchable, onNew }: Placed, limits: number): readonly Range[] {
  return Array.from({ length: limits }, (_, limit) => ({
    least: leastUsed(launchable, limit, onNew.least),
    most: mostUsedWithPartial(launchable, limit, onNew.most, pods.zones),
  }));
}

/**
 * Pods of another kind that find a place on the nodes of these, for certain and at most: beside them, and in their place when
 * they preempt them.
 */
export function placesAmong(placed: Placed, pods: Pods, packing: Packing): Range {
  const { pods: there, launchable, onNew, isShared } = placed;
  if (launchable.length === 0) return { least: 0, most: 0 };
  const preempts = pods.priority > there.priority;
  const rooms = launchable.map((one) => ({ capacity: one.pods, empty: emptyRoom(one.type, packing) }));
  const beside = (kept: number, empty: NodeRoom) => fitting(without(empty, there, preempts ? 0 : kept), pods);
  const each = ({ capacity }: { readonly capacity: number }) => Math.min(capacity, placed.planned);
  const perPod = Math.max(...rooms.map((room) => beside(each(room), room.empty) / each(room)));
  const isPartly = partialCounts(placed);
  const onPartial = rooms.map(({ capacity, empty }) => {
    const count = Array.from({ length: capacity - 1 }, (_, index) => index + 1).find(isPartly);
    return count === undefined ? 0 : beside(count, empty);
  });
  const most = onNew.most === 0 ? 0 : Math.floor(onNew.most * perPod) + (there.zones ?? 1) * Math.max(...onPartial);
  return { least: isShared ? 0 : Math.min(most, surePlaces(placed, pods, packing)), most };
}

/** Whether a node that is not full may have so many of the pods: where it is the only one, full nodes have the rest exactly. */
function partialCounts({ pods: there, launchable, onNew, planned }: Placed): (count: number) => boolean {
  const full = [...new Set(launchable.map(({ pods }) => pods))];
  if ((there.zones ?? 1) > 1 || onNew.least < onNew.most || full.some((pods) => pods > planned))
    return (count) => count <= onNew.most;
  const isSum = new Uint8Array(onNew.most + 1);
  isSum[0] = 1;
  for (let sum = 1; sum <= onNew.most; sum++)
    if (full.some((pods) => pods <= sum && isSum[sum - pods] === 1)) isSum[sum] = 1;
  return (count) => count <= onNew.most && isSum[onNew.most - count] === 1;
}

function surePlaces({ pods: there, count, onNew, launchable }: Placed, pods: Pods, packing: Packing): number {
  // each node has exactly one of them, so what is free beside it is known
  const besides = there.onePerNode
    ? onNew.least *
      Math.min(...launchable.map(({ type }) => fitting(without(emptyRoom(type, packing), there, 1), pods)))
    : 0;
  if (pods.priority <= there.priority) return besides;
  const fullest = Math.max(...launchable.map((one) => one.pods));
  const places = pods.onePerNode ? Math.ceil(count.least / fullest) : count.least;
  return Math.max(besides, places * insteadOf(pods, there));
}
