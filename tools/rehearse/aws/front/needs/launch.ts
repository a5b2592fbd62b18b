/**
 * What launching needs besides the call's own action. Source: service authorization reference of Amazon EC2, CreateFleet and
 * RunInstances (resource types and dependent actions); EC2 user guide, "Control access to EC2 resources during resource
 * creation": ec2:CreateTags with ec2:CreateAction for each kind that is tagged.
 */
import type { Tags } from "../../../../iam/request";
import type { Call, Parameters } from "../call";
import {
  type Existing,
  ec2Arn,
  type LaunchTemplate,
  listOf,
  type Need,
  type Place,
  recordOf,
  specifiedTags,
  textOf,
} from "./need";

/** What a launch makes, by the name of the kind in TagSpecifications and ARNs. */
const made = ["instance", "volume", "network-interface"] as const;

interface Launch {
  readonly template: LaunchTemplate | undefined;
  readonly subnets: readonly string[];
  readonly images: readonly string[];
  readonly groups: readonly string[];
  /** Placement group and capacity reservation, each with its kind. */
  readonly places: readonly (readonly [kind: string, id: string])[];
  readonly isSpot: boolean;
  /** Tags by kind: the call's own, and those of the template. */
  readonly tags: (kind: string) => Tags | undefined;
}

/** Where a template wants its instances; a placement group's ARN has its name, for which a template may have the id. */
function placesOf(data: Parameters): Launch["places"] {
  const { GroupName, GroupId } = recordOf(data.Placement);
  const target = recordOf(recordOf(data.CapacityReservationSpecification).CapacityReservationTarget);
  const found = [
    ["placement-group", textOf(GroupName) || textOf(GroupId)],
    ["capacity-reservation", textOf(target.CapacityReservationId)],
  ] as const;
  return found.filter(([, id]) => id !== "");
}

/** Subnets, groups, images and tags of one template with the overrides that go with it. */
function launchOf(
  template: LaunchTemplate | undefined,
  specifications: Parameters[string] | undefined,
  given: { readonly subnets: readonly string[]; readonly images: readonly string[]; readonly isSpot: boolean },
): Launch {
  const data = template?.data ?? {};
  const interfaces = listOf(data.NetworkInterface).map(recordOf);
  const groups = [
    ...listOf(data.SecurityGroupId).map(textOf),
    ...interfaces.flatMap((each) => listOf(each.SecurityGroupId ?? each.Groups).map(textOf)),
  ];
  const images = [...given.images, textOf(data.ImageId)].filter((id) => id !== "");
  return {
    template,
    subnets: [...new Set([...given.subnets, ...interfaces.map(({ SubnetId }) => textOf(SubnetId))])].filter(
      (id) => id !== "",
    ),
    images: [...new Set(images)],
    groups: [...new Set(groups)],
    places: placesOf(data),
    isSpot: given.isSpot,
    tags: (kind) => {
      const ofCall = specifiedTags(specifications, kind);
      const ofTemplate = specifiedTags(data.TagSpecification, kind);
      return ofCall === undefined && ofTemplate === undefined ? undefined : { ...ofTemplate, ...ofCall };
    },
  };
}

/** What one action needs of a launch: all that it uses and makes, and the tags of what it makes. */
function actionNeeds(place: Place, action: string, launch: Launch, extra: readonly string[]): readonly Need[] {
  const { region } = place;
  const on = (kind: string, id: string, tags?: Tags): Need => ({
    action,
    region,
    resource: { arn: ec2Arn(place, kind, id), ...(tags === undefined ? {} : { tags }) },
  });
  const kinds = [...made, ...(launch.isSpot ? ["spot-instances-request"] : []), ...extra];
  const makes = kinds.map((kind): Need => {
    const requestTags = launch.tags(kind);
    return { ...on(kind, "*"), ...(requestTags === undefined ? {} : { requestTags }) };
  });
  const CreateAction = action.slice("ec2:".length);
  const tagging = kinds.flatMap((kind): readonly Need[] => {
    const requestTags = launch.tags(kind);
    if (requestTags === undefined) return [];
    const resource = { arn: ec2Arn(place, kind, "*") };
    return [{ action: "ec2:CreateTags", region, resource, requestTags, context: { "ec2:CreateAction": CreateAction } }];
  });
  const { template } = launch;
  return [
    ...(template === undefined ? [] : [on("launch-template", template.id, template.tags)]),
    ...launch.images.map((id) => on("image", id)),
    ...launch.subnets.map((id) => on("subnet", id)),
    ...launch.groups.map((id) => on("security-group", id)),
    // of the two actions, the reference names these for RunInstances only
    ...(action === "ec2:RunInstances" ? launch.places.map(([kind, id]) => on(kind, id)) : []),
    ...makes,
    ...tagging,
  ];
}

/** A launch with a profile passes its role to EC2. */
async function passing(
  place: Place,
  template: LaunchTemplate | undefined,
  existing: Existing,
): Promise<readonly Need[]> {
  const { Name, Arn } = recordOf(template?.data.IamInstanceProfile);
  const name = textOf(Name) || (textOf(Arn).split("/").at(-1) ?? "");
  const profile = name === "" ? undefined : await existing.profile(name);
  const service = place.partition === "aws-cn" ? "ec2.amazonaws.com.cn" : "ec2.amazonaws.com";
  return (profile?.roles ?? []).map((arn) => ({
    action: "iam:PassRole",
    resource: { arn },
    context: { "iam:PassedToService": service },
  }));
}

/** An instant fleet launches by RunInstances in the caller's name, so it needs that, too. */
export async function createFleetNeeds(
  { parameters }: Call,
  place: Place,
  existing: Existing,
): Promise<readonly Need[]> {
  const { LaunchTemplateConfigs, TagSpecification, TargetCapacitySpecification } = parameters;
  const isSpot = recordOf(TargetCapacitySpecification).DefaultTargetCapacityType === "spot";
  const all = await Promise.all(
    listOf(LaunchTemplateConfigs).map(async (config) => {
      const { LaunchTemplateSpecification, Overrides } = recordOf(config);
      const { LaunchTemplateName, LaunchTemplateId } = recordOf(LaunchTemplateSpecification);
      const template = existing.template(textOf(LaunchTemplateName) || textOf(LaunchTemplateId));
      const overrides = listOf(Overrides).map(recordOf);
      const launch = launchOf(template, TagSpecification, {
        subnets: overrides.map(({ SubnetId }) => textOf(SubnetId)),
        images: overrides.map(({ ImageId }) => textOf(ImageId)),
        isSpot,
      });
      return [
        ...actionNeeds(place, "ec2:CreateFleet", launch, ["fleet"]),
        ...actionNeeds(place, "ec2:RunInstances", launch, []),
        ...(await passing(place, template, existing)),
      ];
    }),
  );
  return all.flat();
}

export async function runInstancesNeeds(
  { parameters }: Call,
  place: Place,
  existing: Existing,
): Promise<readonly Need[]> {
  const { LaunchTemplate: given, NetworkInterface, SubnetId, ImageId, TagSpecification } = parameters;
  const { LaunchTemplateName, LaunchTemplateId } = recordOf(given);
  const template = existing.template(textOf(LaunchTemplateName) || textOf(LaunchTemplateId));
  const launch = launchOf(template, TagSpecification, {
    subnets: [textOf(SubnetId), ...listOf(NetworkInterface).map((each) => textOf(recordOf(each).SubnetId))],
    images: [textOf(ImageId)],
    isSpot: false,
  });
  return [...actionNeeds(place, "ec2:RunInstances", launch, []), ...(await passing(place, template, existing))];
}
