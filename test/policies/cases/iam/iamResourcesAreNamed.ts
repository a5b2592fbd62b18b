import { controllerPolicies } from "../../../../components/karpenter/controllerPolicies";
import type { Case } from "../../case";
import { policy, unknown } from "../../objects";

const context = { partition: "aws", region: "us-east-1", accountId: "111122223333", clusterName: "blue-prod_1" };
const queueArn = "arn:aws:sqs:us-east-1:111122223333:blue-prod_1";
const nodeRoleArn = "arn:aws:iam::111122223333:role/KarpenterNodeRole-blue";
/** The program's own policies: what Karpenter's template grants. */
const karpenter = Object.entries(
  controllerPolicies({ ...context, queueArn, nodeRoleArn, gateActions: ["ec2:RebootInstances"] }),
);

const reading = (Resource: unknown, changes: object = {}) =>
  policy("p", { Effect: "Allow", Action: "s3:GetObject", Resource, ...changes });
const describing = (changes: object) =>
  policy("p", {
    Effect: "Allow",
    Action: ["ec2:DescribeSubnets"],
    Resource: "*",
    Condition: { StringEquals: { "aws:RequestedRegion": "us-east-1" } },
    ...changes,
  });

/** The right to use the keys of an alias for volumes, as the program grants it. */
const volumeKeys = (Action: string, conditions: object = {}) =>
  policy("p", {
    Effect: "Allow",
    Action,
    Resource: "arn:aws:kms:us-east-1:111122223333:key/*",
    Condition: {
      StringEquals: { "kms:ViaService": "ec2.us-east-1.amazonaws.com" },
      "ForAnyValue:StringEquals": { "kms:ResourceAliases": "alias/node-volumes" },
      ...conditions,
    },
  });
const forAws = { Bool: { "kms:GrantIsForAWSResource": "true" } };

export const cases: readonly Case[] = [
  {
    title: "accepts keys of volumes by their alias, through EC2, with grants for AWS alone",
    resources: [volumeKeys("kms:Decrypt"), volumeKeys("kms:CreateGrant", forAws)],
  },
  {
    title: "refuses grants of such keys that are not for AWS alone",
    resources: [volumeKeys("kms:CreateGrant")],
    violates: [
      'IAM policy "p": policy.Statement.Resource allows kms:CreateGrant on arn:aws:kms:us-east-1:111122223333:key/*, which nobody has reviewed. To fix it, name the resources, or use Karpenter\'s statement with all its conditions, or have the platform team add it to `reviewed`.',
    ],
  },
  {
    title: "accepts all six policies of Karpenter's controller",
    resources: karpenter.map(([name, document]) => policy(name, document.Statement)),
  },
  {
    title: "accepts what VPC flow logs need",
    resources: [
      policy("p", {
        Effect: "Allow",
        Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
        Resource: "arn:aws:logs:us-east-1:111122223333:log-group:vpc:*",
      }),
    ],
  },
  { title: "accepts a named resource", resources: [reading("arn:aws:s3:::charts/index.yaml")] },
  {
    title: "accepts a reviewed pair",
    resources: [reading("arn:aws:s3:::charts/*")],
    config: { reviewed: ["s3:GetObject on arn:aws:s3:::charts/*"] },
  },
  { title: "accepts a wildcard in a Deny", resources: [reading("*", { Effect: "Deny" })] },
  { title: "accepts one of the reviewed actions alone", resources: [describing({})] },
  {
    title: "refuses a wildcard",
    resources: [reading("*")],
    violates: [
      'IAM policy "p": policy.Statement.Resource allows s3:GetObject on *, which nobody has reviewed. To fix it, name the resources, or use Karpenter\'s statement with all its conditions, or have the platform team add it to `reviewed`.',
    ],
  },
  {
    title: "refuses a reviewed action without its condition",
    resources: [describing({ Condition: undefined })],
    violates: [
      'IAM policy "p": policy.Statement.Resource allows ec2:DescribeSubnets on *, which nobody has reviewed. To fix it, name the resources, or use Karpenter\'s statement with all its conditions, or have the platform team add it to `reviewed`.',
    ],
  },
  {
    title: "refuses a reviewed action under a condition that narrows nothing",
    resources: [describing({ Condition: { StringEquals: { "aws:RequestedRegion": "*" } } })],
    violates: [
      'IAM policy "p": policy.Statement.Resource allows ec2:DescribeSubnets on *, which nobody has reviewed. To fix it, name the resources, or use Karpenter\'s statement with all its conditions, or have the platform team add it to `reviewed`.',
    ],
  },
  {
    title: "refuses a reviewed action under another operator",
    resources: [describing({ Condition: { StringLike: { "aws:RequestedRegion": "us-east-1" } } })],
    violates: [
      'IAM policy "p": policy.Statement.Resource allows ec2:DescribeSubnets on *, which nobody has reviewed. To fix it, name the resources, or use Karpenter\'s statement with all its conditions, or have the platform team add it to `reviewed`.',
    ],
  },
  {
    title: "refuses a further action beside reviewed ones",
    resources: [describing({ Action: ["ec2:DescribeSubnets", "ec2:DeleteSubnet"] })],
    violates: [
      'IAM policy "p": policy.Statement.Resource allows ec2:DescribeSubnets, ec2:DeleteSubnet on *, which nobody has reviewed. To fix it, name the resources, or use Karpenter\'s statement with all its conditions, or have the platform team add it to `reviewed`.',
    ],
  },
  {
    title: "refuses NotResource",
    resources: [reading(undefined, { NotResource: "arn:aws:s3:::secrets/*" })],
    violates: [
      'IAM policy "p": policy.Statement.NotResource allows every resource but those it names. To fix it, name the resources, or use Karpenter\'s statement with all its conditions, or have the platform team add it to `reviewed`.',
    ],
  },
  {
    title: "waits for a policy that is not known yet",
    resources: [policy("p", unknown)],
    cannotTell: ['IAM policy "p": cannot tell yet: policy is known only when it is deployed; the rule decides then.'],
  },
  {
    title: "refuses all actions but some on everything",
    resources: [policy("p", { Effect: "Allow", NotAction: "iam:*", Resource: "*" })],
    violates: [
      'IAM policy "p": policy.Statement.Resource allows all but what NotAction names on *, which nobody has reviewed. To fix it, name the resources, or use Karpenter\'s statement with all its conditions, or have the platform team add it to `reviewed`.',
    ],
  },
  {
    title: "refuses a condition without a value",
    resources: [describing({ Condition: { StringEquals: { "aws:RequestedRegion": [] } } })],
    violates: [
      'IAM policy "p": policy.Statement.Resource allows ec2:DescribeSubnets on *, which nobody has reviewed. To fix it, name the resources, or use Karpenter\'s statement with all its conditions, or have the platform team add it to `reviewed`.',
    ],
  },
];
