/** Ranges, zones and ways out of the VPC. */

import { Netmask } from "netmask";
import { privateEndpointServices } from "../schema/network";
import { valueAt } from "../schema/walk";
import type { CreatedNetwork } from "../stack";
import { overlaps, parseCidr } from "../values/cidr";
import { vpcPrefix } from "../values/subnets";
import { allPools, type Report, type Rule, type RuleInput, repeated } from "./rule";

/** A rule about a VPC that the stack makes itself. */
function createdRule(
  name: string,
  level: Rule["level"],
  check: (network: CreatedNetwork, report: Report, input: RuleInput) => void,
): Rule {
  return {
    name,
    level,
    check: (input, report) => {
      if (input.stack.network.kind === "created") check(input.stack.network, report, input);
    },
  };
}

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

export const networkRules: readonly Rule[] = [
  {
    name: "existing-vpc-stands-alone",
    level: "error",
    check: ({ input }, report) => {
      const { existing, ...rest } = input.network ?? {};
      if (existing === undefined) return;
      for (const [key, value] of Object.entries(rest)) {
        if (value === undefined) continue;
        report({
          path: `network.${key}`,
          value,
          message: "cannot be said of a VPC that exists",
          suggestion: `delete it, or network.existing`,
        });
      }
    },
  },
  {
    name: "existing-subnets-differ",
    level: "error",
    check: ({ stack }, report) => {
      if (stack.network.kind !== "existing") return;
      for (const { item, index } of repeated(stack.network.privateSubnetIds, String)) {
        report({
          path: `network.existing.privateSubnetIds[${index}]`,
          value: item,
          message: "is named twice",
          suggestion: "delete one",
        });
      }
    },
  },
  createdRule("vpc-range-has-room", "error", ({ cidr }, report) => {
    const { bitmask: prefix } = parseCidr(cidr);
    if (prefix >= vpcPrefix.min && prefix <= vpcPrefix.max) return;
    report({
      path: "network.cidr",
      value: cidr,
      message: `is /${prefix}; a VPC here is /${vpcPrefix.min} to /${vpcPrefix.max}`,
      suggestion: `write "${nearestRange(cidr)}"`,
    });
  }),
  createdRule("secondary-range-has-room", "error", ({ secondaryCidr }, report) => {
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
  createdRule("ranges-do-not-overlap", "error", ({ cidr, secondaryCidr }, report) => {
    if (secondaryCidr === undefined || !overlaps(parseCidr(cidr), parseCidr(secondaryCidr))) return;
    report({
      path: "network.secondaryCidr",
      value: secondaryCidr,
      message: `overlaps network.cidr ${cidr}`,
      suggestion: 'write "100.64.0.0/16"',
    });
  }),
  createdRule("secondary-range-is-allowed-by-aws", "error", ({ cidr, secondaryCidr }, report) => {
    if (secondaryCidr === undefined) return;
    const lies = (range: string, block: string) => parseCidr(block).contains(parseCidr(range));
    const isPrivate = privateBlocks.some((block) => lies(cidr, block));
    const refused = [
      ...Object.entries(refusedBeside).flatMap(([first, blocks]) => (lies(cidr, first) ? blocks : [])),
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
      if (cluster.serviceCidr === undefined || network.kind === "existing") return;
      for (const [path, cidr] of Object.entries({
        "network.cidr": network.cidr,
        "network.secondaryCidr": network.secondaryCidr,
      })) {
        if (cidr === undefined || !overlaps(parseCidr(cidr), parseCidr(cluster.serviceCidr))) continue;
        report({
          path: "cluster.serviceCidr",
          value: cluster.serviceCidr,
          message: `overlaps ${path} ${cidr}: pods there could not be told from services`,
        });
      }
    },
  },
  {
    name: "service-range-is-private",
    level: "error",
    check: ({ stack }, report) => {
      const { serviceCidr } = stack.cluster;
      if (serviceCidr === undefined || privateBlocks.some((block) => parseCidr(block).contains(parseCidr(serviceCidr))))
        return;
      report({
        path: "cluster.serviceCidr",
        value: serviceCidr,
        message: `is not private; EKS takes ranges of ${privateBlocks.join(", ")}`,
      });
    },
  },
  createdRule("range-avoids-docker", "warning", ({ cidr, secondaryCidr }, report) => {
    for (const [path, range] of Object.entries({ "network.cidr": cidr, "network.secondaryCidr": secondaryCidr })) {
      if (range === undefined || !overlaps(parseCidr(range), parseCidr(dockerBridge))) continue;
      report({
        path,
        value: range,
        message: `overlaps ${dockerBridge}, which Docker uses on nodes: pods there may be unreachable from them`,
      });
    }
  }),
  createdRule("zones-differ", "error", ({ zones }, report) => {
    if (typeof zones === "number") return;
    for (const { item, index } of repeated(zones, String)) {
      report({ path: `network.zones[${index}]`, value: item, message: "is named twice", suggestion: "delete one" });
    }
  }),
  createdRule("zones-are-in-the-region", "error", ({ zones }, report, { context }) => {
    if (typeof zones === "number" || context.region === undefined) return;
    for (const [index, zone] of zones.entries()) {
      if (zone.slice(0, -1) === context.region) continue;
      report({
        path: `network.zones[${index}]`,
        value: zone,
        message: `is not in aws:region ${context.region}`,
        suggestion: `write "${context.region}${zone.at(-1)}"`,
      });
    }
  }),
  createdRule("zones-are-named-in-production", "warning", ({ zones }, report, { stack }) => {
    if (stack.environment !== "production" || typeof zones !== "number") return;
    report({
      path: "network.zones",
      value: zones,
      message: "leaves the zones to AWS's list, which can change",
      suggestion: "name them",
    });
  }),
  createdRule("private-network-reaches-aws", "error", (network, report, { stack }) => {
    if (network.nat !== "none") return;
    const needed = privateEndpointServices(stack.karpenter.identity);
    const missing = needed.filter((service) => !network.interfaceEndpoints.includes(service));
    if (missing.length > 0) {
      report({
        path: "network.interfaceEndpoints",
        value: network.interfaceEndpoints,
        message: `lacks ${missing.join(", ")}: without NAT, nodes and Karpenter reach them by endpoints only`,
        suggestion: `add ${missing.join(", ")}, or delete the key to get all that are needed`,
      });
    }
    if (!network.gatewayEndpoints.includes("s3")) {
      report({
        path: "network.gatewayEndpoints",
        value: network.gatewayEndpoints,
        message: "lacks s3: without NAT, images cannot be pulled from ECR",
        suggestion: "add s3",
      });
    }
  }),
  createdRule("private-network-has-mirrors", "warning", ({ nat }, report, { stack }) => {
    if (nat !== "none") return;
    for (const name of ["karpenter", "karpenter-crd"] as const) {
      const chart = stack.karpenter.charts[name];
      if (!chart.includes("public.ecr.aws")) continue;
      report({
        path: `karpenter.charts.${name}`,
        value: chart,
        message: "is on the public internet: `pulumi up` inside a VPC without NAT cannot pull it",
        suggestion: "name a mirror in your own ECR, or a folder",
      });
    }
    const repository = valueAt(stack.karpenter.values, ["controller", "image", "repository"]);
    if (typeof repository === "string" && !repository.startsWith("public.ecr.aws/")) return;
    report({
      path: "karpenter.values.controller.image.repository",
      value: repository,
      message:
        `${repository === undefined ? "is missing: the controller's own image" : ""} is on the public internet, and nodes without NAT cannot pull it`.trim(),
      suggestion: "name a mirror in your own ECR",
    });
  }),
  createdRule("private-network-is-isolated", "error", ({ nat }, report, { stack }) => {
    if (nat !== "none" || valueAt(stack.karpenter.values, ["settings", "isolatedVPC"]) !== false) return;
    report({
      path: "karpenter.values.settings.isolatedVPC",
      value: false,
      message:
        "does not go with network.nat none: nothing leads to IAM and the price list, and Karpenter would wait for them",
      suggestion: "delete it",
    });
  }),
  createdRule("endpoints-differ", "error", (network, report) => {
    for (const key of ["interfaceEndpoints", "gatewayEndpoints"] as const) {
      for (const { item, index } of repeated(network[key], String)) {
        report({ path: `network.${key}[${index}]`, value: item, message: "is named twice", suggestion: "delete one" });
      }
    }
  }),
  createdRule("addresses-cover-the-pools", "warning", (network, report, { stack }) => {
    const limits = allPools(stack).map(({ limits }) => Number(limits.nodes ?? 0));
    const nodes = limits.reduce((sum, count) => sum + count, 0);
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

/** The range that is allowed and nearest: the same first address, as far as the prefix lets it stand. */
function nearestRange(cidr: string): string {
  const { base, bitmask } = parseCidr(cidr);
  return new Netmask(base, Math.min(Math.max(bitmask, vpcPrefix.min), vpcPrefix.max)).toString();
}
