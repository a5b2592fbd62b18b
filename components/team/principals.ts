/** The IAM principals of all teams. EKS allows one access entry for each, so all are made in one place. */
import * as pulumi from "@pulumi/pulumi";
import { principalsOf, type TeamConfig } from "../../config";
import type { Cluster } from "../cluster/cluster";
import { accessEntry, principalGroup, principalName } from "../iam/accessEntry";
import type { AwsSettings } from "../iam/account";

export interface PrincipalsArgs extends AwsSettings {
  /** All of the stack's; each lists its principals by access level. */
  readonly teams: readonly TeamConfig[];
  /** Cluster that the principals are let into. */
  readonly cluster: Cluster;
}

/**
 * An access entry for each principal, with an access policy for each level and the namespaces of all teams that give it. The
 * only component whose resources change when another team shares a principal.
 */
export class Principals extends pulumi.ComponentResource {
  static readonly __pulumiType = "nodepools:index:Principals";

  constructor(name: string, args: PrincipalsArgs, opts?: pulumi.ComponentResourceOptions) {
    super(Principals.__pulumiType, name, {}, opts);
    const { cluster, account, tags } = args;
    for (const { arn, grants } of principalsOf(args.teams)) {
      const label = `${name}-${principalName(arn)}`;
      accessEntry(
        label,
        {
          clusterName: cluster.controlPlaneName,
          principalArn: arn,
          kubernetesGroups: [principalGroup(arn)],
          policies: Object.fromEntries(grants.map(({ level, namespaces }) => [level, namespaces])),
          account,
          tags,
        },
        (level) => `${label}-${level}`,
        this,
      );
    }
    this.registerOutputs();
  }
}
