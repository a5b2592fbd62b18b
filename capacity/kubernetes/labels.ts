/**
 * The node labels that Karpenter and its AWS provider know, each key once. Any other key is a user's own.
 * Sources: Karpenter v1.14.1 pkg/apis/v1/labels.go; provider v1.14.1 pkg/apis/v1/labels.go,
 * pkg/providers/instancetype/types.go (what a type has) and instancetype/offering (what an offering has).
 */

/**
 * What a label is a property of: the instance type; the offering, that is where and how an instance of the type is bought;
 * or the node, whose pool, node class or kubelet sets it.
 */
export type LabelSource = "type" | "offering" | "node";

interface WellKnownLabel {
  readonly key: string;
  readonly of: LabelSource;
  /** Other spellings that Karpenter reads as this key. */
  readonly aliases?: readonly string[];
}

const wellKnownLabels = {
  instanceType: {
    key: "node.kubernetes.io/instance-type",
    of: "type",
    aliases: ["beta.kubernetes.io/instance-type"],
  },
  arch: { key: "kubernetes.io/arch", of: "type", aliases: ["beta.kubernetes.io/arch"] },
  os: { key: "kubernetes.io/os", of: "node", aliases: ["beta.kubernetes.io/os"] },
  windowsBuild: { key: "node.kubernetes.io/windows-build", of: "node" },
  hostname: { key: "kubernetes.io/hostname", of: "node" },
  zone: {
    key: "topology.kubernetes.io/zone",
    of: "offering",
    aliases: ["failure-domain.beta.kubernetes.io/zone", "topology.ebs.csi.aws.com/zone"],
  },
  zoneId: { key: "topology.k8s.aws/zone-id", of: "offering" },
  region: {
    key: "topology.kubernetes.io/region",
    of: "offering",
    aliases: ["failure-domain.beta.kubernetes.io/region"],
  },
  capacityType: { key: "karpenter.sh/capacity-type", of: "offering" },
  nodePool: { key: "karpenter.sh/nodepool", of: "node" },
  nodeClass: { key: "karpenter.k8s.aws/ec2nodeclass", of: "node" },
  instanceTenancy: { key: "karpenter.k8s.aws/instance-tenancy", of: "offering" },
  capacityReservationType: { key: "karpenter.k8s.aws/capacity-reservation-type", of: "offering" },
  capacityReservationId: { key: "karpenter.k8s.aws/capacity-reservation-id", of: "offering" },
  capacityReservationInterruptible: { key: "karpenter.k8s.aws/capacity-reservation-interruptible", of: "offering" },
  instanceEncryptionInTransit: { key: "karpenter.k8s.aws/instance-encryption-in-transit-supported", of: "type" },
  instanceCategory: { key: "karpenter.k8s.aws/instance-category", of: "type" },
  instanceHypervisor: { key: "karpenter.k8s.aws/instance-hypervisor", of: "type" },
  instanceFamily: { key: "karpenter.k8s.aws/instance-family", of: "type" },
  instanceGeneration: { key: "karpenter.k8s.aws/instance-generation", of: "type" },
  instanceLocalNvme: { key: "karpenter.k8s.aws/instance-local-nvme", of: "type" },
  instanceSize: { key: "karpenter.k8s.aws/instance-size", of: "type" },
  instanceCpu: { key: "karpenter.k8s.aws/instance-cpu", of: "type" },
  instanceCpuManufacturer: { key: "karpenter.k8s.aws/instance-cpu-manufacturer", of: "type" },
  instanceCpuClockSpeed: { key: "karpenter.k8s.aws/instance-cpu-sustained-clock-speed-mhz", of: "type" },
  instanceMemory: { key: "karpenter.k8s.aws/instance-memory", of: "type" },
  instanceEbsBandwidth: { key: "karpenter.k8s.aws/instance-ebs-bandwidth", of: "type" },
  instanceNetworkBandwidth: { key: "karpenter.k8s.aws/instance-network-bandwidth", of: "type" },
  instanceGpuName: { key: "karpenter.k8s.aws/instance-gpu-name", of: "type" },
  instanceGpuManufacturer: { key: "karpenter.k8s.aws/instance-gpu-manufacturer", of: "type" },
  instanceGpuCount: { key: "karpenter.k8s.aws/instance-gpu-count", of: "type" },
  instanceGpuMemory: { key: "karpenter.k8s.aws/instance-gpu-memory", of: "type" },
  instanceAcceleratorName: { key: "karpenter.k8s.aws/instance-accelerator-name", of: "type" },
  instanceAcceleratorManufacturer: { key: "karpenter.k8s.aws/instance-accelerator-manufacturer", of: "type" },
  instanceAcceleratorCount: { key: "karpenter.k8s.aws/instance-accelerator-count", of: "type" },
  instanceFlex: { key: "karpenter.k8s.aws/instance-capability-flex", of: "type" },
  placementGroupId: { key: "karpenter.k8s.aws/placement-group-id", of: "offering" },
  placementGroupPartition: { key: "karpenter.k8s.aws/placement-group-partition", of: "offering" },
} as const satisfies Readonly<Record<string, WellKnownLabel>>;

type LabelName = keyof typeof wellKnownLabels;

/** The key of each label: `labelKeys.zone` is "topology.kubernetes.io/zone". */
export const labelKeys = Object.fromEntries(Object.entries(wellKnownLabels).map(([name, { key }]) => [name, key])) as {
  readonly [Name in LabelName]: (typeof wellKnownLabels)[Name]["key"];
};

/** Prefix of the keys that Karpenter's AWS provider owns; the NodePool CRD refuses any of them that it does not know. */
export const awsLabelPrefix = "karpenter.k8s.aws/";

const labels: readonly WellKnownLabel[] = Object.values(wellKnownLabels);

const sources: ReadonlyMap<string, LabelSource> = new Map(labels.map(({ key, of }) => [key, of]));

const targets: ReadonlyMap<string, string> = new Map(
  labels.flatMap(({ key, aliases = [] }) => aliases.map((alias) => [alias, key] as const)),
);

/** The keys that Karpenter knows, aliases left out. */
export const wellKnownKeys: readonly string[] = [...sources.keys()];

/** The spellings that Karpenter reads as another key. */
export const labelAliases: readonly string[] = [...targets.keys()];

/** The key that Karpenter reads: the target of an alias, else the key itself. */
export function normalizedKey(key: string): string {
  return targets.get(key) ?? key;
}

/** What the label under a key is a property of; undefined for a key of the user's own. An alias counts as its target. */
export function labelSource(key: string): LabelSource | undefined {
  return sources.get(normalizedKey(key));
}
