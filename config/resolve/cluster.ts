/** The cluster: defaults that follow from other values filled in. */
import { clusterSchema } from "../schema/cluster";
import type { Environment, Filled } from "../schema/default";
import type { ClusterConfig, StackContext, TeamConfig } from "../stack";

export function resolveCluster(
  cluster: Filled<typeof clusterSchema>,
  environment: Environment,
  { project, stack }: StackContext,
  teams: readonly TeamConfig[],
): ClusterConfig {
  const { endpoint, addons, bootstrap, ...others } = cluster;
  const { shape } = clusterSchema;
  const { prefixDelegation, networkPolicy } = addons["vpc-cni"];
  const cni = shape.addons.section.shape["vpc-cni"].section.shape;
  const { capacity, ...nodeGroup } = bootstrap;
  return {
    ...others,
    name: cluster.name ?? shape.name.defaultFor({ project, stack }),
    deletionProtection: cluster.deletionProtection ?? shape.deletionProtection.defaultFor(environment),
    publicCidrs: endpoint.publicCidrs,
    addons: [
      { name: "vpc-cni", version: addons["vpc-cni"].version },
      { name: "kube-proxy", version: addons["kube-proxy"]?.version },
      { name: "eks-pod-identity-agent", version: addons["eks-pod-identity-agent"]?.version },
      { name: "coredns", version: addons.coredns?.version },
      ...(addons["aws-ebs-csi-driver"].enabled
        ? [{ name: "aws-ebs-csi-driver" as const, version: addons["aws-ebs-csi-driver"].version }]
        : []),
    ],
    prefixDelegation,
    networkPolicy: networkPolicy ?? cni.networkPolicy.defaultFor(teams.map((team) => team.networkPolicy.choice)),
    bootstrap: capacity === "fargate" ? { capacity } : { capacity, ...nodeGroup },
  };
}
