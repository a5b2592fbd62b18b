/** The reverse: which limits a pool would need to take pods for certain. */
import { type Limit, type Limits, parseLimit } from "../nodePool/limits";
import { mostUsed, type PoolRoom, type Range, takenPods } from "./bounds";
import { fittingUnder, type Launchable } from "./launchable";
import { type LikelyState, placeAtOnce } from "./likely";
import type { Pods } from "./pods";
import { askedTypes, type PoolTypes, type WhatIfPool } from "./pool";

/** A limit that is too low. */
export interface NeededLimit {
  /** As the config names it. */
  readonly limit: Limit["name"];
  readonly stated: string;
  /** With this, and the others of the list, the pods find a node whatever Karpenter's packing. */
  readonly needed: string;
}

/** Raising limits lets larger types in, which waste more: seldom more than twice. */
const mostRounds = 40;

const gibibyte = 2 ** 30;

/** The least whole amount as a quantity: whole CPUs and Gi, so that it can be read. */
function quantityOf({ resource }: Limit, steps: number): string {
  if (resource === "cpu") return String(Math.ceil(steps / 1000));
  if (resource === "memory") return `${Math.ceil((steps * 2 ** 20) / gibibyte)}Gi`;
  return String(Math.ceil(steps));
}

function raised(limit: Limit, quantity: string): Limit {
  const read = parseLimit(limit.resource, quantity);
  if ("error" in read) throw new Error(`limits.${limit.name}: ${read.error}`);
  return read;
}

/**
 * The limits that would do when the pods come at once and EC2 has the cheapest types; none when those stated do, undefined
 * when no limits would.
 * @param stateOf the pool before they come, under the limits that it has
 */
export function likelyNeededLimits(
  pool: WhatIfPool,
  types: PoolTypes,
  stateOf: (pool: WhatIfPool) => LikelyState,
  pods: Pods,
): readonly NeededLimit[] | undefined {
  if (pool.replicas !== undefined || !types.enough(types.launchable)) return undefined;
  const placed = (limits: Limits) => {
    const now = { ...pool, limits };
    return placeAtOnce([{ pool: now, types, asked: askedTypes(now, types), state: stateOf(now) }], pods);
  };
  const takesAll = (limits: Limits) => placed(limits).waiting === 0;
  if (takesAll(pool.limits)) return [];
  // what they take when nothing bounds them, raised until Karpenter, which plans with the largest types, gets there
  const unbounded = Number.MAX_SAFE_INTEGER;
  const [after] = placed(pool.limits.map((limit) => ({ ...limit, capacity: unbounded }))).states;
  const taken = after!.room.map((room) => unbounded - room);
  for (let factor = 1; factor < 16; factor *= 1.25) {
    const limits = pool.limits.map((limit, index) => {
      const needed = taken[index]! * factor;
      return needed <= limit.capacity ? limit : raised(limit, quantityOf(limit, needed));
    });
    if (takesAll(limits)) return limits.flatMap((limit, index) => changed(pool.limits[index]!, limit));
  }
  return undefined;
}

const changed = ({ name, stated }: Limit, now: Limit): readonly NeededLimit[] =>
  now.stated === stated ? [] : [{ limit: name, stated, needed: now.stated }];

/** What is there of a pool before pods come. */
export interface Standing {
  /** Of each limit. */
  readonly used: readonly Range[];
  /** Places for the pods on nodes that are there. */
  readonly free: Range;
}

/** The room that a pool has for pods. */
export function roomOf(pool: WhatIfPool, types: PoolTypes, { used, free }: Standing): PoolRoom {
  const room = (end: keyof Range) =>
    pool.limits.map(({ capacity }, index) => Math.max(0, capacity - used[index]![end]));
  const roomMost = room("least");
  const launchable = fittingUnder(askedTypes(pool, types), roomMost);
  const { enough, surelyEnough } = types;
  return { launchable, enough, surelyEnough, roomLeast: room("most"), roomMost, free };
}

/**
 * The limits that would do; none when those stated do, undefined when no limits would.
 * @param standingOf the pool before they come, under the limits that it has: what did not fit before may take of higher ones
 */
export function neededLimits(
  pool: WhatIfPool,
  types: PoolTypes,
  standingOf: (pool: WhatIfPool) => Standing,
  count: number,
): readonly NeededLimit[] | undefined {
  if (pool.replicas !== undefined || !types.surelyEnough(types.launchable)) return undefined;
  let limits: Limits = pool.limits;
  for (let round = 0; round < mostRounds; round++) {
    const now = { ...pool, limits };
    const standing = standingOf(now);
    const room = roomOf(now, types, standing);
    if (takenPods(room, count).least >= count) {
      return limits.flatMap((limit, index) => changed(pool.limits[index]!, limit));
    }
    const before = Math.max(0, count - standing.free.least - 1);
    const full = limits.map((_, index) => standing.used[index]!.most + mostUsed(room.launchable, index, before));
    const last = leastDemanding(types, full, limits);
    limits = limits.map((limit, index) => {
      const needed = full[index]! + Math.max(...last.map(({ taken }) => taken[index]!));
      return needed <= limit.capacity ? limit : raised(limit, quantityOf(limit, needed));
    });
  }
  return undefined;
}

/** The types for the last node that ask for the least beyond the limits: one, or as many as minValues want. */
function leastDemanding(
  { launchable, surelyEnough }: PoolTypes,
  full: readonly number[],
  limits: Limits,
): readonly Launchable[] {
  const beyond = ({ taken }: Launchable) =>
    taken.reduce(
      (sum, amount, index) => sum + Math.max(0, (full[index]! + amount) / Math.max(1, limits[index]!.capacity) - 1),
      0,
    );
  const sorted = launchable.map((one) => ({ one, beyond: beyond(one) })).sort((a, b) => a.beyond - b.beyond);
  const chosen: Launchable[] = [];
  for (const { one } of sorted) {
    chosen.push(one);
    if (surelyEnough(chosen)) break;
  }
  return chosen;
}
