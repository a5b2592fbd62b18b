/**
 * How many pods a pool takes for certain and at most, on how many nodes, whatever Karpenter's packing and whichever zones the pool's are.
 *
 * What is certain: pods of one kind fill a node before the next is opened, in whatever batches they come, so all nodes of
 * theirs but the last (of those spread over zones, the last of each) are full of them. A pool is stuck when full nodes leave no room under the limits for another.
 */
import { podsOfClaim } from "../nodePool/claims";
import { mostWithin } from "../nodePool/knapsack";
import { fittingUnder, type Launchable } from "./launchable";

/** A range of whole numbers, both ends inclusive. */
export interface Range {
  readonly least: number;
  readonly most: number;
}

/** A pool as it stands before the pods come. */
export interface PoolRoom {
  /** EC2 may be asked for these; each fits under the limits by itself. */
  readonly launchable: readonly Launchable[];
  /** Whether the types still possible may be launched: minValues may ask for several. */
  readonly enough: (possible: readonly Launchable[]) => boolean;
  /** The same whichever of the region's zones the pool's are: they may lack some of the types. */
  readonly surelyEnough: (possible: readonly Launchable[]) => boolean;
  /** What is left under each limit when earlier pods took the most. */
  readonly roomLeast: readonly number[];
  /** The same when they took the least. */
  readonly roomMost: readonly number[];
  /** Pods that nodes which are there take. */
  readonly free: Range;
}

const sum = (a: number, b: number) => a + b;

/** The most that full nodes with so many pods in all count against a limit. */
export function mostUsed(launchable: readonly Launchable[], limit: number, pods: number): number {
  return mostWithin(
    launchable.map((one) => ({ weight: one.pods, value: one.taken[limit]! })),
    pods,
  );
}

/**
 * The most that nodes with so many pods in all count against a limit.
 * @param partial how many of them may be anything but full @default one
 */
export function mostUsedWithPartial(
  launchable: readonly Launchable[],
  limit: number,
  pods: number,
  partial = 1,
): number {
  if (pods === 0 || launchable.length === 0) return 0;
  const some = Math.min(partial, pods);
  return mostUsed(launchable, limit, pods - some) + some * Math.max(...launchable.map(({ taken }) => taken[limit]!));
}

/** The least that nodes with so many pods in all count against a limit. */
export function leastUsed(launchable: readonly Launchable[], limit: number, pods: number): number {
  if (pods === 0 || launchable.length === 0) return 0;
  const perPod = Math.min(...launchable.map((one) => one.taken[limit]! / one.pods));
  const perNode = Math.min(...launchable.map(({ taken }) => taken[limit]!));
  return Math.max(perNode, Math.floor(pods * perPod));
}

/** Whether so many pods on new nodes always find a node, whatever those before them are on. */
export function alwaysHolds({ launchable, surelyEnough, roomLeast }: PoolRoom, pods: number): boolean {
  if (pods === 0) return true;
  const room = roomLeast.map((left, limit) => left - mostUsed(launchable, limit, pods - 1));
  return surelyEnough(fittingUnder(launchable, room));
}

/** The largest number up to `most` for which something holds that holds for all smaller ones; 0 holds always. */
function largest(most: number, holds: (count: number) => boolean): number {
  let [low, high] = [0, most];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (holds(middle)) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** The most that nodes may be worth in all under one limit: what is not counted while a batch is planned bounds no batch. */
function mostUnder(
  launchable: readonly Launchable[],
  limit: number,
  left: number,
  worth: (one: Launchable) => number,
): number {
  return mostWithin(
    launchable.map((one) => ({ weight: one.planned[limit]!, value: worth(one) })),
    left,
  );
}

/** How many of so many pods the pool takes: for certain, and at most. */
export function takenPods(room: PoolRoom, count: number): Range {
  const { launchable, roomMost, free, enough } = room;
  const surely = Math.min(free.least, count);
  const least = surely + largest(count - surely, (pods) => alwaysHolds(room, pods));
  const possible = fittingUnder(launchable, roomMost);
  if (!enough(possible)) return { least, most: Math.max(least, Math.min(count, free.most)) };
  const onNew = roomMost.map((left, limit) => mostUnder(possible, limit, left, ({ pods }) => pods));
  return { least, most: Math.max(least, Math.min(count, free.most + Math.min(Number.POSITIVE_INFINITY, ...onNew))) };
}

/** New nodes for pods that the pool takes. */
export function newNodes({ launchable, enough, roomMost, free }: PoolRoom, taken: Range): Range {
  if (launchable.length === 0) return { least: 0, most: 0 };
  const onNew = { least: Math.max(0, taken.least - free.most), most: Math.max(0, taken.most - free.least) };
  const fullest = Math.max(...launchable.map(({ pods }) => pods));
  const smallest = Math.min(...launchable.map(({ pods }) => pods));
  const emptiest = Math.max(1, Math.min(smallest, plannedPods(launchable, enough)));
  const least = Math.ceil(onNew.least / fullest);
  const limited = roomMost.map((left, limit) => mostUnder(launchable, limit, left, () => 1));
  return { least, most: Math.max(least, Math.min(Math.ceil(onNew.most / emptiest), ...limited)) };
}

/** Most pods that Karpenter plans a node for; minValues keeps it below what the largest types take. */
export function plannedPods(launchable: readonly Launchable[], enough: PoolRoom["enough"]): number {
  return podsOfClaim(launchable, Number.POSITIVE_INFINITY, enough);
}

/** The sum of ranges. */
export function addRanges(ranges: readonly Range[]): Range {
  return {
    least: ranges.map(({ least }) => least).reduce(sum, 0),
    most: ranges.map(({ most }) => most).reduce(sum, 0),
  };
}
