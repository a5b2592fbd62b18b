/** AWS managed policies by the role that needs them; a path such as `service-role/` is part of the name. */
export const managedPolicies = {
  /** Source: EKS user guide, cluster-iam-role. */
  controlPlane: ["AmazonEKSClusterPolicy"],
  /**
   * Every node, Karpenter's and the bootstrap group's; the VPC CNI runs with the node's role. Source: Karpenter 1.14
   * CloudFormation, KarpenterNodeRole.
   */
  node: [
    "AmazonEKSWorkerNodePolicy",
    "AmazonEC2ContainerRegistryPullOnly",
    "AmazonSSMManagedInstanceCore",
    "AmazonEKS_CNI_Policy",
  ],
  /** Source: EKS user guide, pod-execution-role. */
  fargatePods: ["AmazonEKSFargatePodExecutionRolePolicy"],
  /** Source: EKS user guide, ebs-csi. */
  ebsCsiDriver: ["service-role/AmazonEBSCSIDriverPolicy"],
} as const;
