/**
 * The answers to what-ifs, in their order: each starts from an otherwise empty cluster with the warm capacity of its minute,
 * declared load, and the pods of those before it.
 */
import { addRanges, mostUsedWithPartial, newNodes, plannedPods, type Range } from "./bounds";
import { fittingUnder } from "./launchable";
import { type Likely, type LikelyState, placeAtOnce } from "./likely";
import type { PodConstraints } from "./match";
import type { Placed } from "./placed";
import type { Pods } from "./pods";
import { askedTypes, inKarpentersOrder, type PoolTypes, type WhatIfPool } from "./pool";
import { answerOf, type Before, type ComputedPool, type Outcome, type PoolAnswer } from "./poolAnswer";
import { type HourlyPrice, hourlyPrice } from "./price";
import { type Admitted, admittedPods, type Counted, countedBy } from "./quota";
import { initialState, type PoolState } from "./state";

/** A pool that a what-if looks at. */
export interface AskedPool {
  readonly pool: WhatIfPool;
  /** Why the pods are refused or never land there; none when only room decides. */
  readonly refusals: readonly string[];
}

/** What a namespace has for pods before the first what-if. */
export interface WhatIfNamespace {
  readonly name: string;
  /** Of its ResourceQuota; undefined without one. */
  readonly quota: Readonly<Record<string, string>> | undefined;
  /** By the declared load, at least and at most. */
  readonly used: { readonly least: Counted; readonly most: Counted };
}

/** One what-if. */
export interface WhatIf {
  readonly pods: Pods;
  readonly constraints: PodConstraints;
  readonly namespace: WhatIfNamespace;
  /** Why admission refuses every one of the pods; none when it admits them. */
  readonly refusals: readonly string[];
  /** That the same pods may run on, each with its warm capacity at this minute. */
  readonly pools: readonly AskedPool[];
  /** That they could run on if they selected them instead; answered, but not part of the whole. */
  readonly otherPools: readonly {
    readonly pool: WhatIfPool;
    readonly constraints: PodConstraints;
    readonly refusals: readonly string[];
  }[];
}

/** Pods of an earlier what-if that may have to give way. */
export interface Preempted {
  /** Its number, from 1. */
  readonly whatIf: number;
  readonly most: number;
}

/** The answer to one what-if. */
export interface WhatIfAnswer {
  readonly outcome: Outcome;
  /** Pods that the quota admits. */
  readonly admitted: Admitted;
  readonly taken: Range;
  /** Admitted pods that find no node. */
  readonly waiting: Range;
  readonly nodes: Range;
  readonly price: HourlyPrice;
  /** When all come at once and EC2 has the cheapest types. */
  readonly likely: Omit<Likely, "states">;
  readonly preempts: readonly Preempted[];
  /** In the order in which Karpenter tries them. */
  readonly pools: readonly PoolAnswer[];
  readonly otherPools: readonly PoolAnswer[];
}

/** An earlier what-if: its pods, and the pools that they may run on, in Karpenter's order. */
interface Earlier {
  readonly pods: Pods;
  readonly pools: readonly { readonly pool: WhatIfPool; readonly types: PoolTypes }[];
}

interface Course {
  /** By pool, pods of earlier what-ifs. */
  readonly placed: Map<string, readonly Placed[]>;
  readonly used: Map<string, WhatIfNamespace["used"]>;
  /** Number of the what-if that each of the placed is of. */
  readonly numbers: Map<Placed, number>;
  readonly earlier: Earlier[];
}

/** Answers what-ifs in order. */
export function answerWhatIfs(whatIfs: readonly WhatIf[]): readonly WhatIfAnswer[] {
  const course: Course = { placed: new Map(), used: new Map(), numbers: new Map(), earlier: [] };
  return whatIfs.map((whatIf, index) => answered(whatIf, index + 1, course));
}

/** The pool's state with the warm capacity of this what-if's minute, and what earlier ones placed. */
function stateOf(pool: WhatIfPool, { placed: all }: Course): PoolState {
  const fresh = initialState(pool);
  const placed = all.get(pool.name) ?? [];
  if (fresh.warm === undefined) return { ...fresh, placed };
  return { ...fresh, placed, warm: { ...fresh.warm, isShared: placed.length > 0 } };
}

/** Pools once all earlier what-ifs came at once, one after the other, at the warm capacity of this minute. */
function likelyStates(pools: readonly WhatIfPool[], { earlier }: Course): ReadonlyMap<string, LikelyState> {
  const now = new Map(pools.map((pool) => [pool.name, pool]));
  const states = new Map<string, LikelyState>();
  const stateNow = (pool: WhatIfPool) => states.get(pool.name) ?? initialState(pool).likely;
  for (const { pods, pools: before } of earlier) {
    const placing = before.map(({ pool: then, types }) => {
      const pool = now.get(then.name) ?? then;
      return { pool, types, asked: askedTypes(pool, types), state: stateNow(pool) };
    });
    const { states: after } = placeAtOnce(placing, pods);
    for (const [index, { pool }] of placing.entries()) states.set(pool.name, after[index]!);
  }
  for (const pool of pools) states.set(pool.name, stateNow(pool));
  return states;
}

function answered(whatIf: WhatIf, number: number, course: Course): WhatIfAnswer {
  const { namespace, pods: asked, constraints, refusals } = whatIf;
  const used = course.used.get(namespace.name) ?? namespace.used;
  const quota = admittedPods(namespace.quota, used, asked);
  const admitted = refusals.length > 0 ? { least: 0, most: 0, by: refusals } : quota;
  const pods = { ...asked, count: admitted.most };
  // what pools would say of pods that are all refused is of interest, too
  const forPools = admitted.most === 0 ? asked : pods;
  const order = inKarpentersOrder(whatIf.pools.map(({ pool }) => pool));
  const others = whatIf.otherPools.map(({ pool }) => pool);
  const likely = likelyStates([...order, ...others], course);
  const all = [...order, ...others];
  const before: Before = {
    stateOf: (pool) => stateOf(pool, course),
    likelyOf: (pool) => likelyStates([...all.filter(({ name }) => name !== pool.name), pool], course).get(pool.name)!,
  };
  const computed = order.map((pool) => {
    const own = whatIf.pools.find((each) => each.pool === pool)!;
    return answerOf(pool, before, forPools, constraints, own.refusals);
  });
  const otherAnswers = whatIf.otherPools.map(
    (other) => answerOf(other.pool, before, forPools, other.constraints, other.refusals).answer,
  );
  const open = pods.count === 0 ? [] : computed.filter(({ answer }) => answer.taken.most > 0);
  const taken = capped(addRanges(open.map(({ answer }) => answer.taken)), pods.count);
  const shares = sharesOf(open, pods.count);
  const { states: _, ...shown } = placeAtOnce(
    open.map(({ pool, types }) => ({ pool, types, asked: askedTypes(pool, types), state: likely.get(pool.name)! })),
    pods,
  );
  const preempts = preemptedBy(open, pods, course);
  for (const [index, each] of open.entries()) place(each, pods, shares[index]!, number, course);
  course.earlier.push({ pods, pools: open });
  course.used.set(namespace.name, {
    least: addCounted(used.least, countedBy(pods, admitted.least)),
    most: addCounted(used.most, countedBy(pods, admitted.most)),
  });
  const isCertain = taken.least >= asked.count && admitted.least >= asked.count;
  const isUncertain =
    open.length > 0 && open.every(({ answer }) => answer.outcome !== "yes" && answer.taken.least >= pods.count);
  return {
    outcome: taken.most < asked.count ? "no" : isCertain && !isUncertain ? "yes" : "maybe",
    admitted,
    taken,
    waiting: { least: Math.max(0, admitted.least - taken.most), most: Math.max(0, admitted.most - taken.least) },
    ...together(open, shares, taken),
    likely: shown,
    preempts,
    pools: computed.map(({ answer }) => answer),
    otherPools: otherAnswers,
  };
}

function capped({ least, most }: Range, by: number): Range {
  return { least: Math.min(least, by), most: Math.min(most, by) };
}

function addCounted(a: Counted, b: Counted): Counted {
  return {
    cpuMillis: a.cpuMillis + b.cpuMillis,
    memoryBytes: a.memoryBytes + b.memoryBytes,
    gpus: a.gpus + b.gpus,
    pods: a.pods + b.pods,
  };
}

/**
 * How many pods each pool gets. Karpenter opens a node in the next pool when the one before has no room left for the largest
 * type that it plans with, which may be long before its limits are reached.
 */
function sharesOf(open: readonly ComputedPool[], count: number): readonly Range[] {
  const [first, ...others] = open;
  if (first === undefined) return [];
  if (others.length === 0) return [first.answer.taken];
  const elsewhere = others.reduce((sum, { room }) => sum + room.free.most, 0);
  const isFirst = takesAllAtOnce(first, count);
  return open.map(({ answer, room }, index) => {
    if (!isFirst) return { least: 0, most: answer.taken.most };
    return index === 0
      ? { least: Math.max(0, answer.taken.least - elsewhere), most: answer.taken.most }
      : { least: 0, most: Math.min(count, room.free.most) };
  });
}

/** Whether one planned node takes all the pods, so that no other pool gets any. */
function takesAllAtOnce({ answer, room }: ComputedPool, count: number): boolean {
  const { launchable, roomLeast, surelyEnough } = room;
  if (answer.taken.least < count) return false;
  const left = roomLeast.map((amount, limit) => amount - mostUsedWithPartial(launchable, limit, count));
  return surelyEnough(fittingUnder(launchable, left).filter((one) => one.pods >= count));
}

/** Keeps the pods for the what-ifs that follow. */
function place(
  { pool, room }: ComputedPool,
  pods: Pods,
  count: Range,
  number: number,
  { placed: all, numbers }: Course,
): void {
  if (count.most === 0) return;
  const onNew = { least: Math.max(0, count.least - room.free.most), most: Math.max(0, count.most - room.free.least) };
  const { launchable, enough } = room;
  const placed: Placed = { pods, count, onNew, launchable, planned: plannedPods(launchable, enough), isShared: false };
  numbers.set(placed, number);
  const earlier = (all.get(pool.name) ?? []).map((each) => {
    const shared = { ...each, isShared: true };
    numbers.set(shared, numbers.get(each)!);
    return shared;
  });
  all.set(pool.name, [...earlier, placed]);
}

/** Pods of lower priority on nodes that these may run on: the scheduler preempts them before Karpenter adds a node. */
function preemptedBy(open: readonly ComputedPool[], pods: Pods, course: Course): readonly Preempted[] {
  const most = new Map<number, number>();
  for (const { pool } of open) {
    for (const placed of stateOf(pool, course).placed) {
      const number = course.numbers.get(placed);
      if (number === undefined || placed.pods.priority >= pods.priority) continue;
      most.set(number, (most.get(number) ?? 0) + placed.count.most);
    }
  }
  return [...most].map(([whatIf, count]) => ({ whatIf, most: count }));
}

/** Nodes and price over all pools that get pods. */
function together(
  open: readonly ComputedPool[],
  shares: readonly Range[],
  taken: Range,
): Pick<WhatIfAnswer, "nodes" | "price"> {
  const used = open.filter((_, index) => shares[index]!.most > 0);
  const [only, ...others] = used;
  if (only === undefined)
    return { nodes: { least: 0, most: 0 }, price: hourlyPrice([], { least: 0, most: 0 }, undefined) };
  if (others.length === 0) return { nodes: only.answer.nodes, price: only.answer.price };
  const free = addRanges(used.map(({ room }) => room.free));
  const onNew = { least: Math.max(0, taken.least - free.most), most: Math.max(0, taken.most - free.least) };
  const launchable = used.flatMap(({ room }) => room.launchable);
  const fullest = Math.max(1, ...launchable.map((one) => one.pods));
  const each = used.map(
    ({ room }, index) => newNodes(room, { least: 0, most: Math.min(onNew.most, shares[index]!.most) }).most,
  );
  const nodes = { least: Math.ceil(onNew.least / fullest), most: each.reduce((sum, count) => sum + count, 0) };
  const regions = new Set(used.map(({ types }) => types.selection.region));
  const [region] = regions;
  const price =
    regions.size > 1
      ? { usdPerHour: null, reason: "the pools are in several regions" }
      : hourlyPrice(launchable, onNew, region, used.length);
  return { nodes: { least: nodes.least, most: Math.max(nodes.least, nodes.most) }, price };
}
