/** IPv4 ranges: of the VPC, of its second range and of services. */
import { Netmask } from "netmask";
import { overlaps, parseCidr } from "../../values/cidr";
import { vpcPrefix } from "../../values/subnets";
import { createdClusterRules, createdNetworkRule, type Rule } from "../rule";
import { mostNodes } from "./nodes";

const privateBlocks = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"] as const;

/** What AWS refuses as a second range, by where the first one is. Source: VPC user guide, "IPv4 CIDR block association restrictions". */
const refusedBeside: Readonly<Record<string, readonly string[]>> = {
  "10.0.0.0/15": ["10.0.0.0/16"],
  "10.0.0.0/8": ["172.16.0.0/12", "192.168.0.0/16"],
  "172.16.0.0/12": ["10.0.0.0/8", "192.168.0.0/16", "172.31.0.0/16"],
  "192.168.0.0/16": ["10.0.0.0/8", "172.16.0.0/12"],
  "0.0.0.0/0": ["198.19.0.0/16"],
};

/** Docker's default bridge: nodes cannot reach addresses in it. */
const dockerBridge = "172.17.0.0/16";

export const networkRangeRules: readonly Rule[] = [
  createdNetworkRule("vpc-range-has-room", "error", ({ cidr }, report) => {
    const { bitmask: prefix } = parseCidr(cidr);
    if (prefix >= vpcPrefix.min && prefix <= vpcPrefix.max) return;
    report({
      path: "network.cidr",
      value: cidr,
      message: `is /${prefix}; allowed: /${vpcPrefix.min} to /${vpcPrefix.max}`,
      suggestion: `write "${nearestRange(cidr)}"`,
    });
  }),
  createdNetworkRule("secondary-range-has-room", "error", ({ secondaryCidr }, report) => {
    if (secondaryCidr === undefined) return;
    const { bitmask: prefix } = parseCidr(secondaryCidr);
    if (prefix >= vpcPrefix.min && prefix <= vpcPrefix.max) return;
    report({
      path: "network.secondaryCidr",
      value: secondaryCidr,
      message: `is /${prefix}; allowed: /${vpcPrefix.min} to /${vpcPrefix.max}`,
      suggestion: `write "${nearestRange(secondaryCidr)}"`,
    });
  }),
  createdNetworkRule("ranges-do-not-overlap", "error", ({ cidr, secondaryCidr }, report) => {
    if (secondaryCidr === undefined || !overlaps(parseCidr(cidr), parseCidr(secondaryCidr))) return;
    report({
      path: "network.secondaryCidr",
      value: secondaryCidr,
      message: `overlaps network.cidr ${cidr}`,
      suggestion: 'write "100.64.0.0/16"',
    });
  }),
  createdNetworkRule("secondary-range-is-allowed-by-aws", "error", ({ cidr, secondaryCidr }, report) => {
    if (secondaryCidr === undefined) return;
    const isIn = (range: string, block: string) => parseCidr(block).contains(parseCidr(range));
    const isPrivate = privateBlocks.some((block) => isIn(cidr, block));
    const refused = [
      ...Object.entries(refusedBeside).flatMap(([first, blocks]) => (isIn(cidr, first) ? blocks : [])),
      ...(isPrivate ? [] : privateBlocks),
    ].find((block) => overlaps(parseCidr(block), parseCidr(secondaryCidr)));
    if (refused === undefined || overlaps(parseCidr(cidr), parseCidr(secondaryCidr))) return;
    report({
      path: "network.secondaryCidr",
      value: secondaryCidr,
      message: `is in ${refused}, which AWS refuses beside network.cidr ${cidr}`,
      suggestion: 'write "100.64.0.0/16"',
    });
  }),
  {
    name: "service-range-is-apart",
    level: "error",
    check: ({ stack }, report) => {
      const { network, cluster } = stack;
      if (cluster.kind === "existing" || cluster.serviceCidr === undefined || network.kind === "existing") return;
      for (const [path, cidr] of Object.entries({
        "network.cidr": network.cidr,
        "network.secondaryCidr": network.secondaryCidr,
      })) {
        if (cidr === undefined || !overlaps(parseCidr(cidr), parseCidr(cluster.serviceCidr))) continue;
        report({
          path: "cluster.serviceCidr",
          value: cluster.serviceCidr,
          message: `overlaps ${path} ${cidr}: pods and services would share addresses`,
        });
      }
    },
  },
  ...createdClusterRules([
    {
      name: "service-range-is-private",
      level: "error",
      check: ({ stack }, report) => {
        const { serviceCidr } = stack.cluster;
        if (
          serviceCidr === undefined ||
          privateBlocks.some((block) => parseCidr(block).contains(parseCidr(serviceCidr)))
        )
          return;
        report({
          path: "cluster.serviceCidr",
          value: serviceCidr,
          message: `is not private; EKS takes ranges of ${privateBlocks.join(", ")}`,
        });
      },
    },
  ]),
  createdNetworkRule("range-avoids-docker", "warning", ({ cidr, secondaryCidr }, report) => {
    for (const [path, range] of Object.entries({ "network.cidr": cidr, "network.secondaryCidr": secondaryCidr })) {
      if (range === undefined || !overlaps(parseCidr(range), parseCidr(dockerBridge))) continue;
      report({
        path,
        value: range,
        message: `overlaps ${dockerBridge}, which Docker uses on nodes: pods there may be unreachable from them`,
      });
    }
  }),
  createdNetworkRule("addresses-cover-the-pools", "warning", (network, report, { stack }) => {
    const nodes = mostNodes(stack);
    const range = network.secondaryCidr ?? network.cidr;
    // Each node takes at least one /28 when prefixes are delegated, else one address and those of its pods.
    const each = stack.cluster.prefixDelegation ? 16 : 2;
    const room = (network.zoneCount * parseCidr(range).size) / 8;
    if (nodes * each <= room) return;
    report({
      path: network.secondaryCidr === undefined ? "network.cidr" : "network.secondaryCidr",
      value: range,
      message: `gives nodes and pods ${room} addresses; the pools' ${nodes} nodes take at least ${nodes * each}`,
      suggestion:
        network.secondaryCidr === undefined
          ? 'set network.secondaryCidr, such as "100.64.0.0/16"'
          : "take a larger range",
    });
  }),
];

/** The nearest range that is allowed: the same first address, as far as the prefix allows it. */
function nearestRange(cidr: string): string {
  const { base, bitmask } = parseCidr(cidr);
  return new Netmask(base, Math.min(Math.max(bitmask, vpcPrefix.min), vpcPrefix.max)).toString();
}
