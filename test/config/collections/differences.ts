/** Differences that several blocks share, with the reason. Not a test. */
import type { Difference } from "./block";

/** A pool whose config says no limits gets these: there is none without. */
export const limits = { cpu: "64", memory: "256Gi" } as const;

/** Limits of our own where the block has none. */
export const bounded: readonly Difference[] = [
  { field: "limits[cpu]", ours: limits.cpu, because: "no pool grows until the bill stops it" },
  { field: "limits[memory]", ours: limits.memory, because: "no pool grows until the bill stops it" },
];
/** A limit on memory beside the block's on CPU. */
export const memoryBounded: Difference = {
  field: "limits[memory]",
  ours: limits.memory,
  because: "types with much memory to a vCPU cost more than the CPU limit says",
};
export const drains: Difference = {
  field: "terminationGracePeriod",
  ours: "1h",
  because: "a blocked drain ends; without it a node may never go",
};
export const settles: Difference = {
  field: "consolidateAfter",
  theirs: "0s",
  ours: "1m",
  because: "nodes are not replaced while pods still move",
};
export const linux: Difference = {
  field: "requirements[kubernetes.io/os]",
  ours: "In linux",
  because: "the node class decides it; the pool only says so",
};
export const amd64: Difference = {
  field: "requirements[kubernetes.io/arch]",
  ours: "In amd64",
  because: "images of one architecture do not land on nodes of another",
};
export const onDemand: Difference = {
  field: "requirements[karpenter.sh/capacity-type]",
  ours: "In on-demand",
  because: "spot is chosen, not fallen into",
};
export const generalPurpose: readonly Difference[] = [
  {
    field: "requirements[karpenter.k8s.aws/instance-category]",
    ours: "In c m r",
    because: "a pool that chooses no instances gets no exotic ones",
  },
  {
    field: "requirements[karpenter.k8s.aws/instance-generation]",
    ours: "Gte 3",
    because: "a pool that chooses no instances gets no outdated ones",
  },
];

/**
 * Requirements of the program's own that a block may get where it says nothing of the key: each narrows what may be launched,
 * and a pool can say otherwise. They are left out of the comparison and counted.
 */
export const standing: readonly Difference[] = [
  {
    field: "requirements[karpenter.k8s.aws/instance-hypervisor]",
    ours: "NotIn xen",
    because: "types that take no prefixes carry fewer pods than the kubelet is told",
  },
  ...generalPurpose,
];

/** What a pool says to get Xen types, which it names. */
export const admitsXen: Difference = {
  field: "requirements[karpenter.k8s.aws/instance-hypervisor]",
  ours: "Exists",
  because: "Xen types come only where a pool says so, and all types have the label",
};

/** Pods a node: what goes with the prefix delegation of the VPC CNI add-on. */
export const maxPods: Difference = {
  field: "kubelet.maxPods",
  ours: 110,
  because: "the add-on gives nodes prefixes; without it types carry more pods than their addresses",
};
export const family: Difference = {
  field: "amiFamily",
  ours: "AL2023",
  because: "Karpenter asks for a family beside AMIs of one's own",
};

const onDevice = (device: string, property: string) => `blockDeviceMappings[${device}].${property}`;
export const encrypted = (device: string): Difference => ({
  field: onDevice(device, "encrypted"),
  ours: true,
  because: "volumes are encrypted unless the config says otherwise",
});
export const deleted = (device: string): Difference => ({
  field: onDevice(device, "deleteOnTermination"),
  ours: true,
  because: "volumes do not outlive their nodes",
});
