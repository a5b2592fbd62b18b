/**
 * IAM calls by which Karpenter makes instance profiles of its nodes' role. Source: karpenter-provider-aws v1.14.1,
 * pkg/providers/instanceprofile and pkg/controllers/nodeclass/instanceprofile.go.
 */
import type { Tags } from "../../../tools/iam/request";
import { elsewhere, type Place, profileArn, roleArn } from "./place";
import { controllerRow, type Row } from "./row";
import type { Stack } from "./stack";
import { taggedRows } from "./taggedRows";
import { clusterNameTag, nodeClassTag, ownedTag, profileTags, regionTag, spoiled } from "./tags";

/** Calls on a profile that is there. */
const onProfiles = ["iam:AddRoleToInstanceProfile", "iam:RemoveRoleFromInstanceProfile", "iam:DeleteInstanceProfile"];

export function profileRows(stack: Stack): readonly Row[] {
  const { place, classTags } = stack;
  const tagsOf = (where: Place) => profileTags(where, classTags);
  const onResource = [ownedTag(place), nodeClassTag, regionTag];
  const inRequest = [...onResource, clusterNameTag];
  return [
    ...taggedRows(stack, {
      title: "iam:CreateInstanceProfile",
      tagsOf,
      decisive: inRequest,
      request: (where, requestTags) => ({
        action: "iam:CreateInstanceProfile",
        resource: { arn: profileArn(where) },
        requestTags,
      }),
    }),
    ...onProfiles.flatMap((action) =>
      taggedRows(stack, {
        title: action,
        tagsOf,
        decisive: onResource,
        request: (where, tags) => ({ action, resource: { arn: profileArn(where), tags } }),
      }),
    ),
    ...taggingRows(stack, tagsOf, onResource, inRequest),
    ...passingRows(stack),
  ];
}

/** Granted by Karpenter's template; its version 1.14.1 tags profiles only as it makes them. */
function taggingRows(
  stack: Stack,
  tagsOf: (where: Place) => Tags,
  onResource: readonly string[],
  inRequest: readonly string[],
): readonly Row[] {
  const { place } = stack;
  const { "other account": _, ...others } = elsewhere(place);
  const action = "iam:TagInstanceProfile";
  const request = (where: Place, tags: Tags, requestTags: Tags) => ({
    action,
    resource: { arn: profileArn(where), tags },
    requestTags,
  });
  const denied = (variation: string, where: Place, tags: Tags, requestTags: Tags) =>
    controllerRow(stack, `${action}, ${variation}`, request(where, tags, requestTags), "denied");
  return [
    ...taggedRows(stack, {
      title: action,
      tagsOf,
      decisive: onResource,
      request: (where, tags) => request(where, tags, tagsOf(place)),
    }),
    ...spoiled(place, tagsOf(place), inRequest).map(({ variation, tags }) =>
      denied(`made ${variation}`, place, tagsOf(place), tags),
    ),
    ...Object.entries(others).flatMap(([variation, where]) => [
      denied(`${variation} to itself`, where, tagsOf(where), tagsOf(where)),
      denied(`given to ${variation}`, place, tagsOf(place), tagsOf(where)),
    ]),
  ];
}

/** A launch with a profile, and AddRoleToInstanceProfile, both pass the role to EC2. */
function passingRows(stack: Stack): readonly Row[] {
  const { place, nodeRoleName } = stack;
  const action = "iam:PassRole";
  const one = (variation: string, arn: string, service: string | undefined, expected: Row["expected"]) => {
    const request = { action, resource: { arn } };
    const passing = service === undefined ? request : { ...request, context: { "iam:PassedToService": service } };
    return controllerRow(stack, `${action}, ${variation}`, passing, expected);
  };
  const ec2 = `ec2.${stack.dnsSuffix}`;
  const own = roleArn(place, nodeRoleName);
  const otherServices = ["lambda.amazonaws.com", "eks.amazonaws.com", "pods.eks.amazonaws.com"];
  return [
    one("own", own, ec2, "allowed"),
    one("other cluster", roleArn(place, `${nodeRoleName}-2`), ec2, "denied"),
    one("other account", roleArn(elsewhere(place)["other account"], nodeRoleName), ec2, "denied"),
    ...stack.roleNames
      .filter((name) => name !== "karpenter-node")
      .map((name) => one(`role ${name}`, stack.role(name).arn, ec2, "denied")),
    ...otherServices.map((service) => one(`to ${service}`, own, service, "denied")),
    one("to nobody in particular", own, undefined, "denied"),
  ];
}
