/** The plan's roles and policies as AWS would have them after `up`. */
import { type PlannedResource, plannedRole } from "../../../iam/plannedRole";
import { type Policy, parsePolicy } from "../../../iam/policyDocument";
import type { PlannedAwsResource } from "../create/made";
import type { Place } from "../front/needs/need";
import type { Role } from "../front/sessions";

export type AwsResource = PlannedAwsResource & { readonly parent: string };

const typeOf = (urn: string) => urn.split("::").slice(2).join("::");

/** The component that a resource is made in, as `ControllerRole karpenter-controller`. */
function componentOf({ parent }: AwsResource): string {
  const [types = "", name = ""] = typeOf(parent).split("::");
  const type = types.split("$").at(-1) ?? "";
  return `${type.split(":").at(-1)} ${name}`;
}

/** The planned role of an ARN; undefined when the plan makes none of that ARN. */
export function roleOfArn(
  arn: string,
  resources: readonly AwsResource[],
  { partition, account }: Place,
): Role | undefined {
  const role = resources.find(({ type, inputs }) => {
    const path = String(inputs.path ?? "/");
    return type === "aws:iam/role:Role" && `arn:${partition}:iam::${account}:role${path}${String(inputs.name)}` === arn;
  });
  if (role === undefined) return undefined;
  const planned = plannedRole(resources as readonly PlannedResource[], role.name, { partition, accountId: account });
  return { name: role.name, arn, trust: planned.trust, identity: planned.identity, component: componentOf(role) };
}

/** Policies of queues by their ARN. */
export function queuePolicies(resources: readonly AwsResource[]): ReadonlyMap<string, Policy> {
  const policies = new Map<string, Policy>();
  for (const { type, name, inputs } of resources) {
    if (type !== "aws:sqs/queuePolicy:QueuePolicy") continue;
    const queue = resources.find(
      ({ type: of, outputs }) => of === "aws:sqs/queue:Queue" && outputs.url === inputs.queueUrl,
    );
    const arn = queue?.outputs.arn;
    if (typeof arn === "string") policies.set(arn, parsePolicy(`${name} queue policy`, "resource", inputs.policy));
  }
  return policies;
}
