/** The cluster: what a stack leaves out, filled in. */
import type { StackInput } from "../schema/stack";
import type { ClusterConfig, StackContext, TeamConfig } from "../stack";
import { fitted, nameLimits } from "../values/names";

export function resolveCluster(
  { cluster = {} }: StackInput,
  context: StackContext,
  {
    production,
    prefixDelegation,
    teams,
  }: { production: boolean; prefixDelegation: boolean; teams: readonly TeamConfig[] },
): ClusterConfig {
  const addons = cluster.addons ?? {};
  const ebs = addons["aws-ebs-csi-driver"];
  const bootstrap = cluster.bootstrap ?? {};
  return {
    name: cluster.name ?? fitted(`${context.project}-${context.stack}`, nameLimits.cluster),
    version: cluster.version ?? "1.35",
    support: cluster.support ?? "extended",
    publicCidrs: cluster.endpoint?.publicCidrs ?? [],
    secretsKey: cluster.secretsKey ?? "create",
    logs: cluster.logs ?? ["api", "audit", "authenticator"],
    deletionProtection: cluster.deletionProtection ?? production,
    serviceCidr: cluster.serviceCidr,
    admins: cluster.admins ?? [],
    addons: [
      { name: "vpc-cni", version: addons["vpc-cni"]?.version },
      { name: "kube-proxy", version: addons["kube-proxy"]?.version },
      { name: "eks-pod-identity-agent", version: addons["eks-pod-identity-agent"]?.version },
      { name: "coredns", version: addons.coredns?.version },
      ...(ebs?.enabled === false ? [] : [{ name: "aws-ebs-csi-driver" as const, version: ebs?.version }]),
    ],
    prefixDelegation,
    networkPolicy:
      addons["vpc-cni"]?.networkPolicy ?? teams.some(({ networkPolicy }) => networkPolicy.choice !== "none"),
    bootstrap:
      bootstrap.capacity === "fargate"
        ? { capacity: "fargate" }
        : {
            capacity: "nodeGroup",
            instanceTypes: bootstrap.instanceTypes ?? ["m7g.large"],
            nodes: bootstrap.nodes ?? 2,
            diskGiB: bootstrap.diskGiB ?? 30,
          },
  };
}
