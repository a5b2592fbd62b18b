import type { Case } from "../../case";
import { role, unknown } from "../../objects";

const issuer = "oidc.eks.us-east-1.amazonaws.com/id/EXAMPLE";
const federated = { Federated: `arn:aws:iam::111122223333:oidc-provider/${issuer}` };
const irsa = (sub: unknown, aud: unknown = "sts.amazonaws.com") =>
  role("controller", {
    Effect: "Allow",
    Action: "sts:AssumeRoleWithWebIdentity",
    Principal: federated,
    Condition: { StringEquals: { [`${issuer}:aud`]: aud, [`${issuer}:sub`]: sub } },
  });
const pods = (Condition: unknown) =>
  role("controller", {
    Effect: "Allow",
    Action: ["sts:AssumeRole", "sts:TagSession"],
    Principal: { Service: "pods.eks.amazonaws.com" },
    Condition,
  });
const bound = {
  StringEquals: {
    "aws:RequestTag/kubernetes-namespace": "kube-system",
    "aws:RequestTag/kubernetes-service-account": "karpenter",
  },
};

export const cases: readonly Case[] = [
  { title: "accepts IRSA for one service account", resources: [irsa("system:serviceaccount:kube-system:karpenter")] },
  { title: "accepts Pod Identity for one service account", resources: [pods(bound)] },
  {
    title: "accepts a service's own role",
    resources: [
      role("node", { Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: "ec2.amazonaws.com" } }),
    ],
  },
  {
    title: "accepts Pod Identity bound by its association alone, where the config says so",
    resources: [pods(undefined)],
    config: { bindPodIdentity: false },
  },
  {
    title: "refuses any service account of a namespace",
    resources: [
      role("controller", {
        Effect: "Allow",
        Action: "sts:AssumeRoleWithWebIdentity",
        Principal: federated,
        Condition: {
          StringLike: {
            [`${issuer}:aud`]: "sts.amazonaws.com",
            [`${issuer}:sub`]: "system:serviceaccount:kube-system:*",
          },
        },
      }),
    ],
    violates: [
      'IAM role "controller": assumeRolePolicy.Statement.Condition does not bind :sub to one value. To fix it, add the conditions: <issuer>:sub and <issuer>:aud for IRSA, the kubernetes-namespace and kubernetes-service-account request tags for Pod Identity.',
    ],
  },
  {
    title: "refuses IRSA without conditions",
    resources: [role("controller", { Effect: "Allow", Action: "sts:AssumeRoleWithWebIdentity", Principal: federated })],
    violates: [
      'IAM role "controller": assumeRolePolicy.Statement.Condition does not bind :aud, :sub to one value. To fix it, add the conditions: <issuer>:sub and <issuer>:aud for IRSA, the kubernetes-namespace and kubernetes-service-account request tags for Pod Identity.',
    ],
  },
  {
    title: "refuses Pod Identity without conditions",
    resources: [pods(undefined)],
    violates: [
      'IAM role "controller": assumeRolePolicy.Statement.Condition does not bind aws:RequestTag/kubernetes-namespace, aws:RequestTag/kubernetes-service-account to one value. To fix it, add the conditions: <issuer>:sub and <issuer>:aud for IRSA, the kubernetes-namespace and kubernetes-service-account request tags for Pod Identity.',
    ],
  },
  {
    title: "refuses everyone",
    resources: [
      role("controller", { Effect: "Allow", Action: "sts:AssumeRole", Principal: "*" }),
      role("other", { Effect: "Allow", Action: "sts:AssumeRole", Principal: { AWS: "*" } }),
    ],
    violates: [
      'IAM role "controller": assumeRolePolicy.Statement.Principal lets everyone assume the role. To fix it, add the conditions: <issuer>:sub and <issuer>:aud for IRSA, the kubernetes-namespace and kubernetes-service-account request tags for Pod Identity.',
      'IAM role "other": assumeRolePolicy.Statement.Principal lets everyone assume the role. To fix it, add the conditions: <issuer>:sub and <issuer>:aud for IRSA, the kubernetes-namespace and kubernetes-service-account request tags for Pod Identity.',
    ],
  },
  {
    title: "accepts that nobody may, whoever it is",
    resources: [role("controller", { Effect: "Deny", Action: "sts:AssumeRole", Principal: "*" })],
  },
  {
    title: "waits for a trust that is not known yet",
    resources: [role("controller", unknown)],
    cannotTell: [
      'IAM role "controller": cannot tell yet: assumeRolePolicy is known only when it is deployed; the rule decides then.',
    ],
  },
  {
    title: "refuses a condition without a value",
    resources: [irsa([])],
    violates: [
      'IAM role "controller": assumeRolePolicy.Statement.Condition does not bind :sub to one value. To fix it, add the conditions: <issuer>:sub and <issuer>:aud for IRSA, the kubernetes-namespace and kubernetes-service-account request tags for Pod Identity.',
    ],
  },
];
