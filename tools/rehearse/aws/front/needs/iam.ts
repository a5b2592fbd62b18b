/** What IAM's calls need. Source: service authorization reference of IAM. Karpenter's calls are all about instance profiles. */
import type { Call } from "../call";
import { type Existing, type Need, type Place, tagsOf, textOf } from "./need";

const onProfile = new Set([
  "AddRoleToInstanceProfile",
  "RemoveRoleFromInstanceProfile",
  "DeleteInstanceProfile",
  "GetInstanceProfile",
  "TagInstanceProfile",
]);

function profileArn({ partition, account }: Place, path: string, name: string): string {
  return `arn:${partition}:iam::${account}:instance-profile${path}${name}`;
}

export async function iamNeeds(
  { operation, parameters }: Call,
  place: Place,
  existing: Existing,
): Promise<readonly Need[]> {
  const action = `iam:${operation}`;
  const name = textOf(parameters.InstanceProfileName);
  if (operation === "CreateInstanceProfile") {
    const arn = profileArn(place, textOf(parameters.Path) || "/", name);
    return [{ action, resource: { arn }, requestTags: tagsOf(parameters.Tags) }];
  }
  if (!onProfile.has(operation)) return [{ action, resource: { arn: "*" } }];
  const profile = await existing.profile(name);
  const resource = { arn: profile?.arn ?? profileArn(place, "/", name), tags: profile?.tags ?? {} };
  if (operation === "TagInstanceProfile") return [{ action, resource, requestTags: tagsOf(parameters.Tags) }];
  if (operation !== "AddRoleToInstanceProfile") return [{ action, resource }];
  const service = place.partition === "aws-cn" ? "ec2.amazonaws.com.cn" : "ec2.amazonaws.com";
  const role = `arn:${place.partition}:iam::${place.account}:role/${textOf(parameters.RoleName)}`;
  return [
    { action, resource },
    { action: "iam:PassRole", resource: { arn: role }, context: { "iam:PassedToService": service } },
  ];
}
