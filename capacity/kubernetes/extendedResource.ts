/** Extended resources: what device plugins offer on nodes, by qualified name. */

/** The key of each in our config, where it has a short one. */
export const shortNames: Readonly<Record<string, string>> = { "nvidia.com/gpu": "gpu" };

/**
 * What Karpenter's AWS provider counts of a type besides cpu, memory, pods and ephemeral storage. It counts any other resource
 * only on nodes that run, once a device plugin offers it there.
 * Source: provider v1.14.1 pkg/providers/instancetype/types.go, computeCapacity.
 */
export const countedResources: readonly string[] = [
  "nvidia.com/gpu",
  "amd.com/gpu",
  "aws.amazon.com/neuron",
  "aws.amazon.com/neuroncore",
  "habana.ai/gaudi",
  "vpc.amazonaws.com/efa",
  "vpc.amazonaws.com/pod-eni",
];

/** A prefix, a DNS name, and a name of at most 63 characters. */
const pattern =
  /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*\/[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/;

/** Longest prefix that fits behind the `requests.` of a quota. */
const longestPrefix = 253 - "requests.".length;

/**
 * Whether Kubernetes takes the name for an extended resource. Source: kubernetes v1.35 pkg/apis/core/helper/helpers.go,
 * IsExtendedResourceName.
 */
export function isExtendedResource(name: string): boolean {
  const prefix = name.split("/")[0]!;
  return (
    pattern.test(name) &&
    prefix.length <= longestPrefix &&
    !/(^|\.)kubernetes\.io$/.test(prefix) &&
    !name.startsWith("requests.")
  );
}
