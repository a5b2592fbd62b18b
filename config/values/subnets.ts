/**
 * Which part of the VPC each subnet gets. There is room for six zones from the start, so that a stack that grows from two
 * zones to three keeps every range: AWS cannot change a subnet's range, only replace the subnet and all in it.
 */
import { parseCidr, part } from "./cidr";

/** Most zones that a stack can use. */
export const mostZones = 6;

/** Prefix lengths of a VPC's range: /22 still gives private subnets of /25 and others of /28, the smallest for EKS and AWS. */
export const vpcPrefix = { min: 16, max: 22 } as const;

export interface ZoneRanges {
  /** Load balancers and NAT gateways. */
  readonly public: string;
  /** Nodes and pods: an eighth of the VPC each (/19 of a /16). */
  readonly private: string;
  /** The control plane's network interfaces: no way out. */
  readonly intra: string;
}

/** Ranges of the zone with this ordinal, 0 to 5: eighths 0-5 private, 6 cut in eight public parts, 7 in eight intra parts. */
export function zoneRanges(vpcCidr: string, ordinal: number): ZoneRanges {
  const vpc = parseCidr(vpcCidr);
  const eighth = vpc.bitmask + 3;
  const small = vpc.bitmask + 6;
  return {
    private: part(vpc, eighth, ordinal).toString(),
    public: part(part(vpc, eighth, 6), small, ordinal).toString(),
    intra: part(part(vpc, eighth, 7), small, ordinal).toString(),
  };
}

/** Range of the extra private subnet that the secondary range gives the zone with this ordinal, 0 to 5: an eighth. */
export function secondaryRange(secondaryCidr: string, ordinal: number): string {
  const secondary = parseCidr(secondaryCidr);
  return part(secondary, secondary.bitmask + 3, ordinal).toString();
}

/** Part of each node subnet that is reserved for prefixes. */
export type ReservedPart = "half" | "threeQuarters";

/** Smallest range that a prefix of the VPC CNI can be taken from, and what one prefix is. */
export const prefixBits = 28;

/**
 * The ranges of a subnet that are reserved for prefixes, by a name that stays when the part grows: the upper half, and the
 * second quarter below it. The first addresses stay free: AWS and most of what is there already have them.
 */
export function reservedRanges(subnetCidr: string, reserved: ReservedPart): Readonly<Record<string, string>> {
  const subnet = parseCidr(subnetCidr);
  const half = part(subnet, subnet.bitmask + 1, 1).toString();
  return reserved === "half" ? { half } : { half, quarter: part(subnet, subnet.bitmask + 2, 1).toString() };
}
