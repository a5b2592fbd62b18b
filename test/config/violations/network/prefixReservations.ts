import type { Violation } from "../../violation";
import { onePool } from "../../violation";

const network = (keys: object) => ({ network: keys });
const subnets = { vpcId: "vpc-0123456789abcdef0", privateSubnetIds: ["subnet-0123456789abcdef0", "subnet-1a2b3c4d"] };
const reserved = (...list: readonly object[]) => network({ existing: { ...subnets, prefixReservations: list } });
const first = { subnetId: "subnet-1a2b3c4d", cidr: "10.0.64.0/20" };
const off = { cluster: { addons: { "vpc-cni": { prefixDelegation: false } } } };
const at = "network.existing.prefixReservations";
const nodes = (count: number) => onePool({ limits: { cpu: "64", memory: "256Gi", nodes: count } });

const ofCpu = (cpu: number) => onePool({ instanceSizes: ["large"], limits: { cpu: String(cpu), memory: "1Ti" } });

export const prefixReservationViolations: readonly Violation[] = [
  {
    rule: "prefix-reservation-has-prefixes",
    config: { ...network({ prefixReservation: "half" }), ...off },
    paths: ["network.prefixReservation"],
    good: network({ prefixReservation: "half" }),
  },
  {
    rule: "prefix-reservation-has-prefixes",
    config: { ...reserved(first), ...off },
    paths: [at],
    good: reserved(first),
  },
  {
    // Half of each /25 is four prefixes; three zones have twelve.
    rule: "prefix-reservation-covers-the-pools",
    config: { ...network({ cidr: "10.0.0.0/22", prefixReservation: "half" }), ...nodes(13) },
    paths: ["network.prefixReservation"],
    text: 'network.prefixReservation: "half" reserves room for 12 prefixes of /28 and leaves 192 single addresses; the pools\' 13 nodes take at least 13 of each; write threeQuarters, or take a larger range',
    good: { ...network({ cidr: "10.0.0.0/22", prefixReservation: "half" }), ...nodes(12) },
  },
  {
    rule: "prefix-reservation-covers-the-pools",
    config: { ...network({ cidr: "10.0.0.0/22", prefixReservation: "threeQuarters" }), ...nodes(19) },
    paths: ["network.prefixReservation"],
    good: { ...network({ cidr: "10.0.0.0/22", prefixReservation: "threeQuarters" }), ...nodes(18) },
  },
  {
    // without limits.nodes the ceiling counts: nodes of 2 vCPUs and more, 19 of 38
    rule: "prefix-reservation-covers-the-pools",
    config: { ...network({ cidr: "10.0.0.0/22", prefixReservation: "threeQuarters" }), ...ofCpu(38) },
    paths: ["network.prefixReservation"],
    good: { ...network({ cidr: "10.0.0.0/22", prefixReservation: "threeQuarters" }), ...ofCpu(36) },
  },
  {
    rule: "reserved-subnets-are-the-nodes",
    config: reserved({ ...first, subnetId: "subnet-2a2b3c4d" }),
    paths: [`${at}[0].subnetId`],
    text: `${at}[0].subnetId: "subnet-2a2b3c4d" is none of the subnets of nodes; allowed: subnet-0123456789abcdef0, subnet-1a2b3c4d; use one of these`,
    good: network({
      existing: {
        ...subnets,
        nodeSubnetIds: ["subnet-2a2b3c4d"],
        prefixReservations: [{ ...first, subnetId: "subnet-2a2b3c4d" }],
      },
    }),
  },
  {
    rule: "reserved-ranges-hold-a-prefix",
    config: reserved({ ...first, cidr: "10.0.64.0/29" }),
    paths: [`${at}[0].cidr`],
    good: reserved({ ...first, cidr: "10.0.64.0/28" }),
  },
  {
    rule: "reserved-ranges-do-not-overlap",
    config: reserved(first, { ...first, cidr: "10.0.72.0/21" }),
    paths: [`${at}[1].cidr`],
    good: reserved(
      first,
      { ...first, cidr: "10.0.80.0/20" },
      { subnetId: "subnet-0123456789abcdef0", cidr: first.cidr },
    ),
  },
];
