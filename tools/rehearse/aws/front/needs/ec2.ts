/** What EC2's calls need. Source: service authorization reference of Amazon EC2. */
import type { Call } from "../call";
import { createFleetNeeds, runInstancesNeeds } from "./launch";
import { type Existing, ec2Arn, listOf, type Need, type Place, specifiedTags, tagsOf, textOf } from "./need";

/** Kinds of resources by the prefix of their ids. */
const kindOfPrefix: Readonly<Record<string, string>> = {
  i: "instance",
  lt: "launch-template",
  vol: "volume",
  eni: "network-interface",
  subnet: "subnet",
  sg: "security-group",
};

function arnOfId(place: Place, id: string): string {
  return ec2Arn(place, kindOfPrefix[id.slice(0, id.indexOf("-"))] ?? "*", id);
}

function createLaunchTemplate({ parameters }: Call, place: Place): readonly Need[] {
  const requestTags = specifiedTags(parameters.TagSpecification, "launch-template");
  const need: Need = {
    action: "ec2:CreateLaunchTemplate",
    region: place.region,
    resource: { arn: ec2Arn(place, "launch-template") },
    ...(requestTags === undefined ? {} : { requestTags }),
  };
  if (requestTags === undefined) return [need];
  return [need, { ...need, action: "ec2:CreateTags", context: { "ec2:CreateAction": "CreateLaunchTemplate" } }];
}

async function onIds(
  action: string,
  ids: readonly string[],
  place: Place,
  existing: Existing,
): Promise<readonly Need[]> {
  const tags = await existing.tags(ids);
  return ids.map((id) => ({
    action,
    region: place.region,
    resource: { arn: arnOfId(place, id), tags: tags.get(id) ?? {} },
  }));
}

async function createTags({ parameters }: Call, place: Place, existing: Existing): Promise<readonly Need[]> {
  const requestTags = tagsOf(parameters.Tag);
  const needs = await onIds("ec2:CreateTags", listOf(parameters.ResourceId).map(textOf), place, existing);
  return needs.map((need) => ({ ...need, requestTags }));
}

function deleteLaunchTemplate({ parameters }: Call, place: Place, existing: Existing): readonly Need[] {
  const named = textOf(parameters.LaunchTemplateName) || textOf(parameters.LaunchTemplateId);
  const template = existing.template(named);
  return [
    {
      action: "ec2:DeleteLaunchTemplate",
      region: place.region,
      resource: { arn: ec2Arn(place, "launch-template", template?.id ?? named), tags: template?.tags ?? {} },
    },
  ];
}

/** Describe actions take no resource. */
export async function ec2Needs(call: Call, place: Place, existing: Existing): Promise<readonly Need[]> {
  switch (call.operation) {
    case "CreateFleet":
      return createFleetNeeds(call, place, existing);
    case "RunInstances":
      return runInstancesNeeds(call, place, existing);
    case "CreateLaunchTemplate":
      return createLaunchTemplate(call, place);
    case "DeleteLaunchTemplate":
      return deleteLaunchTemplate(call, place, existing);
    case "CreateTags":
      return createTags(call, place, existing);
    case "TerminateInstances":
      return onIds("ec2:TerminateInstances", listOf(call.parameters.InstanceId).map(textOf), place, existing);
    default:
      return [{ action: `ec2:${call.operation}`, region: call.region, resource: { arn: "*" } }];
  }
}
