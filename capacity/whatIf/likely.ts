/** What happens when pods come all at once and EC2 has the cheapest of the types it is asked for: Karpenter, replayed. */
import type { InstanceType } from "../ec2/catalogue";
import { emptyStart, placeInBatches } from "../nodePool/claims";
import { placeholderPriority } from "../tenancy/labels";
import type { Launchable } from "./launchable";
import { emptyRoom, fitting, type NodeRoom, type Pods, without } from "./pods";
import type { PoolTypes, WhatIfPool } from "./pool";

/** Nodes that are alike. */
export interface Nodes {
  readonly type: InstanceType;
  readonly count: number;
  /** Of each, beside all pods on it. */
  readonly free: NodeRoom;
  /** Of each, once placeholders are preempted. */
  readonly freeBesidePlaceholders: NodeRoom;
}

/** A pool's nodes, and what is left under its limits. */
export interface LikelyState {
  readonly nodes: readonly Nodes[];
  readonly room: readonly number[];
}

/** A pool that the pods may run on. */
export interface LikelyPool {
  readonly pool: WhatIfPool;
  readonly types: PoolTypes;
  /** What EC2 may be asked for, cheapest first. */
  readonly asked: readonly Launchable[];
  readonly state: LikelyState;
}

/** New nodes of one type. */
export interface LikelyNodes {
  readonly pool: string;
  readonly type: string;
  readonly count: number;
  readonly pods: number;
}

export interface Likely {
  /** Pods on nodes that were there. */
  readonly onExisting: number;
  readonly nodes: readonly LikelyNodes[];
  readonly waiting: number;
  /** How often Karpenter plans until all have a node, or none gets one; 0 without new nodes. */
  readonly batches: number;
  /** Of each pool afterwards, in their order. */
  readonly states: readonly LikelyState[];
}

/** Places pods. @param pools in Karpenter's order */
export function placeAtOnce(pools: readonly LikelyPool[], pods: Pods): Likely {
  let waiting = pods.count;
  const existing = pools.map(({ state }) => {
    const filled = fillNodes(state.nodes, pods, waiting);
    waiting -= filled.pods;
    return filled.nodes;
  });
  const onExisting = pods.count - waiting;
  const placed = placeInBatches(
    pools.map(({ pool, asked, state, types }) => ({
      candidates: pool.replicas === undefined ? asked : [],
      room: state.room,
      enough: types.enough,
    })),
    waiting,
    emptyStart(pods.zones),
  );
  const opened = pools.map((_, index) => placed.claims.filter(({ pool }) => pool === index));
  return {
    onExisting,
    waiting: placed.waiting,
    batches: placed.batches,
    nodes: pools.flatMap(({ pool }, index) => grouped(pool.name, opened[index]!)),
    states: pools.map(({ pool }, index) => ({
      room: placed.rooms[index]!,
      nodes: [...existing[index]!, ...opened[index]!.map((claim) => openedNode(pool, pods, claim))],
    })),
  };
}

function openedNode(
  { packing }: WhatIfPool,
  pods: Pods,
  claim: { readonly launched: Launchable; readonly pods: number },
) {
  const { type } = claim.launched;
  const free = without(emptyRoom(type, packing), pods, claim.pods);
  return { type, count: 1, free, freeBesidePlaceholders: free };
}

/** Nodes that placeholders took. */
export function withPlaceholders(nodes: readonly Nodes[], pool: WhatIfPool): readonly Nodes[] {
  return nodes.map((node) => ({ ...node, freeBesidePlaceholders: emptyRoom(node.type, pool.packing) }));
}

function fillNodes(nodes: readonly Nodes[], pods: Pods, wanted: number) {
  const preempts = pods.priority > placeholderPriority;
  let left = wanted;
  const filled = nodes.flatMap((node): Nodes[] => {
    const each = fitting(preempts ? node.freeBesidePlaceholders : node.free, pods);
    if (each === 0 || left === 0) return [node];
    const full = Math.min(node.count, Math.floor(left / each));
    const rest = full < node.count ? Math.min(each, left - full * each) : 0;
    left -= full * each + rest;
    return [
      ...(full > 0 ? [taken({ ...node, count: full }, pods, each)] : []),
      ...(rest > 0 ? [taken({ ...node, count: 1 }, pods, rest)] : []),
      ...(node.count - full - Number(rest > 0) > 0 ? [{ ...node, count: node.count - full - Number(rest > 0) }] : []),
    ];
  });
  return { nodes: filled, pods: wanted - left };
}

function taken(node: Nodes, pods: Pods, count: number): Nodes {
  const beside = without(node.freeBesidePlaceholders, pods, count);
  // placeholders give way, so no less is free than beside them
  const free = without(node.free, pods, count);
  return { ...node, freeBesidePlaceholders: beside, free: free.cpuMillis < 0 || free.memoryMiB < 0 ? beside : free };
}

function grouped(
  pool: string,
  claims: readonly { readonly launched: Launchable; readonly pods: number }[],
): readonly LikelyNodes[] {
  const byType = new Map<string, LikelyNodes>();
  for (const { launched, pods } of claims) {
    const { type } = launched.type;
    const before = byType.get(type) ?? { pool, type, count: 0, pods: 0 };
    byType.set(type, { ...before, count: before.count + 1, pods: before.pods + pods });
  }
  return [...byType.values()];
}
