/** The plan's AWS resources, and where they would be. */
import { partitionOfRegion } from "../../../capacity/ec2/partitions";
import { defaultRegion } from "../../plan/engine/deployment";
import { type Properties, resolved, unwrapped, type Value } from "../../plan/engine/property";
import type { PlannedStack } from "../../plan/plan";
import { accountId } from "../../plan/standins/standIn";
import type { AwsResource } from "./credentials/roles";
import { existingClusterResources } from "./existingCluster";
import type { Place } from "./front/needs/need";

/** A registered value without secrets' wrappings. */
function plain(value: Value): Value {
  const inner = unwrapped(resolved(value)) ?? null;
  if (Array.isArray(inner)) return inner.map(plain);
  if (typeof inner !== "object" || inner === null) return inner;
  return Object.fromEntries(Object.entries(inner).map(([key, each]) => [key, plain(each as Value)]));
}

/** In the order of registration: each after those that it needs. First what is there already. */
export function awsResources(planned: PlannedStack): readonly AwsResource[] {
  const { resources, stack } = planned;
  const made = resources
    .filter(({ type }) => type.startsWith("aws:"))
    .map((resource) => ({
      ...resource,
      inputs: plain(resource.inputs) as Properties,
      outputs: plain(resource.outputs) as Properties,
    }));
  return stack === undefined ? made : [...existingClusterResources(stack, placeOf(planned)), ...made];
}

/** The stack's region, and the account that the plan stands in for. */
export function placeOf({ config }: PlannedStack): Place {
  const region = config.values.get("aws:region") ?? defaultRegion;
  return { region, partition: partitionOfRegion(region)?.name ?? "aws", account: accountId };
}
