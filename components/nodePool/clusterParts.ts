import type { Cluster } from "../cluster/cluster";
import type { Karpenter } from "../karpenter/karpenter";
import type { Network } from "../network/network";
import type { Keda } from "../warm/keda";
import type { WarmPlatform } from "../warm/warmPlatform";

/** The parts of the program that node classes and pools are made with. */
export interface ClusterParts {
  /** Cluster that the objects are made in; its security group is attached to the nodes. */
  readonly cluster: Cluster;
  /** Network whose node subnets the nodes run in. */
  readonly network: Network;
  /** Controller that launches and terminates the nodes; its role, or instance profile, is theirs. */
  readonly karpenter: Karpenter;
  /** Namespace, priority and quota of placeholders; undefined when no pool has warm capacity or a smoke test. */
  readonly warmPlatform: WarmPlatform | undefined;
  /** Operator that scales placeholders by the clock; undefined when no pool has a window. */
  readonly keda: Keda | undefined;
}
