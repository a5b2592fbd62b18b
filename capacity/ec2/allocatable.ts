/**
 * What a node offers to pods, as Karpenter computes it before it has seen one. Real nodes are cached by type and node class
 * and are usually a little larger. Source: Karpenter v1.14.1 pkg/providers/instancetype/types.go.
 */
import { countedMemoryMiB, type InstanceType } from "./catalogue";
import { evictionKept, type KubeletKept } from "./kubeletKept";

/** What a node, or DaemonSets on it, have or take. */
export interface NodeShare {
  readonly cpuMillis: number;
  readonly memoryMiB: number;
  readonly pods: number;
}

/** What of a node class decides the room for pods. */
export interface NodeSettings {
  /** EC2NodeClass kubelet.maxPods; without it the VPC CNI's addresses decide. */
  readonly maxPods?: number;
  /** Bottlerocket reserves memory by maxPods, AL2023 by the pods that the network interfaces allow. @default false */
  readonly bottlerocket?: boolean;
  /** What its kubelet settings keep in place of Karpenter's own figures. @default nothing */
  readonly kept?: KubeletKept;
}

/** Share of each part of the CPU that the kubelet keeps, by the core at which the part begins. */
const reservedCpu = [
  { fromMillis: 0, toMillis: 1000, share: 0.06 },
  { fromMillis: 1000, toMillis: 2000, share: 0.01 },
  { fromMillis: 2000, toMillis: 4000, share: 0.005 },
  { fromMillis: 4000, toMillis: Number.POSITIVE_INFINITY, share: 0.0025 },
] as const;

/** Memory in MiB kept by the kubelet: so much a pod, so much at all, and the eviction threshold. */
const reservedMemory = { perPod: 11, base: 255, eviction: 100 } as const;

/** Pods that the VPC CNI has addresses for: ENIs x (IPv4 of each - 1) + 2. */
export function addressPods({ cardEnis, ipv4PerEni }: InstanceType): number {
  return cardEnis * (ipv4PerEni - 1) + 2;
}

/** What a node of a type has for pods, DaemonSets included. */
export function allocatable(
  type: InstanceType,
  { maxPods, bottlerocket = false, kept = {} }: NodeSettings = {},
): NodeShare {
  const cpuMillis = type.vcpu * 1000;
  const byCores = reservedCpu.reduce((sum, { fromMillis, toMillis, share }) => {
    const part = Math.min(cpuMillis, toMillis) - fromMillis;
    return part > 0 ? sum + Math.floor(part * share) : sum;
  }, 0);
  const keptCpu = (kept.kubeCpuMillis ?? byCores) + (kept.systemCpuMillis ?? 0);
  const pods = maxPods ?? addressPods(type);
  const { perPod, base, eviction } = reservedMemory;
  const memoryMiB = countedMemoryMiB(type);
  const byPods = perPod * (bottlerocket ? pods : addressPods(type)) + base;
  const evicted = kept.evictionMiB === undefined ? eviction : evictionKept(kept, memoryMiB);
  const keptMemory = Math.ceil((kept.kubeMemoryMiB ?? byPods) + (kept.systemMemoryMiB ?? 0) + evicted);
  return { cpuMillis: cpuMillis - keptCpu, memoryMiB: memoryMiB - keptMemory, pods };
}

/** What a pod requests. */
export interface PodSize {
  readonly cpuMillis: number;
  readonly memoryMiB: number;
}

/** The pause pod of per-node mode, which only has to be there. */
export const tinyPlaceholder: PodSize = { cpuMillis: 10, memoryMiB: 16 };

const noDaemonSets: NodeShare = { cpuMillis: 0, memoryMiB: 0, pods: 0 };

/** What decides how many placeholders fit on a node. */
export interface Packing extends NodeSettings {
  /** What DaemonSets request on each node of the pool. @default nothing */
  readonly daemonSets?: NodeShare;
}

/** What an empty node of a type has beside the DaemonSets; less than 0 where they do not fit. */
export function emptyShare(type: InstanceType, packing: Packing = {}): NodeShare {
  const { daemonSets = noDaemonSets } = packing;
  const node = allocatable(type, packing);
  return {
    cpuMillis: node.cpuMillis - daemonSets.cpuMillis,
    memoryMiB: node.memoryMiB - daemonSets.memoryMiB,
    pods: node.pods - daemonSets.pods,
  };
}

/** Pods of one size that fit into what is free of a node. */
export function podsIn(free: NodeShare, size: PodSize): number {
  const shares = [free.cpuMillis / size.cpuMillis, free.memoryMiB / size.memoryMiB, free.pods];
  // 0 / 0: a pod without requests fits any number of times
  return Math.max(0, Math.floor(Math.min(...shares.filter((share) => !Number.isNaN(share)))));
}

/** Placeholders of one size that fit on an empty node of a type, beside the DaemonSets. */
export function placeholdersPerNode(type: InstanceType, size: PodSize, packing: Packing = {}): number {
  return podsIn(emptyShare(type, packing), size);
}

/** Part of a node left free, so that one more DaemonSet does not leave every placeholder without a place. */
export const placeholderMargin = 0.05;

/** A placeholder that fills a node of a type: allocatable less DaemonSets less the margin, in steps of 10m and 1 MiB. */
export function wholeNodePlaceholder(type: InstanceType, packing: Packing = {}): PodSize {
  const { daemonSets = noDaemonSets } = packing;
  const node = allocatable(type, packing);
  return {
    cpuMillis: Math.floor(((node.cpuMillis - daemonSets.cpuMillis) * (1 - placeholderMargin)) / 10) * 10,
    memoryMiB: Math.floor((node.memoryMiB - daemonSets.memoryMiB) * (1 - placeholderMargin)),
  };
}
