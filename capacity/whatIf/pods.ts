/** The pods that a what-if is about, and how many of them a node takes. */
import { emptyShare, type NodeShare, type Packing, type PodSize, podsIn } from "../ec2/allocatable";
import type { InstanceType } from "../ec2/catalogue";

/** Pods that are all alike. */
export interface Pods {
  readonly count: number;
  /** What each requests. */
  readonly size: PodSize;
  /** NVIDIA's, for each. */
  readonly gpus: number;
  /** At most one of them on a node (anti-affinity by hostname). */
  readonly onePerNode: boolean;
  /** That they are spread over, as placeholders with a size are. @default 1: not spread */
  readonly zones?: number | undefined;
  /** Of their PriorityClass; pods without one have 0. */
  readonly priority: number;
}

/** What is free of a node. */
export interface NodeRoom extends NodeShare {
  readonly gpus: number;
}

/** What an empty node of a type has for pods beside DaemonSets. */
export function emptyRoom(type: InstanceType, packing: Packing): NodeRoom {
  return { ...emptyShare(type, packing), gpus: type.gpu?.manufacturer === "nvidia" ? type.gpu.count : 0 };
}

/** How many of the pods fit into what is free of a node. */
export function fitting(free: NodeRoom, { size, gpus, onePerNode }: Omit<Pods, "count" | "priority">): number {
  const most = gpus === 0 ? podsIn(free, size) : Math.min(podsIn(free, size), Math.floor(free.gpus / gpus));
  return onePerNode ? Math.min(1, most) : most;
}

/** What is left of a node once some of the pods run on it. */
export function without(free: NodeRoom, { size, gpus }: Pick<Pods, "size" | "gpus">, count: number): NodeRoom {
  return {
    cpuMillis: free.cpuMillis - count * size.cpuMillis,
    memoryMiB: free.memoryMiB - count * size.memoryMiB,
    pods: free.pods - count,
    gpus: free.gpus - count * gpus,
  };
}

/** How many pods of one kind surely fit where a single one of another kind was. */
export function insteadOf(one: Pods, other: Pods): number {
  const shares = [
    other.size.cpuMillis / one.size.cpuMillis,
    other.size.memoryMiB / one.size.memoryMiB,
    other.gpus / one.gpus,
    // a place for one pod is a place for one pod
    1,
  ];
  return Math.max(0, Math.floor(Math.min(...shares.filter((share) => !Number.isNaN(share)))));
}
