/** Ranges of subnets that only prefixes of nodes are taken from. */
import { overlaps, parseCidr } from "../../values/cidr";
import { prefixBits, reservedRanges, secondaryRange, zoneRanges } from "../../values/subnets";
import { createdNetworkRule, type Report, type Rule, type RuleInput } from "../rule";
import { mostNodes } from "./nodes";

/** A rule about the reservations of a VPC that exists. */
function listedRule(
  name: string,
  check: (
    listed: readonly { readonly subnetId: string; readonly cidr: string; readonly path: string }[],
    report: Report,
    input: RuleInput,
  ) => void,
): Rule {
  return {
    name,
    level: "error",
    check: (input, report) => {
      const { network } = input.stack;
      if (network.kind === "created") return;
      const listed = (network.prefixReservations ?? []).map((one, index) => ({
        ...one,
        path: `network.existing.prefixReservations[${index}]`,
      }));
      check(listed, report, input);
    },
  };
}

export const prefixReservationRules: readonly Rule[] = [
  {
    name: "prefix-reservation-has-prefixes",
    level: "warning",
    check: ({ stack: { network, cluster } }, report) => {
      if (cluster.prefixDelegation) return;
      const [path, value] =
        network.kind === "created"
          ? ["network.prefixReservation", network.prefixReservation]
          : ["network.existing.prefixReservations", network.prefixReservations];
      if (value === undefined) return;
      report({
        path,
        value,
        message:
          "keeps addresses that nothing takes: with cluster.addons.vpc-cni.prefixDelegation off, nodes take single addresses, and none of these",
        suggestion: "delete it, or set cluster.addons.vpc-cni.prefixDelegation: true",
      });
    },
  },
  createdNetworkRule("prefix-reservation-covers-the-pools", "warning", (network, report, { stack }) => {
    const { prefixReservation, secondaryCidr, cidr, zoneCount } = network;
    if (prefixReservation === undefined) return;
    const nodes = mostNodes(stack);
    const subnet = secondaryCidr === undefined ? zoneRanges(cidr, 0).private : secondaryRange(secondaryCidr, 0);
    const sizes = Object.values(reservedRanges(subnet, prefixReservation)).map((range) => parseCidr(range).size);
    const addresses = sizes.reduce((sum, size) => sum + size, 0);
    const prefixes = (addresses / 2 ** (32 - prefixBits)) * zoneCount;
    const single = (parseCidr(subnet).size - addresses) * zoneCount;
    if (nodes <= Math.min(prefixes, single)) return;
    report({
      path: "network.prefixReservation",
      value: prefixReservation,
      message: `reserves room for ${prefixes} prefixes of /${prefixBits} and leaves ${single} single addresses; the pools' ${nodes} nodes take at least ${nodes} of each`,
      suggestion:
        nodes <= single && prefixReservation === "half"
          ? "write threeQuarters, or take a larger range"
          : 'set network.secondaryCidr, such as "100.64.0.0/16", or take a larger range',
    });
  }),
  listedRule("reserved-subnets-are-the-nodes", (listed, report, { stack: { network } }) => {
    if (network.kind === "created") return;
    const known = [...new Set([...network.nodeSubnetIds, ...network.privateSubnetIds])];
    for (const { subnetId, path } of listed) {
      if (known.includes(subnetId)) continue;
      report({
        path: `${path}.subnetId`,
        value: subnetId,
        message: `is none of the subnets of nodes; allowed: ${known.join(", ")}`,
        suggestion: "use one of these",
        absentFrom: ["network.existing"],
      });
    }
  }),
  listedRule("reserved-ranges-hold-a-prefix", (listed, report) => {
    for (const { cidr, path } of listed) {
      const { base, bitmask } = parseCidr(cidr);
      if (bitmask <= prefixBits) continue;
      report({
        path: `${path}.cidr`,
        value: cidr,
        message: `is smaller than a prefix of /${prefixBits}`,
        suggestion: `write "${base}/${prefixBits}" where that begins on a multiple of 16, or a larger range`,
      });
    }
  }),
  listedRule("reserved-ranges-do-not-overlap", (listed, report) => {
    for (const [index, { subnetId, cidr, path }] of listed.entries()) {
      const other = listed
        .slice(0, index)
        .find((one) => one.subnetId === subnetId && overlaps(parseCidr(one.cidr), parseCidr(cidr)));
      if (other === undefined) continue;
      report({
        path: `${path}.cidr`,
        value: cidr,
        message: `overlaps ${other.cidr} of the same subnet (${other.path})`,
        suggestion: "delete one, or write ranges side by side",
      });
    }
  }),
];
