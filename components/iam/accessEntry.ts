/** EKS access entries: the only way for a principal into the cluster. EKS allows one entry for each principal. */
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { AccessLevel } from "../../config";
import type { AwsSettings } from "./account";

/** EKS's access policies by what they allow. Source: EKS, access-policy-permissions. */
const policies: Readonly<Record<AccessLevel | "clusterAdmin", string>> = {
  view: "AmazonEKSViewPolicy",
  edit: "AmazonEKSEditPolicy",
  admin: "AmazonEKSAdminPolicy",
  clusterAdmin: "AmazonEKSClusterAdminPolicy",
};

/** A principal in a logical name, by account and path: `123456789012-role/dotori`. */
export function principalName(principalArn: string): string {
  const [, , , , accountId, principal] = principalArn.split(":");
  return `${accountId}-${principal}`;
}

/**
 * Kubernetes group of one principal. A group for each principal and not for each team, so that adding or removing a team does
 * not change the entry. EKS refuses groups that begin with system:, eks:, aws:, amazon: or iam:.
 */
export function principalGroup(principalArn: string): string {
  return `principal:${principalName(principalArn)}`;
}

export interface AccessEntryArgs extends AwsSettings {
  /** EKS cluster that the principal is let into, as an output of it where the entry must come after it. */
  readonly clusterName: pulumi.Input<string>;
  /** IAM role or user who gets in; one of several teams still has one entry. */
  readonly principalArn: string;
  /** Groups for role bindings: rights beyond EKS's access policies. @default none */
  readonly kubernetesGroups?: readonly string[];
  /** EKS access policies by what they allow, and where: in the whole cluster or in the namespaces listed. */
  readonly policies: Readonly<Partial<Record<keyof typeof policies, "cluster" | readonly string[]>>>;
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
