/** The reverse: which limits a pool would need to take pods for certain. */
import { type Limit, type Limits, parseLimit } from "../nodePool/limits";
import { mostUsed, type PoolRoom, type Range, takenPods } from "./bounds";
import { fittingUnder, type Launchable } from "./launchable";
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

/** A pool under other limits. @param used what is used of each before the pods come, at most */
export function roomWith(pool: WhatIfPool, types: PoolTypes, used: readonly Range[], free: Range): PoolRoom {
  const room = (end: keyof Range) =>
    pool.limits.map(({ capacity }, index) => Math.max(0, capacity - used[index]![end]));
  const roomMost = room("least");
  const launchable = fittingUnder(askedTypes(pool, types), roomMost);
  return { launchable, enough: types.enough, roomLeast: room("most"), roomMost, free };
}

/**
 * The limits that would do; none when those stated do, undefined when no limits would.
 * @param used of each limit before the pods come
 * @param free places on nodes that are there
 */
export function neededLimits(
  pool: WhatIfPool,
  types: PoolTypes,
  used: readonly Range[],
  free: Range,
  count: number,
): readonly NeededLimit[] | undefined {
  if (pool.replicas !== undefined || !types.enough(types.launchable)) return undefined;
  let limits: Limits = pool.limits;
  const onNew = Math.max(0, count - free.least);
  for (let round = 0; round < mostRounds; round++) {
    const now = { ...pool, limits };
    const room = roomWith(now, types, used, free);
    if (takenPods(room, count).least >= count) {
      return limits.flatMap((limit, index) => {
        const { name, stated } = pool.limits[index]!;
        return limit.stated === stated ? [] : [{ limit: name, stated, needed: limit.stated }];
      });
    }
    const full = limits.map((_, index) => used[index]!.most + mostUsed(room.launchable, index, Math.max(0, onNew - 1)));
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
  { launchable, enough }: PoolTypes,
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
    if (enough(chosen)) break;
  }
  return chosen;
}
