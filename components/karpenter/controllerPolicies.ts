/**
 * What Karpenter's controller may do: six policies and one for keys of volumes, since a single one would exceed IAM's 6,144 characters. Source: Karpenter
 * 1.14 CloudFormation template, statement by statement, with the template's own `Sid`s.
 */
import { partitions } from "../../capacity/ec2/partitions";
import { ownValue } from "../../capacity/units/ownValue";
import { volumeKeyStatements } from "./volumeKeys";

/** Names and ARNs that the policies are bound to. */
export interface PolicyContext {
  /** First part of every ARN: `aws`, `aws-cn` or `aws-us-gov`. */
  readonly partition: string;
  /** Region whose EC2 resources the controller may use. */
  readonly region: string;
  /** Twelve digits, as in ARNs. */
  readonly accountId: string;
  /** EKS cluster whose tag the controller's instances have; others it may not touch. */
  readonly clusterName: string;
  /** The only role that the controller may pass to instances. */
  readonly nodeRoleArn: string;
  /** Queue of interruption events; undefined when interruption handling is off. */
  readonly queueArn: string | undefined;
  /**
   * SSM parameters that node classes name as their AMIs, by name (this region's and account's) or by ARN; the controller
   * may read these and AWS's own, no others.
   * @default none
   */
  readonly amiParameters?: readonly string[];
  /** KMS keys that node classes name for their volumes, by id, alias, or ARN of either. @default none */
  readonly volumeKeys?: readonly string[];
  /** Actions that feature gates which are on need beside the template's, as the row of the version names them. @default none */
  readonly gateActions?: readonly string[];
}

interface Statement {
  readonly Sid: string;
  readonly Effect: "Allow";
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

/** An IAM policy document with every field known, so that its size can be tested. */
export interface PolicyDocument {
  /** Version of IAM's policy language. */
  readonly Version: "2012-10-17";
  /** What is allowed; nothing is denied. */
  readonly Statement: readonly Statement[];
}

/** Last part of each policy's logical name. Source: the same template. */
export const policyNames = [
  "NodeLifecycle",
  "IAMIntegration",
  "EKSIntegration",
  "Interruption",
  "ZonalShift",
  "ResourceDiscovery",
  // not in the template: whoever brings keys of their own adds it there by hand
  "VolumeKeys",
] as const;
export type PolicyName = (typeof policyNames)[number];

/** Kinds of EC2 resources that a launch makes, each with the cluster's tags from the start. */
const launched = ["fleet", "instance", "volume", "network-interface", "launch-template", "spot-instances-request"];

/** The policies by name, without Interruption when there is no queue, and VolumeKeys when no node class names a key. */
export function controllerPolicies(context: PolicyContext): Readonly<Partial<Record<PolicyName, PolicyDocument>>> {
  const { queueArn, volumeKeys = [] } = context;
  return {
    NodeLifecycle: policy(nodeLifecycle(context)),
    IAMIntegration: policy(iamIntegration(context)),
    EKSIntegration: policy([allow("AllowAPIServerEndpointDiscovery", ["eks:DescribeCluster"], [clusterArn(context)])]),
    ...(queueArn === undefined
      ? {}
      : {
          Interruption: policy([
            allow(
              "AllowInterruptionQueueActions",
              ["sqs:DeleteMessage", "sqs:GetQueueUrl", "sqs:ReceiveMessage"],
              [queueArn],
            ),
          ]),
        }),
    ZonalShift: policy([
      allow("AllowZonalShiftStatusReadOnly", ["arc-zonal-shift:GetManagedResource"], ["*"], {
        StringEquals: { "arc-zonal-shift:ResourceIdentifier": clusterArn(context) },
      }),
    ]),
    ResourceDiscovery: policy(resourceDiscovery(context)),
    ...(volumeKeys.length === 0 ? {} : { VolumeKeys: policy(volumeKeyPolicy(context, volumeKeys)) }),
  };
}

function nodeLifecycle({ partition, region, clusterName, gateActions = [] }: PolicyContext): readonly Statement[] {
  const regional = (kind: string) => `arn:${partition}:ec2:${region}:*:${kind}/*`;
  const ownerless = (kind: string) => `arn:${partition}:ec2:${region}::${kind}/*`;
  const own = `kubernetes.io/cluster/${clusterName}`;
  const ofPool = (tag: "RequestTag" | "ResourceTag") => ({ [`aws:${tag}/karpenter.sh/nodepool`]: "*" });
  const requested = { [`aws:RequestTag/${own}`]: "owned", "aws:RequestTag/eks:eks-cluster-name": clusterName };
  const owned = { [`aws:ResourceTag/${own}`]: "owned" };
  return [
    allow(
      "AllowScopedEC2InstanceAccessActions",
      ["ec2:RunInstances", "ec2:CreateFleet"],
      [
        ownerless("image"),
        ownerless("snapshot"),
        ...["security-group", "subnet", "capacity-reservation", "placement-group"].map(regional),
      ],
    ),
    allow(
      "AllowScopedEC2LaunchTemplateAccessActions",
      ["ec2:RunInstances", "ec2:CreateFleet"],
      [regional("launch-template")],
      { StringEquals: owned, StringLike: ofPool("ResourceTag") },
    ),
    allow(
      "AllowScopedEC2InstanceActionsWithTags",
      ["ec2:RunInstances", "ec2:CreateFleet", "ec2:CreateLaunchTemplate"],
      launched.map(regional),
      { StringEquals: requested, StringLike: ofPool("RequestTag") },
    ),
    allow("AllowScopedResourceCreationTagging", ["ec2:CreateTags"], launched.map(regional), {
      StringEquals: { ...requested, "ec2:CreateAction": ["RunInstances", "CreateFleet", "CreateLaunchTemplate"] },
      StringLike: ofPool("RequestTag"),
    }),
    allow("AllowScopedResourceTagging", ["ec2:CreateTags"], [regional("instance")], {
      StringEquals: owned,
      StringLike: ofPool("ResourceTag"),
      StringEqualsIfExists: { "aws:RequestTag/eks:eks-cluster-name": clusterName },
      "ForAllValues:StringEquals": { "aws:TagKeys": ["eks:eks-cluster-name", "karpenter.sh/nodeclaim", "Name"] },
    }),
    allow(
      "AllowScopedDeletion",
      ["ec2:TerminateInstances", "ec2:DeleteLaunchTemplate"],
      [regional("instance"), regional("launch-template")],
      { StringEquals: owned, StringLike: ofPool("ResourceTag") },
    ),
    // the program's own, narrowed as the deletion is: the templates that we could read end with 1.14
    ...gateActions.map((action) => {
      const sid = ownValue(gateStatements, action);
      if (sid === undefined) throw new Error(`no statement is written for ${action}, which a feature gate needs`);
      return allow(sid, [action], [regional("instance")], { StringEquals: owned, StringLike: ofPool("ResourceTag") });
    }),
  ];
}

/** Statements about the controller's own instances, by the action that a gate needs. */
export const gateStatements: Readonly<Record<string, string>> = { "ec2:RebootInstances": "AllowScopedReboot" };

/** EC2 as it calls itself in the partitions. */
const ec2Services: readonly string[] = [...new Set(partitions.map(({ dnsSuffix }) => `ec2.${dnsSuffix}`))].sort();

function volumeKeyPolicy(context: PolicyContext, volumeKeys: readonly string[]): readonly Statement[] {
  return volumeKeyStatements({ ...context, volumeKeys }).map(({ sid, actions, resources, condition }) =>
    allow(sid, actions, resources, condition),
  );
}

function iamIntegration(context: PolicyContext): readonly Statement[] {
  const { region, clusterName, nodeRoleArn } = context;
  const tags = (kind: "RequestTag" | "ResourceTag") => ({
    [`aws:${kind}/kubernetes.io/cluster/${clusterName}`]: "owned",
    [`aws:${kind}/topology.kubernetes.io/region`]: region,
  });
  const requested = { ...tags("RequestTag"), "aws:RequestTag/eks:eks-cluster-name": clusterName };
  const nodeClass = (kind: "RequestTag" | "ResourceTag") => ({ [`aws:${kind}/karpenter.k8s.aws/ec2nodeclass`]: "*" });
  const profiles = [profileArn(context)];
  return [
    allow("AllowPassingInstanceRole", ["iam:PassRole"], [nodeRoleArn], {
      StringEquals: { "iam:PassedToService": ec2Services },
    }),
    allow("AllowScopedInstanceProfileCreationActions", ["iam:CreateInstanceProfile"], profiles, {
      StringEquals: requested,
      StringLike: nodeClass("RequestTag"),
    }),
    allow("AllowScopedInstanceProfileTagActions", ["iam:TagInstanceProfile"], profiles, {
      StringEquals: { ...tags("ResourceTag"), ...requested },
      StringLike: { ...nodeClass("ResourceTag"), ...nodeClass("RequestTag") },
    }),
    allow(
      "AllowScopedInstanceProfileActions",
      ["iam:AddRoleToInstanceProfile", "iam:RemoveRoleFromInstanceProfile", "iam:DeleteInstanceProfile"],
      profiles,
      { StringEquals: tags("ResourceTag"), StringLike: nodeClass("ResourceTag") },
    ),
  ];
}

function resourceDiscovery(context: PolicyContext): readonly Statement[] {
  const { partition, region } = context;
  const described = [
    "CapacityReservations",
    "Images",
    "Instances",
    "InstanceStatus",
    "InstanceTypeOfferings",
    "InstanceTypes",
    "LaunchTemplates",
    "PlacementGroups",
    "SecurityGroups",
    "SpotPriceHistory",
    "Subnets",
  ];
  return [
    allow(
      "AllowRegionalReadActions",
      described.map((what) => `ec2:Describe${what}`),
      ["*"],
      {
        StringEquals: { "aws:RequestedRegion": region },
      },
    ),
    allow(
      "AllowSSMReadActions",
      ["ssm:GetParameter"],
      [`arn:${partition}:ssm:${region}::parameter/aws/service/*`, ...ownParameterArns(context)],
    ),
    allow("AllowPricingReadActions", ["pricing:GetProducts"], ["*"]),
    allow("AllowUnscopedInstanceProfileListAction", ["iam:ListInstanceProfiles"], ["*"]),
    // All profiles: the finalizer of an EC2NodeClass reads a profile of an older name, and hangs when it may not.
    allow("AllowInstanceProfileReadActions", ["iam:GetInstanceProfile"], [profileArn(context)]),
  ];
}

/** Each once, without the version or label that may follow its name: IAM knows parameters by name alone. */
function ownParameterArns({ partition, region, accountId, amiParameters = [] }: PolicyContext): readonly string[] {
  const arns = amiParameters.map((parameter) => {
    const [, arn, name] = /^(arn:[^/]+:parameter)?\/?([^:]+)/.exec(parameter)!;
    return `${arn ?? `arn:${partition}:ssm:${region}:${accountId}:parameter`}/${name}`;
  });
  const own = arns.filter(
    (arn) => !arn.startsWith(`arn:${partition}:ssm:${region}:${accountId}:parameter/aws/service/`),
  );
  return [...new Set(own)].sort();
}

function clusterArn({ partition, region, accountId, clusterName }: PolicyContext): string {
  return `arn:${partition}:eks:${region}:${accountId}:cluster/${clusterName}`;
}

function profileArn({ partition, accountId }: PolicyContext): string {
  return `arn:${partition}:iam::${accountId}:instance-profile/*`;
}

function policy(statements: readonly Statement[]): PolicyDocument {
  return { Version: "2012-10-17", Statement: statements };
}

function allow(
  sid: string,
  actions: readonly string[],
  resources: readonly string[],
  condition?: Statement["Condition"],
): Statement {
  return {
    Sid: sid,
    Effect: "Allow",
    Action: actions,
    Resource: resources,
    ...(condition === undefined ? {} : { Condition: condition }),
  };
}
