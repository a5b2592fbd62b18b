/** The IAM role of Karpenter's nodes, and the access entry by which they join the cluster. */
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { fitted, nameLimits } from "../../config";
import type { Cluster } from "../cluster/cluster";
import { managedPolicies } from "../iam/managedPolicies";
import { attachedRole, type RoleSettings, serviceTrust } from "../iam/role";

export interface NodeRoleArgs extends RoleSettings {
  /** Cluster that the nodes join. */
  readonly cluster: Cluster;
  /** Whether an instance profile is made, too: needed when Karpenter cannot reach IAM to make its own. */
  readonly instanceProfile: boolean;
}

/** Lets the instances that Karpenter launches join the cluster, pull images and set up pod networking. */
export class NodeRole extends pulumi.ComponentResource {
  static readonly __pulumiType = "nodepools:index:NodeRole";
  /** For `spec.role` of node classes; known in preview. */
  readonly roleName: string;
  /** Built from known parts, so that the policy documents with it are readable in preview. */
  readonly arn: pulumi.Output<string>;
  /** For `spec.instanceProfile` of node classes; undefined when Karpenter makes its own profiles. */
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
        managedPolicies: managedPolicies.node,
      },
      this,
    );
    new aws.eks.AccessEntry(
      name,
      // An entry of another type does not let nodes join (aws/karpenter-provider-aws#7558).
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
