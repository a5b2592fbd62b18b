import type { Case } from "../../case";
import { policy, role, unknown } from "../../objects";

export const cases: readonly Case[] = [
  {
    title: "accepts named actions",
    resources: [policy("p", { Effect: "Allow", Action: ["s3:GetObject"], Resource: "arn:aws:s3:::b/k" })],
  },
  { title: "accepts a wildcard in a Deny", resources: [policy("p", { Effect: "Deny", Action: "*", Resource: "*" })] },
  {
    title: "accepts a reviewed wildcard",
    resources: [policy("p", { Effect: "Allow", Action: "logs:Describe*", Resource: "x" })],
    config: { reviewed: ["logs:Describe*"] },
  },
  {
    title: "refuses everything",
    resources: [policy("p", { Effect: "Allow", Action: "*", Resource: "x" })],
    violates: [
      'IAM policy "p": policy.Statement.Action allows *, which nobody has reviewed. To fix it, write the actions out, or have the platform team review the wildcard and add it to `reviewed`.',
    ],
  },
  {
    title: "refuses a service's every action",
    resources: [policy("p", [{ Effect: "Allow", Action: ["ec2:RunInstances", "ec2:Describe*"], Resource: "x" }])],
    violates: [
      'IAM policy "p": policy.Statement[0].Action allows ec2:Describe*, which nobody has reviewed. To fix it, write the actions out, or have the platform team review the wildcard and add it to `reviewed`.',
    ],
  },
  {
    title: "refuses NotAction",
    resources: [policy("p", { Effect: "Allow", NotAction: "iam:PassRole", Resource: "x" })],
    violates: [
      'IAM policy "p": policy.Statement.NotAction allows every action but those it names. To fix it, write the actions out, or have the platform team review the wildcard and add it to `reviewed`.',
    ],
  },
  {
    title: "reads a role's inline policies, whichever of them is known",
    resources: [role("r", {}, [unknown, { Effect: "Allow", Action: "iam:*", Resource: "x" }])],
    violates: [
      'IAM role "r": inlinePolicies[1].policy.Statement.Action allows iam:*, which nobody has reviewed. To fix it, write the actions out, or have the platform team review the wildcard and add it to `reviewed`.',
    ],
    cannotTell: [
      'IAM role "r": cannot tell yet: inlinePolicies[0].policy is known only when it is deployed; the rule decides then.',
    ],
  },
  {
    title: "waits for a policy that is not known yet",
    resources: [policy("p", unknown)],
    cannotTell: ['IAM policy "p": cannot tell yet: policy is known only when it is deployed; the rule decides then.'],
  },
];
