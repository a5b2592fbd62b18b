import type { Case } from "../../case";
import { nodeClass, policy, unknown } from "../../objects";

const toEc2 = { StringEquals: { "iam:PassedToService": ["ec2.amazonaws.com", "ec2.amazonaws.com.cn"] } };
const passing = (changes: object) =>
  policy("pass", {
    Effect: "Allow",
    Action: "iam:PassRole",
    Resource: "arn:aws:iam::111122223333:role/KarpenterNodeRole-dotori",
    Condition: toEc2,
    ...changes,
  });

export const cases: readonly Case[] = [
  { title: "accepts the node role to EC2", resources: [passing({}), nodeClass("dotori")] },
  {
    title: "accepts another role to another service",
    resources: [
      passing({
        Resource: "arn:aws:iam::111122223333:role/other",
        Condition: { StringEquals: { "iam:PassedToService": "ecs.amazonaws.com" } },
      }),
      nodeClass("dotori"),
    ],
  },
  {
    title: "accepts a stack without node classes, as nothing says what the node role is",
    resources: [passing({ Resource: "arn:aws:iam::111122223333:role/other" })],
  },
  {
    title: "refuses another role to EC2",
    resources: [passing({ Resource: "arn:aws:iam::111122223333:role/admin" }), nodeClass("dotori")],
    violates: [
      'IAM policy "pass": policy lets the role admin be passed to EC2; the node classes use KarpenterNodeRole-dotori. To fix it, name the node role\'s ARN as Resource and ec2.amazonaws.com in a condition on iam:PassedToService.',
    ],
  },
  {
    title: "refuses any role",
    resources: [passing({ Resource: "*" })],
    violates: [
      'IAM policy "pass": policy.Statement.Resource lets any role be passed: *. To fix it, name the node role\'s ARN as Resource and ec2.amazonaws.com in a condition on iam:PassedToService.',
    ],
  },
  {
    title: "refuses any service",
    resources: [passing({ Condition: undefined })],
    violates: [
      'IAM policy "pass": policy.Statement.Condition does not say to which service the role may be passed. To fix it, name the node role\'s ARN as Resource and ec2.amazonaws.com in a condition on iam:PassedToService.',
    ],
  },
  {
    title: "refuses what hides in a wildcard",
    resources: [passing({ Action: "iam:Pass*", Condition: undefined })],
    violates: [
      'IAM policy "pass": policy.Statement.Condition does not say to which service the role may be passed. To fix it, name the node role\'s ARN as Resource and ec2.amazonaws.com in a condition on iam:PassedToService.',
    ],
  },
  {
    title: "waits for a policy that is not known yet",
    resources: [policy("pass", unknown), nodeClass("dotori")],
    cannotTell: [
      'IAM policy "pass": cannot tell yet: policy is known only when it is deployed; the rule decides then.',
    ],
  },
  {
    title: "accepts a Deny, and other actions on anything",
    resources: [
      passing({ Effect: "Deny", Resource: "*", Condition: undefined }),
      passing({ Action: "iam:ListRoles", Resource: "*", Condition: undefined }),
    ],
  },
];
