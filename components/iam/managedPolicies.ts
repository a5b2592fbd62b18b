/** AWS managed policies by the role that needs them; a path such as `service-role/` is part of the name. */
export const managedPolicies = {
  /** Source: EKS user guide, cluster-iam-role. */
  controlPlane: ["AmazonEKSClusterPolicy"],
  /** Every node, Karpenter's and the bootstrap group's. Source: Karpenter 1.14 CloudFormation, KarpenterNodeRole. */
  node: ["AmazonEKSWorkerNodePolicy", "AmazonEC2ContainerRegistryPullOnly"],
  /** Session Manager and Run Command on a node. Source: the same. */
  ssm: ["AmazonSSMManagedInstanceCore"],
  /** The VPC CNI. Source: EKS user guide, cni-iam-role. */
  vpcCni: ["AmazonEKS_CNI_Policy"],
  /** Source: EKS user guide, pod-execution-role. */
  fargatePods: ["AmazonEKSFargatePodExecutionRolePolicy"],
  /** Source: EKS user guide, ebs-csi. */
  ebsCsiDriver: ["service-role/AmazonEBSCSIDriverPolicy"],
} as const;

/**
 * Policies of a node's role, by name.
 * @param cniHasOwnRole whether the VPC CNI takes a role of its own; else it runs with the node's
 */
export function nodePolicies({ ssm }: { readonly ssm: boolean }, cniHasOwnRole: boolean): readonly string[] {
  const { node, vpcCni } = managedPolicies;
  return [...node, ...(ssm ? managedPolicies.ssm : []), ...(cniHasOwnRole ? [] : vpcCni)];
}

/** A policy in a logical name, by account and path: `123456789012-policy/node-extras`. */
export function policyLabel(policyArn: string): string {
  const [, , , , accountId, policy] = policyArn.split(":");
  return `${accountId}-${policy}`;
}
