/** IAM: instance profiles by path and tags; roles and policies by the names that the program gives them. */
import {
  GetInstanceProfileCommand,
  GetRoleCommand,
  IAMClient,
  type InstanceProfile,
  NoSuchEntityException,
  paginateListAttachedRolePolicies,
  paginateListInstanceProfiles,
  paginateListPolicies,
  paginateListPolicyVersions,
  paginateListRolePolicies,
} from "@aws-sdk/client-iam";
import { labelKeys } from "../../../capacity/kubernetes/labels";
import { policyNames } from "../../../components/karpenter/controllerPolicies";
import { accountWideName, accountWideNames } from "../../../config";
import type { Leftover, Part, Target } from "../leftover";
import { tagValue } from "../tags";
import { clientSettings } from "./settings";

/** Largest page of IAM. */
const largestPage = 1000;

/** Undefined instead of the error that something is not there. */
async function ifThere<T>(asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked;
  } catch (cause) {
    if (cause instanceof NoSuchEntityException) return undefined;
    throw cause;
  }
}

/**
 * Whether a profile may be the cluster's: Karpenter's have a path of the region and the cluster, those of old versions a name
 * that starts with the cluster's; whose they are, the tags decide.
 */
function isCandidate({ Path = "", InstanceProfileName = "" }: InstanceProfile, { cluster, region }: Target): boolean {
  return Path.startsWith(`/karpenter/${region}/${cluster}/`) || InstanceProfileName.startsWith(`${cluster}_`);
}

/** Instance profiles that Karpenter has made for node classes, and the program's own for a cluster that may make none. */
export async function instanceProfiles(target: Target, pageSize = largestPage): Promise<readonly Leftover[]> {
  const client = new IAMClient(clientSettings(target.region));
  const own = accountWideNames.instanceProfile(accountWideName(target.cluster, target.region));
  const found: Leftover[] = [];
  for await (const { InstanceProfiles = [] } of paginateListInstanceProfiles({ client, pageSize }, {}))
    for (const profile of InstanceProfiles) {
      const name = profile.InstanceProfileName ?? "";
      if (name !== own && !isCandidate(profile, target)) continue;
      // the list leaves tags out
      const answer = await ifThere(client.send(new GetInstanceProfileCommand({ InstanceProfileName: name })));
      const tags = answer?.InstanceProfile?.Tags;
      const tag = `kubernetes.io/cluster/${target.cluster}`;
      const isKarpenters = tagValue(tags, tag) === "owned" && tagValue(tags, labelKeys.region) === target.region;
      if (answer === undefined || (name !== own && !isKarpenters)) continue;
      found.push({
        kind: "instance-profile",
        id: name,
        about: tagValue(tags, labelKeys.nodeClass) ?? "",
        foundBy: isKarpenters ? `tag ${tag}=owned` : `name ${name}`,
        parts: (answer.InstanceProfile?.Roles ?? []).map(({ RoleName = "" }): Part => ({ kind: "role", id: RoleName })),
      });
    }
  client.destroy();
  return found;
}

/** The node role and the controller's role, with what is attached to them. */
export async function roles(target: Target): Promise<readonly Leftover[]> {
  const client = new IAMClient(clientSettings(target.region));
  const name = accountWideName(target.cluster, target.region);
  const found: Leftover[] = [];
  for (const RoleName of [accountWideNames.nodeRole(name), accountWideNames.controllerRole(name)]) {
    if ((await ifThere(client.send(new GetRoleCommand({ RoleName })))) === undefined) continue;
    const parts: Part[] = [];
    for await (const { AttachedPolicies = [] } of paginateListAttachedRolePolicies({ client }, { RoleName }))
      parts.push(...AttachedPolicies.map(({ PolicyArn = "" }): Part => ({ kind: "attached-policy", id: PolicyArn })));
    for await (const { PolicyNames = [] } of paginateListRolePolicies({ client }, { RoleName }))
      parts.push(...PolicyNames.map((id): Part => ({ kind: "inline-policy", id })));
    found.push({ kind: "role", id: RoleName, about: "", foundBy: `name ${RoleName}`, parts });
  }
  client.destroy();
  return found;
}

/** The controller's policies, with their older versions. */
export async function policies(target: Target, pageSize = largestPage): Promise<readonly Leftover[]> {
  const client = new IAMClient(clientSettings(target.region));
  const name = accountWideName(target.cluster, target.region);
  const own = new Set(policyNames.map((each) => accountWideNames.controllerPolicy(name, each)));
  const found: Leftover[] = [];
  for await (const { Policies = [] } of paginateListPolicies({ client, pageSize }, { Scope: "Local" }))
    for (const { PolicyName = "", Arn: PolicyArn = "" } of Policies) {
      if (!own.has(PolicyName)) continue;
      const parts: Part[] = [];
      for await (const { Versions = [] } of paginateListPolicyVersions({ client }, { PolicyArn }))
        for (const { VersionId = "", IsDefaultVersion } of Versions)
          if (IsDefaultVersion !== true) parts.push({ kind: "version", id: VersionId });
      found.push({ kind: "policy", id: PolicyArn, about: "", foundBy: `name ${PolicyName}`, parts });
    }
  client.destroy();
  return found;
}
