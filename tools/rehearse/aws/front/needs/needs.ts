/** What a call of any service needs. Source: service authorization reference of each service. */
import type { Call } from "../call";
import { ec2Needs } from "./ec2";
import { iamNeeds } from "./iam";
import { type Existing, type Need, type Place, textOf } from "./need";

function queueArn({ partition, region, account }: Place, nameOrUrl: string): string {
  return `arn:${partition}:sqs:${region}:${account}:${nameOrUrl.slice(nameOrUrl.lastIndexOf("/") + 1)}`;
}

/** Parameters of AWS's own belong to no account. */
function parameterArn({ partition, region, account }: Place, name: string): string {
  const owner = name.startsWith("/aws/service/") ? "" : account;
  if (name.startsWith("arn:")) return name;
  return `arn:${partition}:ssm:${region}:${owner}:parameter${name.startsWith("/") ? "" : "/"}${name}`;
}

/** Every action that AWS checks for a call. */
export async function needsOf(call: Call, place: Place, existing: Existing): Promise<readonly Need[]> {
  const { service, operation, parameters, region } = call;
  const one = (prefix: string, arn: string, context: NonNullable<Need["context"]> = {}): readonly Need[] => [
    { action: `${prefix}:${operation}`, region, resource: { arn }, context },
  ];
  switch (service) {
    case "ec2":
      return ec2Needs(call, place, existing);
    case "iam":
      return iamNeeds(call, place, existing);
    case "sqs":
      return one("sqs", queueArn(place, textOf(parameters.QueueUrl) || textOf(parameters.QueueName)));
    case "ssm":
      return one("ssm", parameterArn(place, textOf(parameters.Name)));
    case "eks":
      return one("eks", `arn:${place.partition}:eks:${region}:${place.account}:cluster/${textOf(parameters.name)}`);
    case "arc-zonal-shift":
      return one("arc-zonal-shift", "*", {
        "arc-zonal-shift:ResourceIdentifier": textOf(parameters.resourceIdentifier),
      });
    default:
      return one(service, "*");
  }
}
