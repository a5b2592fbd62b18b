/** What the config names and the plan does not make: an existing VPC, its subnets, security groups. */
import { listOf, recordOf } from "../../../../capacity/units/fields";
import type { Made, PlannedAwsResource } from "./made";

const idForm = /\b(?:vpc|subnet|sg)-[0-9a-f]{8,17}\b/g;

const idsIn = (value: unknown): readonly string[] => JSON.stringify(value ?? null).match(idForm) ?? [];

/** Range of the VPC that stands for one that exists; its real range is not in the plan. */
const range = "10.0.0.0/16";

/**
 * Makes what exists already, so that what is planned can name it: one VPC, with each subnet in the next zone.
 * @returns what is assumed of it, one sentence each
 */
export async function existingNetwork(
  made: Made,
  resources: readonly PlannedAwsResource[],
): Promise<readonly string[]> {
  const planned = new Set(
    resources.flatMap(({ id, outputs, inputs }) => {
      const own = new Set(idsIn(inputs));
      return [id, ...idsIn(outputs).filter((each) => !own.has(each))];
    }),
  );
  const named = [...new Set(resources.flatMap(({ inputs }) => idsIn(inputs)))].filter((id) => !planned.has(id)).sort();
  if (named.length === 0) return [];
  const answer = await made.call("ec2", "create_vpc", { CidrBlock: range });
  const { VpcId } = recordOf(answer.Vpc);
  const zones = listOf((await made.call("ec2", "describe_availability_zones", {})).AvailabilityZones).map(
    (zone) => recordOf(zone).ZoneName,
  );
  const subnets = named.filter((id) => id.startsWith("subnet-"));
  for (const id of named) {
    if (id.startsWith("vpc-")) made.is(id, VpcId);
    else if (id.startsWith("sg-")) {
      const { GroupId } = await made.call("ec2", "create_security_group", {
        GroupName: `existing ${id}`,
        Description: "exists already",
        VpcId,
      });
      made.is(id, GroupId);
    }
  }
  for (const [index, id] of subnets.entries()) {
    const subnet = await made.call("ec2", "create_subnet", {
      VpcId,
      CidrBlock: `10.0.${index * 16}.0/20`,
      AvailabilityZone: zones[index % zones.length],
    });
    made.is(id, recordOf(subnet.Subnet).SubnetId);
  }
  return [`${named.join(", ")}: exist already; their zones, ranges, tags and rules here are assumed, not read`];
}
