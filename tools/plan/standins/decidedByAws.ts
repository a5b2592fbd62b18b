/** Look-ups whose answer only AWS knows: the stand-ins answer as an ordinary account would, and the plan says so. */
import { ownValue } from "../../../capacity/units/ownValue";
import { isProperties, type Properties, type Value } from "../engine/property";
import { textOf } from "./standIn";

const checks: Readonly<Record<string, (inputs: Properties) => string | undefined>> = {
  "aws:ec2/getVpcEndpointService:getVpcEndpointService": (inputs) =>
    `network: whether AWS has the endpoint service ${filterValues(inputs, "service-name").join(" or ")}`,
  // One such look-up asks for the zones of an id, the other for any: only the first asks which name has the id.
  "aws:index/getAvailabilityZones:getAvailabilityZones": (inputs) => {
    const ids = filterValues(inputs, "zone-id");
    return ids.length === 0
      ? undefined
      : `network.zones: whether one of them is ${ids.join(" or ")} in your account, where EKS places no control plane`;
  },
  "aws:iam/getSessionContext:getSessionContext": () =>
    "cluster.creator: whether whoever runs the first `pulumi up` is also in cluster.admins or in a team's access",
};

/** What of the look-up only AWS decides, in words for the user; undefined where the stand-in's answer is as good. */
export function decidedByAws(token: string, inputs: Properties): string | undefined {
  return ownValue(checks, token)?.(inputs);
}

function filterValues({ filters }: Properties, wanted: string): readonly string[] {
  if (!Array.isArray(filters)) return [];
  return (filters as readonly Value[])
    .filter(isProperties)
    .filter(({ name }) => name === wanted)
    .flatMap(({ values }) => (Array.isArray(values) ? values.map((value: Value) => textOf(value)) : []));
}
