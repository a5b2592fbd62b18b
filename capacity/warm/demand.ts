/** How many nodes of one instance type warm capacity and the team's own load need. */
import { allocatable, type Packing, type PodSize, placeholdersPerNode, tinyPlaceholder } from "../ec2/allocatable";
import type { InstanceType } from "../ec2/catalogue";
import { referenceRegion, regionRatio } from "../ec2/priceEstimate";
import { onDemandUsdPerHour } from "../ec2/prices";

/** How warm capacity is counted. */
export type WarmMode =
  /** So many nodes in all, busy or not, with one tiny placeholder each. */
  | { readonly kind: "perNode" }
  /** So many placeholders of one size beside what runs. */
  | {
      readonly kind: "headroom";
      readonly size: PodSize;
      /** That they are spread over, where the limits leave room for it. @default 1: not spread */
      readonly zones?: number | undefined;
    };

/** What the team says it runs by itself: nodes, or the sum of what its pods request. */
export type DeclaredLoad = { readonly nodes: number } | PodSize;

/** Warm capacity and load of a pool at one time. */
export interface Demand {
  readonly mode: WarmMode;
  /** Placeholders; nodes in per-node mode. */
  readonly replicas: number;
  /** @default nothing */
  readonly load?: DeclaredLoad;
  readonly packing?: Packing;
}

/** Placeholders of one size that keep so much spare. */
export function placeholdersFor(spare: PodSize, size: PodSize): number {
  return Math.ceil(Math.max(spare.cpuMillis / size.cpuMillis, spare.memoryMiB / size.memoryMiB));
}

/** Placeholders that one empty node of a type takes: at most one in per-node mode. */
export function placeholdersOn(type: InstanceType, { mode, packing }: Pick<Demand, "mode" | "packing">): number {
  if (mode.kind === "headroom") return placeholdersPerNode(type, mode.size, packing);
  return Math.min(1, placeholdersPerNode(type, tinyPlaceholder, packing));
}

/** What a node of a type has for the team's own pods, DaemonSets taken off. */
export function usableShare(type: InstanceType, packing: Packing = {}): PodSize {
  const node = allocatable(type, packing);
  return {
    cpuMillis: Math.max(0, node.cpuMillis - (packing.daemonSets?.cpuMillis ?? 0)),
    memoryMiB: Math.max(0, node.memoryMiB - (packing.daemonSets?.memoryMiB ?? 0)),
  };
}

/** Whole nodes of a type that the declared load fills. */
export function loadNodes(type: InstanceType, load: DeclaredLoad | undefined, packing?: Packing): number {
  if (load === undefined) return 0;
  if ("nodes" in load) return load.nodes;
  const share = usableShare(type, packing);
  return Math.ceil(Math.max(load.cpuMillis / share.cpuMillis, load.memoryMiB / share.memoryMiB));
}

/**
 * Whole nodes of a type for a demand: the larger of both in per-node mode, where a placeholder sits beside real pods; their
 * sum in headroom mode. Infinity when no placeholder fits on the type.
 */
export function demandNodes(type: InstanceType, demand: Demand): number {
  const load = loadNodes(type, demand.load, demand.packing);
  if (demand.replicas === 0) return load;
  const each = placeholdersOn(type, demand);
  if (each === 0) return Number.POSITIVE_INFINITY;
  return demand.mode.kind === "perNode" ? Math.max(demand.replicas, load) : Math.ceil(demand.replicas / each) + load;
}

/**
 * A price to rank types by, not to show: the region's, else that of us-east-1, else one by size, both raised as the region's
 * prices are, so that a type without a price does not look cheaper than it is.
 */
export function priceRank(type: InstanceType, region = referenceRegion): number {
  const price = onDemandUsdPerHour(type.type, region);
  if (price !== undefined) return price;
  const bySize = type.vcpu * 0.04 + (type.memoryMiB / 1024) * 0.005;
  return (onDemandUsdPerHour(type.type, referenceRegion) ?? bySize) * regionRatio(region);
}

/** The type that meets a demand for the least money; of equal ones the first. Undefined when none does. */
export function cheapestFor(
  types: readonly InstanceType[],
  demand: Demand,
  region: string | undefined,
): InstanceType | undefined {
  let best: { type: InstanceType; cost: number } | undefined;
  for (const type of types) {
    const cost = demandNodes(type, demand) * priceRank(type, region);
    if (Number.isFinite(cost) && (best === undefined || cost < best.cost)) best = { type, cost };
  }
  return best?.type;
}
