/** What the DaemonSets of add-ons request on each node: they run before any pod of a team. */
import type { NodeShare } from "../ec2/allocatable";

const mebibytes = (cpuMillis: number, memoryMiB: number): NodeShare => ({ cpuMillis, memoryMiB, pods: 1 });

/**
 * Requests of one pod of each add-on's DaemonSet, by EKS's name of the add-on; `undefined` for an add-on without one.
 * Sources: vpc-cni: amazon-vpc-cni-k8s v1.20.3, values `resources` (25m) of its two containers. kube-proxy: EKS's manifest,
 * 100m. eks-pod-identity-agent: its chart 1.2.0, no requests. aws-ebs-csi-driver: its chart, `node.resources` (10m, 40Mi) of
 * three containers.
 */
const requests: Readonly<Record<string, NodeShare | undefined>> = {
  "vpc-cni": mebibytes(50, 0),
  "kube-proxy": mebibytes(100, 0),
  "eks-pod-identity-agent": mebibytes(0, 0),
  "aws-ebs-csi-driver": mebibytes(30, 120),
  coredns: undefined,
  "metrics-server": undefined,
  "snapshot-controller": undefined,
  "kube-state-metrics": undefined,
  "cert-manager": undefined,
  "external-dns": undefined,
  "aws-privateca-connector-for-kubernetes": undefined,
};

/** The DaemonSets of a cluster's add-ons together. */
export interface AddonDaemonSets {
  readonly share: NodeShare;
  /** Add-ons with DaemonSets whose requests are not known here, and those that nobody here knows. */
  readonly unknown: readonly string[];
}

/** Adds up what the add-ons' DaemonSets request on each node. @param addons EKS's names */
export function addonDaemonSets(addons: readonly string[]): AddonDaemonSets {
  const known = addons.flatMap((name) => (Object.hasOwn(requests, name) ? (requests[name] ?? []) : []));
  return {
    share: addShares(known),
    unknown: addons.filter((name) => !Object.hasOwn(requests, name)),
  };
}

/** The sum of shares of one node. */
export function addShares(shares: readonly NodeShare[]): NodeShare {
  return shares.reduce(
    (sum, { cpuMillis, memoryMiB, pods }) => ({
      cpuMillis: sum.cpuMillis + cpuMillis,
      memoryMiB: sum.memoryMiB + memoryMiB,
      pods: sum.pods + pods,
    }),
    { cpuMillis: 0, memoryMiB: 0, pods: 0 },
  );
}
