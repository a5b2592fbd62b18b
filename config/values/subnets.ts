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
