/**
 * What Karpenter's controller may do: six policies, because in one they pass IAM's 6,144 characters. Source: Karpenter
 * 1.14 CloudFormation template, statement by statement; `sid`s are its own.
 */

export interface PolicyContext {
  readonly partition: string;
  readonly region: string;
  readonly accountId: string;
  readonly clusterName: string;
  readonly nodeRoleArn: string;
  /** Undefined when interruption handling is off: then there is no queue to read. */
  readonly queueArn: string | undefined;
}

interface Statement {
  readonly Sid: string;
  readonly Effect: "Allow";
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

export interface PolicyDocument {
  readonly Version: "2012-10-17";
  readonly Statement: readonly Statement[];
}

export const policyNames = [
  "NodeLifecycle",
  "IAMIntegration",
  "EKSIntegration",
  "Interruption",
  "ZonalShift",
  "ResourceDiscovery",
] as const;
export type PolicyName = (typeof policyNames)[number];

/** Resources that a launch makes, and that carry the cluster's tags from the start. */
const launched = ["fleet", "instance", "volume", "network-interface", "launch-template", "spot-instances-request"];

/** The policies by name; Interruption is left out when there is no queue. */
export function controllerPolicies(context: PolicyContext): Readonly<Partial<Record<PolicyName, PolicyDocument>>> {
  const { queueArn } = context;
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
  };
}

function nodeLifecycle({ partition, region, clusterName }: PolicyContext): readonly Statement[] {
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
  ];
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
      StringEquals: { "iam:PassedToService": ["ec2.amazonaws.com", "ec2.amazonaws.com.cn"] },
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
    allow("AllowSSMReadActions", ["ssm:GetParameter"], [`arn:${partition}:ssm:${region}::parameter/aws/service/*`]),
    allow("AllowPricingReadActions", ["pricing:GetProducts"], ["*"]),
    allow("AllowUnscopedInstanceProfileListAction", ["iam:ListInstanceProfiles"], ["*"]),
    // Not to be narrowed: the finalizer of an EC2NodeClass probes a profile of an older name, and hangs when refused.
    allow("AllowInstanceProfileReadActions", ["iam:GetInstanceProfile"], [profileArn(context)]),
  ];
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
