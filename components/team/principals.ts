/** The IAM principals of all teams: one access entry each, made here and nowhere else. */
import * as pulumi from "@pulumi/pulumi";
import { principalsOf, type TeamConfig } from "../../config";
import type { Cluster } from "../cluster/cluster";
import { accessEntry, principalGroup, principalName } from "../iam/accessEntry";
import type { Account } from "../iam/account";

export interface PrincipalsArgs {
  readonly teams: readonly TeamConfig[];
  readonly cluster: Cluster;
  readonly account: Account;
  readonly tags: Readonly<Record<string, string>>;
}

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
