/**
 * Calls that change nothing, why each is as wide as it is, and what narrows it. Source: karpenter-provider-aws v1.14.1;
 * whether an action takes resources or conditions: service authorization reference of each service.
 */
import { clusterArn, elsewhere, type Place, profileArn, queueArn } from "./place";
import { controllerRow, type Row } from "./row";
import type { Stack } from "./stack";

/** EC2 describes all or nothing: these actions take no resource, and a call without filters names none. */
const described: Readonly<Record<string, string>> = {
  CapacityReservations: "node classes select reservations by tag, which only a list can answer",
  Images: "AMIs are chosen by name or tag, and most are Amazon's",
  Instances: "finds instances that lost their node, by tag",
  InstanceStatus: "scheduled maintenance is told of instances, not of tags",
  InstanceTypeOfferings: "says what the region sells; nobody's resource",
  InstanceTypes: "says what the region sells; nobody's resource",
  LaunchTemplates: "finds the cluster's templates by tag when it starts, and those of a node class that goes",
  PlacementGroups: "node classes select groups by name",
  SecurityGroups: "node classes select groups by tag or name",
  SpotPriceHistory: "the region's prices; nobody's resource",
  Subnets: "node classes select subnets by tag",
};

/** The other read calls: what each reads, and why not less. */
const reads: readonly {
  readonly action: string;
  readonly why: string;
  readonly resource: (where: Place) => string;
  /** Places that the policy keeps out; the others are read, too, for the reason. */
  readonly deniedAt: readonly (keyof ReturnType<typeof elsewhere>)[];
}[] = [
  {
    action: "pricing:GetProducts",
    why: "a public price list without resources; asked in a region of its own, since not every region answers (us-gov: not asked)",
    resource: () => "*",
    deniedAt: [],
  },
  {
    action: "iam:ListInstanceProfiles",
    why: "takes no resource; finds profiles to delete by their path",
    resource: () => "*",
    deniedAt: [],
  },
  {
    action: "iam:GetInstanceProfile",
    why: "any of the account: the finalizer of a node class asks for a profile of an older name, and hangs when refused",
    resource: profileArn,
    deniedAt: ["other account"],
  },
  {
    action: "eks:DescribeCluster",
    why: "the own cluster only: endpoint, version, service range",
    resource: clusterArn,
    deniedAt: ["other cluster", "other region", "other account"],
  },
  {
    action: "ssm:GetParameter",
    why: "parameters of AWS's own with the ids of AMIs; they are public and the same for all clusters",
    resource: ({ partition, region }) =>
      `arn:${partition}:ssm:${region}::parameter/aws/service/eks/optimized-ami/1.35/amazon-linux-2023/x86_64/standard/recommended/image_id`,
    deniedAt: ["other region"],
  },
  {
    action: "sqs:GetQueueUrl",
    why: "the own queue only, by its name",
    resource: queueArn,
    deniedAt: ["other cluster", "other region", "other account"],
  },
];

/** By action: why it is not narrower. */
export const readReasons: Readonly<Record<string, string>> = {
  ...Object.fromEntries(Object.entries(described).map(([what, why]) => [`ec2:Describe${what}`, why])),
  ...Object.fromEntries(reads.map(({ action, why }) => [action, why])),
  "kms:DescribeKey": "keys of volumes that node classes name, through EC2 only; volumeKeyCalls.ts has its rows",
  "arc-zonal-shift:GetManagedResource": "takes no resource; a condition names the own cluster",
};

export function readRows(stack: Stack): readonly Row[] {
  const { place } = stack;
  const others = elsewhere(place);
  const one = (variation: string, action: string, arn: string, region: string, expected: Row["expected"]) =>
    controllerRow(stack, `${action}, ${variation}`, { action, resource: { arn }, region }, expected);
  return [
    ...Object.keys(described).flatMap((what) => [
      one("own", `ec2:Describe${what}`, "*", place.region, "allowed"),
      one("other region", `ec2:Describe${what}`, "*", others["other region"].region, "denied"),
    ]),
    ...reads.flatMap(({ action, resource, deniedAt }) => [
      one("own", action, resource(place), place.region, "allowed"),
      ...Object.entries(others)
        // The same call again where the place is no part of what is read.
        .filter(([, where]) => resource(where) !== resource(place))
        .map(([variation, where]) => {
          const isDenied = deniedAt.some((denied) => denied === variation);
          return one(variation, action, resource(where), where.region, isDenied ? "denied" : "allowed");
        }),
    ]),
    one("a parameter of the account's", "ssm:GetParameter", parameterArn(place), place.region, "denied"),
    ...zonalShiftRows(stack),
  ];
}

/** `settings.enableZonalShift` only. The cluster is named by a condition key: the action takes no resource. */
function zonalShiftRows(stack: Stack): readonly Row[] {
  const action = "arc-zonal-shift:GetManagedResource";
  const one = (variation: string, where: Place, expected: Row["expected"]) => {
    const context = { "arc-zonal-shift:ResourceIdentifier": clusterArn(where) };
    const request = { action, resource: { arn: "*" }, region: where.region, context };
    return controllerRow(stack, `${action}, ${variation}`, request, expected);
  };
  return [
    one("own", stack.place, "allowed"),
    ...Object.entries(elsewhere(stack.place)).map(([variation, where]) => one(variation, where, "denied")),
  ];
}

function parameterArn({ partition, region, account }: Place): string {
  return `arn:${partition}:ssm:${region}:${account}:parameter/golden/al2023`;
}
