/**
 * Statements whose wildcards were reviewed: what Karpenter's controller needs, narrowed by the conditions that its own
 * template gives them, and VPC flow logs. Sources: Karpenter 1.14 CloudFormation template, facts table "IAM"; VPC user
 * guide, "IAM role for publishing flow logs to CloudWatch Logs".
 */
import { memoizeBy } from "../../capacity/units/memoize";
import type { Statement } from "./iam";

/** Text with placeholders: P partition, R region, A account, C cluster, N any name, each as {P}. */
interface Reviewed {
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  /** Operator to key to values, all of which the statement must have; values are texts with placeholders. */
  readonly conditions?: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
}

const placeholders: Readonly<Record<string, string>> = {
  "{P}": "aws[a-z-]*",
  "{R}": "[a-z]{2,4}(?:-[a-z]+)+-\\d",
  "{A}": "\\d{12}",
  "{C}": "[0-9A-Za-z][0-9A-Za-z_-]*",
  "{N}": "[^*?:]+",
};

const regional = (...kinds: string[]) => kinds.map((kind) => `arn:{P}:ec2:{R}:*:${kind}/*`);
const ownerless = (...kinds: string[]) => kinds.map((kind) => `arn:{P}:ec2:{R}::${kind}/*`);
const launched = regional(
  "fleet",
  "instance",
  "volume",
  "network-interface",
  "launch-template",
  "spot-instances-request",
);
const profiles = ["arn:{P}:iam::{A}:instance-profile/*"];
const owned = { "aws:ResourceTag/kubernetes.io/cluster/{C}": ["owned"] };
const requested = {
  "aws:RequestTag/kubernetes.io/cluster/{C}": ["owned"],
  "aws:RequestTag/eks:eks-cluster-name": ["{C}"],
};
const anyPool = (tag: string) => ({ [`aws:${tag}/karpenter.sh/nodepool`]: ["*"] });
const anyClass = (tag: string) => ({ [`aws:${tag}/karpenter.k8s.aws/ec2nodeclass`]: ["*"] });
const inRegion = (tag: string) => ({ [`aws:${tag}/topology.kubernetes.io/region`]: ["{R}"] });

export const reviewedStatements: readonly Reviewed[] = [
  {
    actions: ["ec2:RunInstances", "ec2:CreateFleet"],
    resources: [
      ...ownerless("image", "snapshot"),
      ...regional("security-group", "subnet", "capacity-reservation", "placement-group"),
    ],
  },
  {
    actions: ["ec2:RunInstances", "ec2:CreateFleet"],
    resources: regional("launch-template"),
    conditions: { StringEquals: owned, StringLike: anyPool("ResourceTag") },
  },
  {
    actions: ["ec2:RunInstances", "ec2:CreateFleet", "ec2:CreateLaunchTemplate"],
    resources: launched,
    conditions: { StringEquals: requested, StringLike: anyPool("RequestTag") },
  },
  {
    actions: ["ec2:CreateTags"],
    resources: launched,
    conditions: {
      StringEquals: { ...requested, "ec2:CreateAction": ["RunInstances", "CreateFleet", "CreateLaunchTemplate"] },
      StringLike: anyPool("RequestTag"),
    },
  },
  {
    actions: ["ec2:CreateTags"],
    resources: regional("instance"),
    conditions: {
      StringEquals: owned,
      StringLike: anyPool("ResourceTag"),
      StringEqualsIfExists: { "aws:RequestTag/eks:eks-cluster-name": ["{C}"] },
      "ForAllValues:StringEquals": { "aws:TagKeys": ["eks:eks-cluster-name", "karpenter.sh/nodeclaim", "Name"] },
    },
  },
  {
    actions: ["ec2:TerminateInstances", "ec2:DeleteLaunchTemplate"],
    resources: regional("instance", "launch-template"),
    conditions: { StringEquals: owned, StringLike: anyPool("ResourceTag") },
  },
  // by the feature gate rebootForRepair of Karpenter 1.15; the program's own
  {
    actions: ["ec2:RebootInstances"],
    resources: regional("instance"),
    conditions: { StringEquals: owned, StringLike: anyPool("ResourceTag") },
  },
  {
    actions: ["iam:CreateInstanceProfile"],
    resources: profiles,
    conditions: { StringEquals: { ...requested, ...inRegion("RequestTag") }, StringLike: anyClass("RequestTag") },
  },
  {
    actions: ["iam:TagInstanceProfile"],
    resources: profiles,
    conditions: {
      StringEquals: { ...owned, ...inRegion("ResourceTag"), ...requested, ...inRegion("RequestTag") },
      StringLike: { ...anyClass("ResourceTag"), ...anyClass("RequestTag") },
    },
  },
  {
    actions: ["iam:AddRoleToInstanceProfile", "iam:RemoveRoleFromInstanceProfile", "iam:DeleteInstanceProfile"],
    resources: profiles,
    conditions: { StringEquals: { ...owned, ...inRegion("ResourceTag") }, StringLike: anyClass("ResourceTag") },
  },
  {
    actions: ["arc-zonal-shift:GetManagedResource"],
    resources: ["*"],
    conditions: { StringEquals: { "arc-zonal-shift:ResourceIdentifier": ["arn:{P}:eks:{R}:{A}:cluster/{C}"] } },
  },
  {
    actions: [
      "CapacityReservations Images Instances InstanceStatus InstanceTypeOfferings InstanceTypes",
      "LaunchTemplates PlacementGroups SecurityGroups SpotPriceHistory Subnets",
    ].flatMap((line) => line.split(" ").map((what) => `ec2:Describe${what}`)),
    resources: ["*"],
    conditions: { StringEquals: { "aws:RequestedRegion": ["{R}"] } },
  },
  { actions: ["ssm:GetParameter"], resources: ["arn:{P}:ssm:{R}::parameter/aws/service/*"] },
  // keys of volumes that node classes name by alias: the program's own
  ...[
    ["Decrypt", "DescribeKey", "GenerateDataKeyWithoutPlaintext", "ReEncryptFrom", "ReEncryptTo"],
    ["CreateGrant"],
  ].map((actions) => ({
    actions: actions.map((action) => `kms:${action}`),
    resources: ["arn:{P}:kms:{R}:{A}:key/*"],
    conditions: {
      StringEquals: { "kms:ViaService": ["ec2.{R}.amazonaws.com"] },
      "ForAnyValue:StringEquals": { "kms:ResourceAliases": ["alias/{N}"] },
      ...(actions.includes("CreateGrant") ? { Bool: { "kms:GrantIsForAWSResource": ["true"] } } : {}),
    },
  })),
  { actions: ["pricing:GetProducts"], resources: ["*"] },
  { actions: ["iam:ListInstanceProfiles"], resources: ["*"] },
  { actions: ["iam:GetInstanceProfile"], resources: profiles },
  {
    actions: ["logs:CreateLogStream", "logs:PutLogEvents", "logs:DescribeLogStreams"],
    resources: ["arn:{P}:logs:{R}:{A}:log-group:{N}:*"],
  },
];

/** Whether a text matches a reviewed text with its placeholders filled in. */
const fits = (template: string, text: string): boolean => patternOf(template).test(text);

const patternOf = memoizeBy(
  (template: string) => template,
  (template) => {
    const parts = template
      .split(/(\{[PRACN]\})/)
      .map((part) => placeholders[part] ?? part.replace(/[.*?/()[\]{}+^$|\\]/g, "\\$&"));
    return new RegExp(`^${parts.join("")}$`);
  },
);

/** Whether a reviewed statement allows all actions of this one on the resource, and this one has all its conditions. */
export function isReviewed({ actions, conditions }: Statement, resource: string): boolean {
  return reviewedStatements.some((reviewed) => {
    const isWanted = actions.length > 0 && actions.every((action) => reviewed.actions.includes(action));
    return (
      isWanted && reviewed.resources.some((template) => fits(template, resource)) && hasConditions(reviewed, conditions)
    );
  });
}

function hasConditions({ conditions = {} }: Reviewed, given: Statement["conditions"]): boolean {
  const wanted = Object.entries(conditions).flatMap(([operator, keys]) =>
    Object.entries(keys).map(([key, values]) => ({ operator, key, values })),
  );
  return wanted.every(({ operator, key, values }) =>
    given.some(
      (condition) =>
        condition.operator === operator &&
        fits(key, condition.key) &&
        condition.values.length > 0 &&
        condition.values.every((value) => values.some((template) => fits(template, value))),
    ),
  );
}
