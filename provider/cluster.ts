/** What a component of the provider is told of the cluster, since the cluster is not the provider's. */
import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import type { ClusterParts } from "../components/nodePool/clusterParts";

/** Arguments of both components that say where their objects go. */
export interface ClusterArgs {
  /** development or production; sets defaults, and what is refused: production pins AMIs. */
  environment: string;
  /** Name of the EKS cluster, which runs Karpenter. */
  clusterName: string;
  /** Kubernetes minor version of the cluster, such as "1.35". Default: that of this version of the package. */
  kubernetesVersion?: string;
  /** Version of Karpenter in the cluster. Default: that of this version of the package. */
  karpenterVersion?: string;
  /** Whether the cluster's Karpenter has its feature gate staticCapacity on, which pools with `replicas` need. Default: false. */
  staticCapacity?: boolean;
  /** AWS region of the cluster. Default: that of the AWS provider's config. */
  region?: string;
  /** Availability zones of the node subnets, such as ["eu-west-1a", "eu-west-1b"]; a pool's `zones` are checked against them. */
  zones?: string[];
  /** Kubeconfig of the cluster, as JSON or YAML. Default: the Kubernetes provider that the component is given, or the default one. */
  kubeconfig?: pulumi.Input<string>;
  /** Name of the IAM role of Karpenter's nodes. */
  nodeRoleName: pulumi.Input<string>;
  /** Subnets of the nodes, by id. */
  nodeSubnetIds: pulumi.Input<string>[];
  /** Security group of the cluster, which is attached to its nodes. */
  clusterSecurityGroupId: pulumi.Input<string>;
}

/** Names of these arguments; all others are keys of the config. */
const clusterKeys: ReadonlySet<string> = new Set<keyof ClusterArgs>([
  "environment",
  "clusterName",
  "kubernetesVersion",
  "karpenterVersion",
  "staticCapacity",
  "region",
  "zones",
  "kubeconfig",
  "nodeRoleName",
  "nodeSubnetIds",
  "clusterSecurityGroupId",
]);

/** The arguments that a stack file has, too. */
export function settingsOf<T extends ClusterArgs>(args: T): Omit<T, keyof ClusterArgs> {
  const entries = Object.entries(args).filter(([key, value]) => !clusterKeys.has(key) && value !== undefined);
  return Object.fromEntries(entries) as Omit<T, keyof ClusterArgs>;
}

/**
 * The parts that node classes and pools are made with.
 * @param version Kubernetes minor, after the defaults
 * @param component that a provider of its own belongs to
 */
export function clusterParts(
  name: string,
  args: ClusterArgs,
  version: string,
  component: pulumi.Resource,
): ClusterParts {
  const { kubeconfig } = args;
  const provider = kubeconfig === undefined ? undefined : new k8s.Provider(name, { kubeconfig }, { parent: component });
  return {
    cluster: { provider, securityGroupId: args.clusterSecurityGroupId, version },
    network: { nodeSubnetIds: args.nodeSubnetIds },
    karpenter: { controller: undefined, nodeRoleName: args.nodeRoleName, instanceProfileName: undefined },
    warmPlatform: undefined,
    keda: undefined,
  };
}
