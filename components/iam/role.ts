/** IAM roles with managed policies, and the trust that lets a pod take one. */
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { AwsSettings } from "./account";

/** What all roles of the stack are made with. */
export interface RoleSettings extends AwsSettings {
  /** ARN of the policy that bounds what every role may do, where the account asks for one. @default none */
  readonly permissionsBoundary: string | undefined;
}

export interface RoleArgs extends RoleSettings {
  /** Physical name, at most 64 characters. @default one that AWS's provider makes up */
  readonly name?: string;
  /** Who may take the role, and when. */
  readonly trust: pulumi.Input<aws.iam.PolicyDocument>;
  /** AWS managed policies by name, from managedPolicies.ts; empty for a role with policies of its own. */
  readonly managedPolicies: readonly string[];
}

/** A role with its policies. Whatever uses the role must wait for the attachments, or it starts without rights. */
export interface AttachedRole {
  /** The role itself; it exists before it may do anything. */
  readonly role: aws.iam.Role;
  /** One for each managed policy, in their order. */
  readonly attachments: readonly aws.iam.RolePolicyAttachment[];
}

/** Makes the role `name` and one attachment for each managed policy, named `<name>-<policy>`. */
export function attachedRole(name: string, args: RoleArgs, parent: pulumi.Resource): AttachedRole {
  const role = new aws.iam.Role(
    name,
    {
      ...(args.name === undefined ? {} : { name: args.name }),
      assumeRolePolicy: pulumi.jsonStringify(args.trust),
      ...(args.permissionsBoundary === undefined ? {} : { permissionsBoundary: args.permissionsBoundary }),
      tags: args.tags,
    },
    { parent },
  );
  const attachments = args.managedPolicies.map(
    (policy) =>
      new aws.iam.RolePolicyAttachment(
        `${name}-${policy.split("/").at(-1)}`,
        { role: role.name, policyArn: pulumi.interpolate`arn:${args.account.partition}:iam::aws:policy/${policy}` },
        { parent },
      ),
  );
  return { role, attachments };
}

/**
 * Trust of an AWS service that takes the role itself.
 * @param sourceAccount account on whose behalf the service must ask, where the service says it. @default any
 */
export function serviceTrust(
  service: pulumi.Input<string>,
  sourceAccount?: pulumi.Input<string>,
): aws.iam.PolicyDocument {
  return {
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Action: "sts:AssumeRole",
        Principal: { Service: service },
        ...(sourceAccount === undefined ? {} : { Condition: { StringEquals: { "aws:SourceAccount": sourceAccount } } }),
      },
    ],
  };
}

/** The Kubernetes service account whose pods may take a role. */
export interface ServiceAccountTrust {
  /** Kubernetes namespace of the service account. */
  readonly namespace: string;
  /** Its own name, as pods write it in `serviceAccountName`. */
  readonly serviceAccount: string;
}

/** The same in one cluster. */
export interface PodIdentityTrust extends ServiceAccountTrust {
  /** EKS cluster that the pods run in; no other cluster, region or account is trusted. */
  readonly clusterArn: pulumi.Input<string>;
}

/** Trust of EKS Pod Identity, bound to one service account of one cluster. Source: EKS user guide, pod-id-role and pod-id-abac. */
export function podIdentityTrust({ namespace, serviceAccount, clusterArn }: PodIdentityTrust): aws.iam.PolicyDocument {
  return {
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Action: ["sts:AssumeRole", "sts:TagSession"],
        Principal: { Service: "pods.eks.amazonaws.com" },
        Condition: {
          StringEquals: {
            // Name, region and account in one; the tag eks-cluster-name would say the name alone.
            "aws:SourceArn": clusterArn,
            "aws:RequestTag/kubernetes-namespace": namespace,
            "aws:RequestTag/kubernetes-service-account": serviceAccount,
          },
        },
      },
    ],
  };
}

/** IAM's provider of a cluster's issuer: a resource of the stack, or what is known of one that exists. */
export interface OidcProvider {
  /** In the account of the stack; roles name it as the principal that they trust. */
  readonly arn: pulumi.Input<string>;
  /** Address of the issuer, with or without `https://`. */
  readonly url: pulumi.Input<string>;
}

/** Trust through the cluster's OIDC provider (IRSA), bound to one service account. */
export function oidcTrust(
  provider: OidcProvider,
  { namespace, serviceAccount }: ServiceAccountTrust,
): pulumi.Output<aws.iam.PolicyDocument> {
  return pulumi.all([provider.arn, provider.url]).apply(([arn, url]): aws.iam.PolicyDocument => {
    const issuer = url.replace(/^https:\/\//, "");
    return {
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Action: "sts:AssumeRoleWithWebIdentity",
          Principal: { Federated: arn },
          Condition: {
            StringEquals: {
              [`${issuer}:aud`]: "sts.amazonaws.com",
              [`${issuer}:sub`]: `system:serviceaccount:${namespace}:${serviceAccount}`,
            },
          },
        },
      ],
    };
  });
}
