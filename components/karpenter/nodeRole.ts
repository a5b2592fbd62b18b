/** The role of Karpenter's nodes, and the access entry by which they join. */
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { fitted, nameLimits } from "../../config";
import type { Cluster } from "../cluster/cluster";
import type { Account } from "../iam/account";
import { attachedRole, serviceTrust } from "../iam/role";

/** What every node needs. Source: Karpenter 1.14 CloudFormation; the CNI runs with the node's role. */
export const nodePolicies = [
  "AmazonEKSWorkerNodePolicy",
  "AmazonEC2ContainerRegistryPullOnly",
  "AmazonSSMManagedInstanceCore",
  "AmazonEKS_CNI_Policy",
] as const;

export interface NodeRoleArgs {
  readonly cluster: Cluster;
  readonly account: Account;
  /** Whether an instance profile is made too, for a Karpenter that cannot reach IAM. */
  readonly instanceProfile: boolean;
  readonly permissionsBoundary: string | undefined;
  readonly tags: Readonly<Record<string, string>>;
}

export class NodeRole extends pulumi.ComponentResource {
  static readonly __pulumiType = "nodepools:index:NodeRole";
  /** Name as EC2NodeClass wants it, known in preview. */
  readonly roleName: string;
  /** Built from known parts, so that policies on it can be read in preview. */
  readonly arn: pulumi.Output<string>;
  readonly instanceProfileName: string | undefined;

  constructor(name: string, args: NodeRoleArgs, opts?: pulumi.ComponentResourceOptions) {
    const { cluster, account, tags } = args;
    const roleName = fitted(`KarpenterNodeRole-${cluster.name}`, nameLimits.iamRole);
    super(NodeRole.__pulumiType, name, { roleName }, opts);
    const own = { parent: this };
    const { role, attachments } = attachedRole(
      name,
      {
        ...args,
        name: roleName,
        trust: serviceTrust(pulumi.interpolate`ec2.${account.dnsSuffix}`),
        managedPolicies: nodePolicies,
      },
      this,
    );
    new aws.eks.AccessEntry(
      name,
      // Nodes with an entry of any other type are not let in (karpenter-provider-aws #7558).
      { clusterName: cluster.name, principalArn: role.arn, type: "EC2_LINUX", tags: { ...tags } },
      { ...own, dependsOn: [cluster, ...attachments] },
    );
    this.instanceProfileName = args.instanceProfile
      ? fitted(`KarpenterNodeInstanceProfile-${cluster.name}`, nameLimits.instanceProfile)
      : undefined;
    if (this.instanceProfileName !== undefined) {
      new aws.iam.InstanceProfile(name, { name: this.instanceProfileName, role: role.name, tags: { ...tags } }, own);
    }
    this.roleName = roleName;
    this.arn = pulumi.interpolate`arn:${account.partition}:iam::${account.accountId}:role/${roleName}`;
    this.registerOutputs({ roleName, arn: this.arn });
  }
}
