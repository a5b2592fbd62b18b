/** Karpenter's batches for placeholders that all wait at once: how many, and which nodes come of them. */
import type { InstanceType } from "../ec2/catalogue";
import { type Candidate, type ClaimPool, emptyStart, type Placement, placeInBatches } from "../nodePool/claims";
import { type Limits, plannedTaken } from "../nodePool/limits";
import { type Demand, loadNodes, placeholdersOn, priceRank } from "./demand";

/** How many batches the placeholders of a window take. */
export interface Batches {
  /** Placeholders that wait for a node when the window opens, without those on the load's nodes. */
  readonly wanted: number;
  /** Of these, the ones the first batch plans a node for. */
  readonly first: number;
  /** Batches until all have one; undefined when that never happens. */
  readonly count: number | undefined;
}

/** What Karpenter plans for. */
export interface Planning {
  readonly demand: Demand;
  readonly types: readonly InstanceType[];
  readonly limits: Limits;
  /** The type that the load's nodes are of. */
  readonly loadOn: InstanceType;
  readonly region: string | undefined;
}

/** Nodes that are alike. */
export interface NodesOfType {
  readonly type: InstanceType;
  readonly count: number;
}

interface WarmCandidate extends Candidate {
  readonly type: InstanceType;
}

/** Replays Karpenter's batches until every placeholder has a node, or none gets one. */
export function batchesOf(planning: Planning): Batches {
  const { demand, loadOn } = planning;
  const ownNodes = loadNodes(loadOn, demand.load, demand.packing);
  const wanted = demand.mode.kind === "perNode" ? Math.max(0, demand.replicas - ownNodes) : demand.replicas;
  const { first, batches, waiting } = placed(planning, [wanted]);
  return { wanted, first, count: waiting > 0 ? undefined : batches };
}

/** Whether the limits leave no room for one more node of the type that the load is on, once all placeholders have theirs. */
export function isFullAfter(planning: Planning): boolean {
  const { limits, loadOn } = planning;
  const { wanted } = batchesOf(planning);
  const { rooms, waiting } = placed(planning, [wanted]);
  return waiting > 0 || limits.some(({ taken }, index) => rooms[0]![index]! < taken(loadOn));
}

/**
 * The nodes that likely come of placeholders with a size, when those of each step come at once and EC2 has the cheapest of the
 * types it is asked for; by type. Those that the limits have no room for get none.
 * @param always how many of them are there before the others come
 */
export function nodesOfBatches(planning: Planning, always: number): readonly NodesOfType[] {
  const { replicas } = planning.demand;
  const before = Math.min(always, replicas);
  const counts = new Map<InstanceType, number>();
  for (const { launched } of placed(planning, [before, replicas - before]).claims)
    counts.set(launched.type, (counts.get(launched.type) ?? 0) + 1);
  return [...counts].map(([type, count]) => ({ type, count }));
}

/** @param steps placeholders that come at once, step after step */
function placed(
  { demand, types, limits, loadOn, region }: Planning,
  steps: readonly number[],
): Placement<WarmCandidate> {
  const { mode, load, packing } = demand;
  const ownNodes = loadNodes(loadOn, load, packing);
  const pool: ClaimPool<WarmCandidate> = {
    candidates: [...types]
      .sort((a, b) => priceRank(a, region) - priceRank(b, region))
      .map((type) => ({
        type,
        taken: limits.map(({ taken }) => taken(type)),
        planned: limits.map((limit) => plannedTaken(limit, type)),
        pods: placeholdersOn(type, demand),
      })),
    room: limits.map(({ capacity, taken }) => capacity - ownNodes * taken(loadOn)),
  };
  const [first = 0, ...others] = steps;
  const start = emptyStart(mode.kind === "headroom" ? mode.zones : 1);
  return others.reduce(
    (before, wanted) => placeInBatches([{ ...pool, room: before.rooms[0]! }], wanted, before),
    placeInBatches([pool], first, start),
  );
}

/** The most vCPUs a type may have for one batch to suffice; undefined when it does already, or when none would help. */
export function vcpusForOneBatch(planning: Planning): number | undefined {
  const oneDoes = (types: readonly InstanceType[]) => (batchesOf({ ...planning, types }).count ?? 2) <= 1;
  if (oneDoes(planning.types)) return undefined;
  const sizes = [...new Set(planning.types.map(({ vcpu }) => vcpu))].sort((a, b) => b - a);
  return sizes.find((size) => oneDoes(planning.types.filter(({ vcpu }) => vcpu <= size)));
}
