/** A role as a plan has it: what its trust says, and what is attached to it. */
import { parseArn } from "./arn";
import { type Policy, parsePolicy } from "./policyDocument";

/** A resource of a plan in settled mode, where nothing is unknown. */
export interface PlannedResource {
  readonly type: string;
  readonly name: string;
  readonly inputs: Readonly<Record<string, unknown>>;
}

export interface PlannedRole {
  readonly arn: string;
  readonly trust: Policy;
  /** Policies of the plan, attached or inline, each under its resource's name. */
  readonly identity: readonly Policy[];
  /** Names of attached policies that AWS manages: their text is not in the plan. */
  readonly awsManaged: readonly string[];
  /** Undefined if the role has none. Its text is not in the plan, either. */
  readonly boundaryArn: string | undefined;
}

const roleType = "aws:iam/role:Role";

/** Ways to attach policies that this program does not use, and that would be missed without a word. */
const notRead = ["inlinePolicies", "managedPolicyArns"];

/**
 * The role of a name, as the program calls it: `karpenter-controller`. Only what is attached counts, not what is planned.
 * @param account where the plan's resources are made
 * @throws RangeError if the plan has no such role, or attaches policies in a way that is not read
 */
export function plannedRole(
  resources: readonly PlannedResource[],
  name: string,
  account: { readonly partition: string; readonly accountId: string },
): PlannedRole {
  const role = resources.find((one) => one.type === roleType && one.name === name);
  if (role === undefined) throw new RangeError(`the plan has no role called ${name}`);
  for (const input of notRead) {
    if (role.inputs[input] !== undefined) throw new RangeError(`the role ${name} has ${input}, which are not read`);
  }
  const physical = String(role.inputs.name);
  const ofRole = (type: string) => resources.filter((one) => one.type === type && one.inputs.role === physical);
  const attached = ofRole("aws:iam/rolePolicyAttachment:RolePolicyAttachment").map(({ inputs }) =>
    parseArn(String(inputs.policyArn)),
  );
  const ownPolicies = attached
    .filter(({ account: owner }) => owner !== "aws")
    .map(({ resource }) => plannedPolicy(resources, resource));
  const inline = ofRole("aws:iam/rolePolicy:RolePolicy");
  const path = String(role.inputs.path ?? "/");
  return {
    arn: `arn:${account.partition}:iam::${account.accountId}:role${path}${physical}`,
    trust: parsePolicy(`${name} trust`, "trust", role.inputs.assumeRolePolicy),
    identity: [...ownPolicies, ...inline].map((one) => parsePolicy(one.name, "identity", one.inputs.policy)),
    awsManaged: attached.filter(({ account: owner }) => owner === "aws").map(({ resource }) => lastPart(resource)),
    boundaryArn: role.inputs.permissionsBoundary === undefined ? undefined : String(role.inputs.permissionsBoundary),
  };
}

/** @param path resource part of the policy's ARN: `policy/KarpenterControllerNodeLifecyclePolicy-dev` */
function plannedPolicy(resources: readonly PlannedResource[], path: string): PlannedResource {
  const policy = resources.find((one) => one.type === "aws:iam/policy:Policy" && one.inputs.name === lastPart(path));
  if (policy === undefined) throw new RangeError(`${path} is attached, but not in the plan`);
  return policy;
}

function lastPart(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}
