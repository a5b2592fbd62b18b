/** The role of Karpenter's controller, and how its pods take it. */
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { fitted, nameLimits } from "../../config";
import type { Cluster } from "../cluster/cluster";
import type { Account } from "../iam/account";
import { attachedRole, oidcTrust, podIdentityTrust } from "../iam/role";
import { controllerPolicies, policyNames } from "./controllerPolicies";
import type { InterruptionQueue } from "./interruptionQueue";
import type { NodeRole } from "./nodeRole";

/** Namespace where API priority lets the controller through under load (facts: FlowSchemas of kube-system match it). */
export const karpenterNamespace = "kube-system";
export const karpenterServiceAccount = "karpenter";

export interface ControllerRoleArgs {
  readonly cluster: Cluster;
  readonly account: Account;
  readonly nodeRole: NodeRole;
  readonly queue: InterruptionQueue | undefined;
  readonly permissionsBoundary: string | undefined;
  readonly tags: Readonly<Record<string, string>>;
}

export class ControllerRole extends pulumi.ComponentResource {
  static readonly __pulumiType = "nodepools:index:ControllerRole";
  readonly arn: pulumi.Output<string>;

  constructor(name: string, args: ControllerRoleArgs, opts?: pulumi.ComponentResourceOptions) {
    const { cluster, account, nodeRole, queue, tags } = args;
    super(ControllerRole.__pulumiType, name, { clusterName: cluster.name }, opts);
    const own = { parent: this };
    const pods = {
      namespace: karpenterNamespace,
      serviceAccount: karpenterServiceAccount,
      clusterName: cluster.name,
    };
    const { role } = attachedRole(
      name,
      {
        ...args,
        name: fitted(`KarpenterController-${cluster.name}`, nameLimits.iamRole),
        trust: cluster.oidcProvider === undefined ? podIdentityTrust(pods) : oidcTrust(cluster.oidcProvider, pods),
        managedPolicies: [],
      },
      this,
    );
    const documents = pulumi
      .all([account.partition, account.region, account.accountId, nodeRole.arn, queue?.arn])
      .apply(([partition, region, accountId, nodeRoleArn, queueArn]) =>
        controllerPolicies({ partition, region, accountId, clusterName: cluster.name, nodeRoleArn, queueArn }),
      );
    const attachments = policyNames
      .filter((policy) => policy !== "Interruption" || queue !== undefined)
      .map((policyName) => {
        const policy = new aws.iam.Policy(
          `${name}-${policyName}`,
          {
            name: fitted(`KarpenterController${policyName}Policy-${cluster.name}`, nameLimits.iamPolicy),
            policy: documents.apply((all) => JSON.stringify(all[policyName])),
            tags: { ...tags },
          },
          own,
        );
        return new aws.iam.RolePolicyAttachment(
          `${name}-${policyName}`,
          { role: role.name, policyArn: policy.arn },
          own,
        );
      });
    if (cluster.oidcProvider === undefined) {
      new aws.eks.PodIdentityAssociation(
        name,
        { ...pods, roleArn: role.arn, tags: { ...tags } },
        // The agent must be there first, and pods must not start with a role that cannot do anything yet.
        { ...own, dependsOn: [cluster, ...attachments] },
      );
    }
    this.arn = role.arn;
    this.registerOutputs({ arn: this.arn });
  }
}
