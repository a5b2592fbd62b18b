/** EKS access entries: the one way for a principal into the cluster, one entry each. */
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { AccessLevel } from "../../config";
import type { Account } from "./account";

/** EKS's access policies by what they allow. Source: EKS, access-policy-permissions. */
const policies: Readonly<Record<AccessLevel | "clusterAdmin", string>> = {
  view: "AmazonEKSViewPolicy",
  edit: "AmazonEKSEditPolicy",
  admin: "AmazonEKSAdminPolicy",
  clusterAdmin: "AmazonEKSClusterAdminPolicy",
};

/** What tells a principal from every other in a logical name: account and path, `123456789012-role/dotori`. */
export function principalName(principalArn: string): string {
  const [, , , , accountId, principal] = principalArn.split(":");
  return `${accountId}-${principal}`;
}

/**
 * Kubernetes group of one principal. Groups are the principal's and not the team's, so that a team more or less leaves the
 * entry as it is. EKS refuses groups that begin with system:, eks:, aws:, amazon: or iam:.
 */
export function principalGroup(principalArn: string): string {
  return `principal:${principalName(principalArn)}`;
}

export interface AccessEntryArgs {
  readonly clusterName: pulumi.Input<string>;
  readonly principalArn: string;
  readonly kubernetesGroups?: readonly string[];
  /** Where each policy holds: in the whole cluster or in these namespaces. */
  readonly policies: Readonly<Partial<Record<keyof typeof policies, "cluster" | readonly string[]>>>;
  readonly account: Account;
  readonly tags: Readonly<Record<string, string>>;
}

/**
 * Makes a principal's entry and an association for each policy.
 * @param name of the entry
 * @param nameOf the name of a policy's association
 */
export function accessEntry(
  name: string,
  args: AccessEntryArgs,
  nameOf: (policy: string) => string,
  parent: pulumi.Resource,
): readonly pulumi.Resource[] {
  const { clusterName, principalArn, kubernetesGroups, account, tags } = args;
  const entry = new aws.eks.AccessEntry(
    name,
    {
      clusterName,
      principalArn,
      type: "STANDARD",
      ...(kubernetesGroups === undefined ? {} : { kubernetesGroups: [...kubernetesGroups] }),
      tags: { ...tags },
    },
    { parent },
  );
  const associations = Object.entries(args.policies).map(
    ([policy, scope]) =>
      new aws.eks.AccessPolicyAssociation(
        nameOf(policy),
        {
          clusterName,
          principalArn: entry.principalArn,
          policyArn: pulumi.interpolate`arn:${account.partition}:eks::aws:cluster-access-policy/${policies[policy as keyof typeof policies]}`,
          accessScope: scope === "cluster" ? { type: "cluster" } : { type: "namespace", namespaces: [...scope].sort() },
        },
        { parent },
      ),
  );
  return [entry, ...associations];
}
