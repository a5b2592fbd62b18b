/** The way from a created VPC to the internet: an internet gateway, NAT gateways, and the routes to both. */
import * as aws from "@pulumi/aws";
import { tierRouteTable } from "./routeTables";
import { type CreatedVpc, partTags } from "./vpc";

const anywhere = "0.0.0.0/0";

/**
 * Gives public subnets a way in and out, and the tables of private ones a way out through NAT gateways: in each zone, or
 * all through that of the first (about 33 USD a month each, but its zone's failure cuts off all of them).
 */
export function internetAccess(
  vpc: CreatedVpc,
  publicSubnets: readonly aws.ec2.Subnet[],
  privateTables: readonly aws.ec2.RouteTable[],
): void {
  const gateway = new aws.ec2.InternetGateway(
    vpc.name,
    { vpcId: vpc.id, tags: { ...vpc.tags, Name: vpc.name } },
    vpc.opts,
  );
  const publicTable = tierRouteTable(vpc, "public", publicSubnets);
  const publicRoute = new aws.ec2.Route(
    `${vpc.name}-public`,
    { routeTableId: publicTable.id, destinationCidrBlock: anywhere, gatewayId: gateway.id },
    vpc.opts,
  );
  const natSubnets = vpc.network.nat === "single" ? publicSubnets.slice(0, 1) : publicSubnets;
  const nats = natSubnets.map((subnet, ordinal) => natGateway(vpc, `nat-${ordinal + 1}`, subnet, publicRoute));
  for (const [ordinal, table] of privateTables.entries()) {
    new aws.ec2.Route(
      `${vpc.name}-private-${ordinal + 1}`,
      { routeTableId: table.id, destinationCidrBlock: anywhere, natGatewayId: (nats[ordinal] ?? nats[0]!).id },
      vpc.opts,
    );
  }
}

function natGateway(
  vpc: CreatedVpc,
  part: string,
  subnet: aws.ec2.Subnet,
  publicRoute: aws.ec2.Route,
): aws.ec2.NatGateway {
  const [name, tags] = [`${vpc.name}-${part}`, partTags(vpc, part)];
  // A NAT gateway answers only once its own subnet has the way out.
  const address = new aws.ec2.Eip(name, { domain: "vpc", tags }, { ...vpc.opts, dependsOn: publicRoute });
  return new aws.ec2.NatGateway(name, { subnetId: subnet.id, allocationId: address.id, tags }, vpc.opts);
}
