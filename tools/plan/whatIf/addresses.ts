/** Addresses of the subnets of nodes, where the stack makes them: each node takes one, and each pod. */
import type { WhatIfAnswer } from "../../../capacity/whatIf/answer";
import type { StackConfig } from "../../../config";
import { secondaryRange, zoneRanges } from "../../../config";

/** Addresses that AWS keeps of each subnet. */
const keptByAws = 5;

/** Of each prefix that a node takes when the VPC CNI delegates them. */
const prefixAddresses = 16;

const sizeOf = (cidr: string) => 2 ** (32 - Number(cidr.slice(cidr.indexOf("/") + 1)));

/** Addresses for nodes and pods; undefined for a network that is there already. */
export function addressesOf({ network }: StackConfig): number | undefined {
  if (network.kind !== "created") return undefined;
  const { cidr, secondaryCidr, zoneCount } = network;
  const ranges = Array.from({ length: zoneCount }, (_, ordinal) =>
    secondaryCidr === undefined ? zoneRanges(cidr, ordinal).private : secondaryRange(secondaryCidr, ordinal),
  );
  return ranges.reduce((sum, range) => sum + sizeOf(range) - keptByAws, 0);
}

/** The least that the nodes and pods of an answer take. */
export function neededAddresses({ admitted, nodes, taken }: WhatIfAnswer, { cluster }: StackConfig): number {
  const pods = Math.min(admitted.most, taken.most);
  if (!cluster.prefixDelegation) return nodes.least + pods;
  return Math.max(nodes.least * (prefixAddresses + 1), nodes.least + pods);
}
