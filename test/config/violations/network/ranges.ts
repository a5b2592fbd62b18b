import type { Violation } from "../../violation";
import { onePool } from "../../violation";

const network = (settings: object) => ({ network: settings });

export const networkRangeViolations: readonly Violation[] = [
  {
    rule: "vpc-range-has-room",
    config: network({ cidr: "10.0.2.0/23" }),
    paths: ["network.cidr"],
    text: 'network.cidr: "10.0.2.0/23" is /23; allowed: /16 to /22; write "10.0.0.0/22"',
    good: network({ cidr: "10.0.0.0/22" }),
  },
  {
    rule: "vpc-range-has-room",
    config: network({ cidr: "10.0.0.0/15" }),
    paths: ["network.cidr"],
    good: network({ cidr: "10.0.0.0/16" }),
  },
  {
    rule: "secondary-range-has-room",
    config: network({ secondaryCidr: "100.64.0.0/23" }),
    paths: ["network.secondaryCidr"],
    good: network({ secondaryCidr: "100.64.0.0/22" }),
  },
  {
    rule: "ranges-do-not-overlap",
    config: network({ cidr: "10.0.0.0/16", secondaryCidr: "10.0.252.0/22" }),
    paths: ["network.secondaryCidr"],
    good: network({ cidr: "10.2.0.0/16", secondaryCidr: "10.3.0.0/22" }),
  },
  {
    rule: "secondary-range-is-allowed-by-aws",
    config: network({ cidr: "10.2.0.0/16", secondaryCidr: "192.168.0.0/16" }),
    paths: ["network.secondaryCidr"],
    text: 'network.secondaryCidr: "192.168.0.0/16" is in 192.168.0.0/16, which AWS refuses beside network.cidr 10.2.0.0/16; write "100.64.0.0/16"',
    good: network({ cidr: "10.2.0.0/16", secondaryCidr: "100.64.0.0/16" }),
  },
  {
    rule: "secondary-range-is-allowed-by-aws",
    config: network({ cidr: "10.1.0.0/16", secondaryCidr: "10.0.0.0/16" }),
    paths: ["network.secondaryCidr"],
    good: network({ cidr: "10.1.0.0/16", secondaryCidr: "10.2.0.0/16" }),
  },
  {
    rule: "secondary-range-is-allowed-by-aws",
    config: network({ cidr: "100.64.0.0/16", secondaryCidr: "10.0.0.0/16" }),
    paths: ["network.secondaryCidr"],
    good: network({ cidr: "100.64.0.0/16", secondaryCidr: "100.65.0.0/16" }),
  },
  {
    rule: "service-range-is-apart",
    config: { cluster: { serviceCidr: "10.0.128.0/20" } },
    paths: ["cluster.serviceCidr"],
    good: { cluster: { serviceCidr: "10.1.0.0/20" } },
  },
  {
    rule: "service-range-is-private",
    config: { cluster: { serviceCidr: "172.32.0.0/16" } },
    paths: ["cluster.serviceCidr"],
    good: { cluster: { serviceCidr: "172.31.0.0/16" } },
  },
  {
    rule: "range-avoids-docker",
    config: network({ cidr: "172.17.0.0/16" }),
    paths: ["network.cidr"],
    good: network({ cidr: "172.18.0.0/16" }),
  },
  {
    // Three eighths of a /22 are 384 addresses: 24 nodes of 16.
    rule: "addresses-cover-the-pools",
    config: onePool({ limits: { cpu: "64", memory: "256Gi", nodes: 25 } }, network({ cidr: "10.0.0.0/22" })),
    paths: ["network.cidr"],
    text: 'network.cidr: "10.0.0.0/22" gives nodes and pods 384 addresses; the pools\' 25 nodes take at least 400; set network.secondaryCidr, such as "100.64.0.0/16"',
    good: onePool({ limits: { cpu: "64", memory: "256Gi", nodes: 24 } }, network({ cidr: "10.0.0.0/22" })),
  },
];
