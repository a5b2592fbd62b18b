/** A pool before the first what-if: an otherwise empty cluster with declared load, warm capacity and static nodes. */
import { tinyPlaceholder } from "../ec2/allocatable";
import { placeholderPriority } from "../tenancy/labels";
import { loadNodes } from "../warm/demand";
import { plannedPods, type Range, takenPods } from "./bounds";
import type { Launchable } from "./launchable";
import { type LikelyState, type Nodes, placeAtOnce, withPlaceholders } from "./likely";
import type { Placed } from "./placed";
import { emptyRoom, type Pods } from "./pods";
import { askedTypes, typesFor, type WhatIfPool } from "./pool";

/** What is known of a pool at some point of the what-ifs. */
export interface PoolState {
  /** What is used of each limit beside what `placed` uses: by nodes of the declared load. */
  readonly load: readonly Range[];
  /** Placeholders; undefined without warm capacity at the minute. */
  readonly warm?: Placed;
  /** Pods of earlier what-ifs. */
  readonly placed: readonly Placed[];
  readonly likely: LikelyState;
}

/** All that is placed: placeholders first. */
export function allPlaced({ warm, placed }: Pick<PoolState, "warm" | "placed">): readonly Placed[] {
  return warm === undefined ? placed : [warm, ...placed];
}

/** What any node of the pool takes. */
const anyPod = { size: tinyPlaceholder, gpus: 0, onePerNode: true } as const;

/** The pods that keep a pool warm. */
export function placeholdersOf({ warm }: WhatIfPool, count: number): Pods {
  const alike = { count, gpus: 0, priority: placeholderPriority };
  if (warm?.mode.kind !== "headroom") return { ...alike, size: tinyPlaceholder, onePerNode: true };
  return { ...alike, size: warm.mode.size, zones: warm.mode.zones, onePerNode: false };
}

/** The pool before the first what-if. */
export function initialState(pool: WhatIfPool): PoolState {
  const { limits, packing, replicas, warm } = pool;
  const asked = askedTypes(pool, typesFor(pool, anyPod));
  const room = limits.map(({ capacity }) => capacity);
  if (replicas !== undefined)
    return { load: limits.map(() => none), placed: [], likely: staticNodes(pool, asked, replicas) };
  const counts = asked.map(({ type }) => loadNodes(type, warm?.load, packing));
  const finite = asked.filter((_, index) => Number.isFinite(counts[index]));
  const loadOf = (limit: number) => finite.map((one) => loadNodes(one.type, warm?.load, packing) * one.taken[limit]!);
  const load = limits.map((_, limit) => rangeOf(loadOf(limit)));
  const loadNodesRange = rangeOf(counts.filter(Number.isFinite));
  const [cheapest] = finite;
  const afterLoad = room.map((left, limit) =>
    cheapest === undefined ? left : left - loadNodes(cheapest.type, warm?.load, packing) * cheapest.taken[limit]!,
  );
  const start = { nodes: [], room: afterLoad };
  if (warm === undefined || warm.replicas === 0) return { load, placed: [], likely: start };
  const ownNodes = warm.mode.kind === "perNode" ? loadNodesRange : none;
  const placeholders = placeholdersOf(pool, warm.replicas);
  const wanted = {
    least: Math.max(0, warm.replicas - ownNodes.most),
    most: Math.max(0, warm.replicas - ownNodes.least),
  };
  const types = typesFor(pool, placeholders);
  const launchable = askedTypes(pool, types);
  const left = (end: keyof Range) => limits.map(({ capacity }, limit) => Math.max(0, capacity - load[limit]![end]));
  const { enough, surelyEnough } = types;
  const warmRoom = { launchable, enough, surelyEnough, roomLeast: left("most"), roomMost: left("least"), free: none };
  // warm capacity that its pool's limits have no room for is not there
  const count = { least: takenPods(warmRoom, wanted.least).least, most: takenPods(warmRoom, wanted.most).most };
  const likelyCount =
    cheapest === undefined || warm.mode.kind !== "perNode"
      ? warm.replicas
      : warm.replicas - loadNodes(cheapest.type, warm.load, packing);
  const placing = { pool, types, asked: launchable, state: start };
  const { states } = placeAtOnce([placing], { ...placeholders, count: Math.max(0, likelyCount) });
  const [after] = states;
  return {
    load,
    warm: {
      ...{ pods: placeholders, count, onNew: count, launchable, isShared: false },
      planned: plannedPods(launchable, types.enough),
    },
    placed: [],
    likely: { room: after!.room, nodes: withPlaceholders(after!.nodes, pool) },
  };
}

const none: Range = { least: 0, most: 0 };

function rangeOf(values: readonly number[]): Range {
  return values.length === 0 ? none : { least: Math.min(...values), most: Math.max(...values) };
}

function staticNodes({ limits, packing }: WhatIfPool, asked: readonly Launchable[], replicas: number): LikelyState {
  const room = limits.map(() => 0);
  const [cheapest] = asked;
  if (cheapest === undefined || replicas === 0) return { nodes: [], room };
  const free = emptyRoom(cheapest.type, packing);
  const nodes: readonly Nodes[] = [{ type: cheapest.type, count: replicas, free, freeBesidePlaceholders: free }];
  return { nodes, room };
}
