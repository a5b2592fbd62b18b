/** Roles in AWS for the pods of teams: each may do nothing but take the role that the config names, often of another account. */
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { PodIdentityConfig, TeamConfig } from "../../config";
import type { Cluster } from "../cluster/cluster";
import { clusterArn } from "../iam/account";
import { attachedRole, podIdentityTrust, type RoleSettings } from "../iam/role";

export interface PodIdentitiesArgs extends RoleSettings {
  /** All of the stack's. */
  readonly teams: readonly TeamConfig[];
  /** Cluster whose pods take the roles. */
  readonly cluster: Cluster;
}

/**
 * EKS Pod Identity with role chaining: the agent takes the role made here, and with it the target role. Pods see the target's
 * credentials only. Source: EKS user guide, "Access AWS resources using EKS Pod Identity target IAM roles".
 */
export class PodIdentities extends pulumi.ComponentResource {
  static readonly __pulumiType = "nodepools:index:PodIdentities";

  constructor(name: string, args: PodIdentitiesArgs, opts?: pulumi.ComponentResourceOptions) {
    super(PodIdentities.__pulumiType, name, {}, opts);
    for (const identity of args.teams.flatMap(({ podIdentities }) => podIdentities)) {
      // a slash is in neither name, so that no two service accounts make one logical name
      this.identity(`${name}-${identity.namespace}/${identity.serviceAccount}`, identity, args);
    }
    this.registerOutputs();
  }

  private identity(
    name: string,
    { namespace, serviceAccount, targetRoleArn, roleName }: PodIdentityConfig,
    args: PodIdentitiesArgs,
  ): void {
    const { cluster, account, tags } = args;
    const own = { parent: this };
    const pods = { namespace, serviceAccount };
    const trust = podIdentityTrust({ ...pods, clusterArn: clusterArn(account, cluster.name) });
    const { role } = attachedRole(name, { ...args, name: roleName, trust, managedPolicies: [] }, this);
    const chaining = new aws.iam.RolePolicy(
      name,
      {
        role: role.name,
        policy: JSON.stringify({
          Version: "2012-10-17",
          Statement: [{ Effect: "Allow", Action: ["sts:AssumeRole", "sts:TagSession"], Resource: targetRoleArn }],
        }),
      },
      own,
    );
    new aws.eks.PodIdentityAssociation(
      name,
      { ...pods, clusterName: cluster.name, roleArn: role.arn, targetRoleArn, tags: { ...tags } },
      // After the agent, which hands out the role, and after its policy: EKS takes the target role for the first pod.
      { ...own, dependsOn: [cluster, chaining] },
    );
  }
}
