/** Route tables of a created VPC, and which subnet has which. */
import * as aws from "@pulumi/aws";
import { type CreatedVpc, partTags } from "./vpc";

/** Subnets of a table, by the part of their logical name that says which: `private-1`. */
type Members = Readonly<Record<string, aws.ec2.Subnet>>;

/**
 * Makes one table a zone for its private subnet and, where there is one, its pod subnet. One a zone even with a single NAT
 * gateway, so that a change of `network.nat` moves routes, not subnets.
 */
export function privateRouteTables(
  vpc: CreatedVpc,
  privateSubnets: readonly aws.ec2.Subnet[],
  podSubnets: readonly aws.ec2.Subnet[],
): readonly aws.ec2.RouteTable[] {
  return privateSubnets.map((subnet, ordinal) => {
    const pods = podSubnets[ordinal];
    return routeTable(vpc, `private-${ordinal + 1}`, {
      [`private-${ordinal + 1}`]: subnet,
      ...(pods === undefined ? {} : { [`pods-${ordinal + 1}`]: pods }),
    });
  });
}

/** Makes one table for all subnets of a tier. */
export function tierRouteTable(
  vpc: CreatedVpc,
  tier: "public" | "intra",
  subnets: readonly aws.ec2.Subnet[],
): aws.ec2.RouteTable {
  return routeTable(
    vpc,
    tier,
    Object.fromEntries(subnets.map((subnet, ordinal) => [`${tier}-${ordinal + 1}`, subnet])),
  );
}

function routeTable(vpc: CreatedVpc, part: string, members: Members): aws.ec2.RouteTable {
  const table = new aws.ec2.RouteTable(`${vpc.name}-${part}`, { vpcId: vpc.id, tags: partTags(vpc, part) }, vpc.opts);
  for (const [member, subnet] of Object.entries(members)) {
    new aws.ec2.RouteTableAssociation(
      `${vpc.name}-${member}`,
      { routeTableId: table.id, subnetId: subnet.id },
      vpc.opts,
    );
  }
  return table;
}
