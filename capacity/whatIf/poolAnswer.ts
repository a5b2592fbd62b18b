/** What one pool answers to a what-if, as if it were the only one. */
import { labelKeys } from "../kubernetes/labels";
import { zoneDoubt } from "../nodePool/zoneOffers";
import { addRanges, newNodes, type PoolRoom, type Range, takenPods } from "./bounds";
import type { Launchable } from "./launchable";
import type { LikelyState } from "./likely";
import { mismatches, type PodConstraints } from "./match";
import { likelyNeededLimits, type NeededLimit, neededLimits, roomOf, type Standing } from "./needed";
import { placesAmong, usedBy } from "./placed";
import type { Pods } from "./pods";
import { askedTypes, type PoolTypes, typesFor, type WhatIfPool } from "./pool";
import { type HourlyPrice, hourlyPrice } from "./price";
import { allPlaced, type PoolState } from "./state";

/** yes: every packing takes all pods; maybe: Karpenter's packing decides, or which zones the pool's are; no: none does. */
export type Outcome = "yes" | "maybe" | "no";

/** Warm capacity at the minute. */
export interface WarmAnswer {
  readonly placeholders: number;
  /** Pods that need no new node, since they run beside the placeholders or in their place. */
  readonly takes: Range;
}

/** A pool's answer. */
export interface PoolAnswer {
  readonly name: string;
  readonly outcome: Outcome;
  /** Why it is not yes, most telling first; what the pods would wait for. */
  readonly reasons: readonly string[];
  readonly taken: Range;
  /** New nodes, for those that it takes. */
  readonly nodes: Range;
  /** Of the new nodes. */
  readonly price: HourlyPrice;
  /** Names of the types that EC2 may be asked for, cheapest first. */
  readonly types: readonly string[];
  /** Absent without warm capacity at the minute. */
  readonly warm?: WarmAnswer;
  /** The limits that it would need for a yes; undefined when no limits would do, none when it is one. */
  readonly needed: readonly NeededLimit[] | undefined;
  /** Those that would do when the pods come at once and EC2 has the cheapest types. */
  readonly likelyNeeded: readonly NeededLimit[] | undefined;
}

/** A pool's answer with what it was computed of, for the answer over several pools. */
export interface ComputedPool {
  readonly pool: WhatIfPool;
  readonly types: PoolTypes;
  readonly room: PoolRoom;
  readonly answer: PoolAnswer;
}

const none: Range = { least: 0, most: 0 };

/** Places on the nodes that are there. */
function freePlaces(pool: WhatIfPool, state: PoolState, pods: Pods, asked: readonly Launchable[]): Range {
  const { replicas, packing } = pool;
  if (replicas === undefined) return addRanges(allPlaced(state).map((each) => placesAmong(each, pods, packing)));
  if (asked.length === 0) return none;
  const each = asked.map((one) => one.pods);
  const isEmpty = state.placed.length === 0;
  return { least: isEmpty ? replicas * Math.min(...each) : 0, most: replicas * Math.max(...each) };
}

/** The pool before the pods come, under the limits that it has. */
export interface Before {
  readonly stateOf: (pool: WhatIfPool) => PoolState;
  /** As it probably is. */
  readonly likelyOf: (pool: WhatIfPool) => LikelyState;
}

function standingOf(pool: WhatIfPool, state: PoolState, pods: Pods, types: PoolTypes): Standing {
  const { limits } = pool;
  const used = limits.map((_, limit) =>
    addRanges([state.load[limit]!, ...allPlaced(state).map((each) => usedBy(each, limits.length)[limit]!)]),
  );
  return { used, free: freePlaces(pool, state, pods, askedTypes(pool, types)) };
}

/**
 * The answer of a pool.
 * @param refusals why its pods are refused, or may not land there; then nothing is computed
 */
export function answerOf(
  pool: WhatIfPool,
  { stateOf, likelyOf }: Before,
  pods: Pods,
  constraints: PodConstraints,
  refusals: readonly string[] = [],
): ComputedPool {
  const { name, replicas } = pool;
  const types = typesFor(pool, pods, constraints.requirements);
  const state = stateOf(pool);
  const reasons = [...refusals, ...(refusals.length > 0 ? [] : mismatches(pool, pods, constraints))];
  const standing = standingOf(pool, state, pods, types);
  const free = reasons.length > 0 ? none : standing.free;
  const found = roomOf(pool, types, { ...standing, free });
  const room = replicas === undefined ? found : { ...found, launchable: [] };
  const taken = reasons.length > 0 ? none : takenPods(room, pods.count);
  const nodes = newNodes(room, taken);
  const onNew = { least: Math.max(0, taken.least - free.most), most: Math.max(0, taken.most - free.least) };
  const needed =
    refusals.length > 0
      ? undefined
      : neededLimits(pool, types, (now) => standingOf(now, stateOf(now), pods, types), pods.count);
  const likelyNeeded = refusals.length > 0 ? undefined : likelyNeededLimits(pool, types, likelyOf, pods);
  const uncertain = [...uncertainties(types), ...(reasons.length > 0 ? [] : zoneDoubts(pool, types, room, pods.count))];
  const isNo = reasons.length > 0 || taken.most < pods.count;
  const outcome = isNo ? "no" : taken.least < pods.count || uncertain.length > 0 ? "maybe" : "yes";
  const { warm } = state;
  return {
    pool,
    types,
    room,
    answer: {
      name,
      outcome,
      reasons: [...reasons, ...(reasons.length > 0 ? [] : waitingFor(pool, needed)), ...uncertain],
      taken,
      nodes,
      price: hourlyPrice(room.launchable, onNew, types.selection.region),
      types: room.launchable.map(({ type }) => type.type),
      ...(warm === undefined || pool.warm === undefined
        ? {}
        : {
            warm: {
              placeholders: pool.warm.replicas,
              takes: capped(placesAmong(warm, pods, pool.packing), taken.most),
            },
          }),
      needed,
      likelyNeeded,
    },
  };
}

function capped({ least, most }: Range, by: number): Range {
  return { least: Math.min(least, by), most: Math.min(most, by) };
}

function waitingFor({ replicas }: WhatIfPool, needed: readonly NeededLimit[] | undefined): readonly string[] {
  if (replicas !== undefined) return [`it is a static pool of ${replicas} nodes: pods never start another`];
  return (needed ?? []).map(({ limit, stated }) => `limits.${limit} ${stated}`);
}

/** Where the zones decide: with types that all of them offer, more pods would find a node for certain. */
function zoneDoubts(pool: WhatIfPool, types: PoolTypes, room: PoolRoom, count: number): readonly string[] {
  const { enough, surelyEnough, selection } = types;
  const asked = askedTypes(pool, types);
  const isDoubt =
    pool.replicas === undefined
      ? takenPods({ ...room, surelyEnough: enough }, count).least > takenPods(room, count).least
      : enough(asked) && !surelyEnough(asked);
  if (pool.zones === undefined || !isDoubt) return [];
  return [
    zoneDoubt(
      asked.map(({ type }) => type),
      selection,
      pool.zones,
    ),
  ];
}

/** What keeps a yes from being certain. */
function uncertainties({ selection, launchable }: PoolTypes): readonly string[] {
  const { uncatalogued, unlisted, unknownKeys, unknownZoneIds } = selection;
  const names = [...new Set([...uncatalogued.map(({ value }) => value), ...unlisted])];
  const capacityTypes = new Set(selection.allowed.get(labelKeys.capacityType)?.values ?? []);
  return [
    ...(names.length > 0 ? [`the catalogue of EC2 types has no figures of ${names.join(", ")}`] : []),
    ...(unknownKeys.length > 0
      ? [`which types meet its requirement on ${unknownKeys.join(", ")} is not known here`]
      : []),
    ...(unknownZoneIds.length > 0 ? [`what EC2 offers in ${unknownZoneIds.join(", ")} is not known here`] : []),
    ...(launchable.length > 0 && capacityTypes.size === 1 && capacityTypes.has("reserved")
      ? ["how many instances its capacity reservations have is not known here"]
      : []),
  ];
}
