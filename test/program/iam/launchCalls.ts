/**
 * EC2 calls by which Karpenter launches, tags and terminates. Source: karpenter-provider-aws v1.14.1,
 * pkg/providers/instance, pkg/providers/launchtemplate, pkg/controllers/nodeclass/validation.go. What each call needs
 * besides its own action: service authorization reference of Amazon EC2.
 */
import type { Request, Tags } from "../../../tools/iam/request";
import { ec2Arn, elsewhere, type Place } from "./place";
import { controllerRow, type Row } from "./row";
import type { Stack } from "./stack";
import { taggedRows } from "./taggedRows";
import { checkTags, clusterNameTag, launchTags, nodePoolTag, nodeTags, ownedTag } from "./tags";

/** What each call makes, with tags from the call itself or from the launch template. */
const made: Readonly<Record<string, readonly string[]>> = {
  CreateLaunchTemplate: ["launch-template"],
  CreateFleet: ["fleet", "instance", "volume", "network-interface", "spot-instances-request"],
  RunInstances: ["instance", "volume", "network-interface", "spot-instances-request"],
};

/** What both kinds of launches use: the account's, a share of another's, or for images and snapshots anybody's. */
const used = ["image", "snapshot", "security-group", "subnet", "capacity-reservation", "placement-group"];
const ofNobody = ["image", "snapshot"];

export function launchRows(stack: Stack): readonly Row[] {
  const makes = Object.entries(made).flatMap(([call, kinds]) => kinds.map((kind) => ({ call, kind })));
  return [
    ...makes.flatMap(({ call, kind }) => makingRows(stack, `ec2:${call} on ${kind}`, `ec2:${call}`, kind, {})),
    ...makes.flatMap(({ call, kind }) => creationTaggingRows(stack, call, kind)),
    ...["ec2:CreateFleet", "ec2:RunInstances"].flatMap((action) => [
      ...existingRows(stack, action, "launch-template"),
      ...used.flatMap((kind) => usingRows(stack, action, kind)),
    ]),
    ...existingRows(stack, "ec2:TerminateInstances", "instance"),
    ...existingRows(stack, "ec2:RebootInstances", "instance"),
    ...existingRows(stack, "ec2:DeleteLaunchTemplate", "launch-template"),
    ...laterTaggingRows(stack),
  ];
}

/** Something new, which the request says the tags of. */
function makingRows(
  stack: Stack,
  title: string,
  action: string,
  kind: string,
  context: NonNullable<Request["context"]>,
): readonly Row[] {
  const { place, classTags } = stack;
  const request = (where: Place, requestTags: Tags) => ({
    action,
    resource: { arn: ec2Arn(where, kind) },
    region: where.region,
    requestTags,
    context,
  });
  const decisive = [ownedTag(place), nodePoolTag, clusterNameTag];
  return [
    ...taggedRows(stack, { title, tagsOf: (where) => launchTags(where, classTags), decisive, request }),
    controllerRow(stack, `${title}, check of a node class`, request(place, checkTags(place, classTags)), "allowed"),
  ];
}

/** EC2 asks for ec2:CreateTags as well when a call that makes something tags it. */
function creationTaggingRows(stack: Stack, call: string, kind: string): readonly Row[] {
  const title = `ec2:CreateTags of ec2:${call} on ${kind}`;
  const later = (variation: string, context: NonNullable<Request["context"]>) => {
    const resource = { arn: ec2Arn(stack.place, kind, `${kind}-1`) };
    const requestTags = launchTags(stack.place, stack.classTags);
    const request = { action: "ec2:CreateTags", resource, region: stack.place.region, requestTags, context };
    return controllerRow(stack, `${title}, ${variation}`, request, "denied");
  };
  return [
    ...makingRows(stack, title, "ec2:CreateTags", kind, { "ec2:CreateAction": call }),
    // Whoever could tag what is there could make it Karpenter's to terminate.
    later("outside of a launch", {}),
    later("of a call that makes something else", { "ec2:CreateAction": "CreateVolume" }),
  ];
}

/** Something that Karpenter made and tagged before. */
function existingRows(stack: Stack, action: string, kind: string): readonly Row[] {
  const { place, classTags } = stack;
  const title = `${action} on ${kind}`;
  const request = (where: Place, tags: Tags) => ({
    action,
    resource: { arn: ec2Arn(where, kind, `${kind}-1`), tags },
    region: where.region,
  });
  return [
    ...taggedRows(stack, {
      title,
      tagsOf: (where) => launchTags(where, classTags),
      decisive: [ownedTag(place), nodePoolTag],
      request,
    }),
    controllerRow(stack, `${title}, check of a node class`, request(place, checkTags(place, classTags)), "allowed"),
  ];
}

/** What a launch uses has no tags of Karpenter's; images and snapshots belong to no cluster and no account. */
function usingRows(stack: Stack, action: string, kind: string): readonly Row[] {
  const one = (variation: string, where: Place, expected: Row["expected"]) => {
    const resource = { arn: ec2Arn(where, kind, `${kind}-1`), tags: { [ownedTag(where)]: "owned" } };
    return controllerRow(
      stack,
      `${action} on ${kind}, ${variation}`,
      { action, resource, region: where.region },
      expected,
    );
  };
  const others = Object.entries(elsewhere(stack.place)).filter(
    ([variation]) => variation === "other region" || !ofNobody.includes(kind),
  );
  return [one("own", stack.place, "allowed"), ...others.map(([variation, where]) => one(variation, where, "denied"))];
}

/** Once an instance has joined, it gets its node's name. */
function laterTaggingRows(stack: Stack): readonly Row[] {
  const { place, classTags } = stack;
  const title = "ec2:CreateTags of a node's name on instance";
  const request = (requestTags: Tags) => (where: Place, tags: Tags) => ({
    action: "ec2:CreateTags",
    resource: { arn: ec2Arn(where, "instance", "i-1"), tags },
    region: where.region,
    requestTags,
  });
  const { [clusterNameTag]: clusterName, ...older } = launchTags(place, classTags);
  const more = (variation: string, tags: Tags, expected: Row["expected"]) =>
    controllerRow(stack, `${title}, ${variation}`, request({ ...nodeTags, ...tags })(place, older), expected);
  return [
    ...taggedRows(stack, {
      title,
      tagsOf: (where) => launchTags(where, classTags),
      decisive: [ownedTag(place), nodePoolTag],
      request: request(nodeTags),
    }),
    more("which lacks the cluster's name", { [clusterNameTag]: clusterName! }, "allowed"),
    more("for another cluster", { [clusterNameTag]: elsewhere(place)["other cluster"].cluster }, "denied"),
    more("with another pool", { [nodePoolTag]: "beta-general" }, "denied"),
    more("with another tag", { "cost-center": "0815" }, "denied"),
  ];
}
