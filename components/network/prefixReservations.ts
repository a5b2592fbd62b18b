/**
 * Reservations of type prefix in the subnets of nodes: EC2 takes /28 prefixes of nodes from them and gives no single address
 * out of them, so that prefixes find room however long the subnet has been in use.
 * Source: Amazon VPC user guide, "Subnet CIDR reservations"; EKS best practices, "Prefix mode for Linux".
 */
import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { type ExistingNetwork, reservedRanges, secondaryRange, zoneRanges } from "../../config";
import type { CreatedVpc } from "./vpc";

/**
 * Reserves the part of each node subnet that the config asks for; nothing when it asks for none.
 * @param tier which subnets they are, in the order of the zones
 */
export function reservePrefixes(vpc: CreatedVpc, tier: "private" | "pods", subnets: readonly aws.ec2.Subnet[]): void {
  const { prefixReservation, cidr, secondaryCidr } = vpc.network;
  if (prefixReservation === undefined) return;
  for (const [ordinal, subnet] of subnets.entries()) {
    const range =
      tier === "pods" && secondaryCidr !== undefined
        ? secondaryRange(secondaryCidr, ordinal)
        : zoneRanges(cidr, ordinal).private;
    for (const [part, cidrBlock] of Object.entries(reservedRanges(range, prefixReservation))) {
      reservation(`${vpc.name}-${tier}-${ordinal + 1}-prefixes-${part}`, subnet.id, cidrBlock, vpc.opts.parent);
    }
  }
}

/** Makes the reservations that the config lists for subnets which exist. */
export function reserveListed(
  name: string,
  { prefixReservations = [] }: ExistingNetwork,
  parent: pulumi.Resource,
): void {
  for (const { subnetId, cidr } of prefixReservations) {
    reservation(`${name}-${subnetId}-${cidr.replace(/[./]/g, "-")}`, subnetId, cidr, parent);
  }
}

function reservation(name: string, subnetId: pulumi.Input<string>, cidrBlock: string, parent: pulumi.Resource): void {
  new aws.ec2.SubnetCidrReservation(
    name,
    { subnetId, cidrBlock, reservationType: "prefix", description: "prefixes of nodes' pods" },
    { parent },
  );
}
