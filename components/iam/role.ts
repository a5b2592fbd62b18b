/** IAM roles with managed policies, and the trust that lets a pod take one. */
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Account } from "./account";

export interface RoleArgs {
  readonly account: Account;
  /** Physical name, at most 64 characters; unset lets AWS's provider choose one. */
  readonly name?: string;
  readonly trust: pulumi.Input<aws.iam.PolicyDocument>;
  /** AWS managed policies by name, a path such as `service-role/` included. */
  readonly managedPolicies: readonly string[];
  readonly permissionsBoundary: string | undefined;
  readonly tags: Readonly<Record<string, string>>;
}

/** A role and its attachments. Whatever uses the role must also wait for the attachments. */
export interface AttachedRole {
  readonly role: aws.iam.Role;
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

/** Trust of an AWS service that takes the role itself. */
export function serviceTrust(service: pulumi.Input<string>): aws.iam.PolicyDocument {
  return {
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: service } }],
  };
}

/** A service account of the cluster, and how its pods take their role. */
export interface ServiceAccountTrust {
  readonly namespace: string;
  readonly serviceAccount: string;
  readonly clusterName: string;
}

/** Trust of EKS Pod Identity, bound to one service account of one cluster. Source: EKS user guide, pod-id-role and pod-id-abac. */
export function podIdentityTrust({
  namespace,
  serviceAccount,
  clusterName,
}: ServiceAccountTrust): aws.iam.PolicyDocument {
  return {
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Action: ["sts:AssumeRole", "sts:TagSession"],
        Principal: { Service: "pods.eks.amazonaws.com" },
        Condition: {
          StringEquals: {
            "aws:RequestTag/eks-cluster-name": clusterName,
            "aws:RequestTag/kubernetes-namespace": namespace,
            "aws:RequestTag/kubernetes-service-account": serviceAccount,
          },
        },
      },
    ],
  };
}

/** Trust through the cluster's OIDC provider (IRSA), bound to one service account. */
export function oidcTrust(
  provider: aws.iam.OpenIdConnectProvider,
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
