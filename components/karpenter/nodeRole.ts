/** The IAM role of Karpenter's nodes, and the access entry by which they join the cluster. */
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { accountWideNames, type KarpenterConfig } from "../../config";
import type { Cluster } from "../cluster/cluster";
import { nodePolicies, policyLabel } from "../iam/managedPolicies";
import { attachedRole, type RoleSettings, serviceTrust } from "../iam/role";

export interface NodeRoleArgs extends RoleSettings {
  /** Cluster that the nodes join. */
  readonly cluster: Cluster;
  /** What the names of role and instance profile end with, which are unique in an account. */
  readonly accountWideName: string;
  /** What nodes may do besides joining the cluster and pulling images. */
  readonly nodeRole: KarpenterConfig["nodeRole"];
  /** Whether the VPC CNI has a role of its own, so that nodes need none of its rights. */
  readonly cniHasOwnRole: boolean;
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
    const roleName = accountWideNames.nodeRole(args.accountWideName);
    super(NodeRole.__pulumiType, name, { roleName }, opts);
    const own = { parent: this };
    const { role, attachments } = attachedRole(
      name,
      {
        ...args,
        name: roleName,
        trust: serviceTrust(pulumi.interpolate`ec2.${account.dnsSuffix}`),
        managedPolicies: nodePolicies(args.nodeRole, args.cniHasOwnRole),
      },
      this,
    );
    const further = args.nodeRole.additionalPolicies.map(
      (policyArn) =>
        new aws.iam.RolePolicyAttachment(
          `${name}-further-${policyLabel(policyArn)}`,
          { role: role.name, policyArn },
          own,
        ),
    );
    new aws.eks.AccessEntry(
      name,
      // An entry of another type does not let nodes join (aws/karpenter-provider-aws#7558).
      { clusterName: cluster.name, principalArn: role.arn, type: "EC2_LINUX", tags: { ...tags } },
      { ...own, dependsOn: [cluster, ...attachments, ...further] },
    );
    this.instanceProfileName = args.instanceProfile
      ? accountWideNames.instanceProfile(args.accountWideName)
      : undefined;
    if (this.instanceProfileName !== undefined) {
      new aws.iam.InstanceProfile(name, { name: this.instanceProfileName, role: role.name, tags: { ...tags } }, own);
    }
    this.roleName = roleName;
    this.arn = pulumi.interpolate`arn:${account.partition}:iam::${account.accountId}:role/${roleName}`;
    this.registerOutputs({ roleName, arn: this.arn });
  }
}
