/** The VPC: one of the stack's own or an existing one, its zones and endpoints. */
import { createdNetworkRule, type Rule, reportRepeated } from "./rule";

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
          message: "has no effect on an existing VPC",
          suggestion: "delete it, or network.existing",
        });
      }
    },
  },
  {
    name: "existing-subnets-differ",
    level: "error",
    check: ({ stack }, report) => {
      if (stack.network.kind !== "existing") return;
      reportRepeated(report, "network.existing.privateSubnetIds", stack.network.privateSubnetIds);
    },
  },
  createdNetworkRule("zones-differ", "error", ({ zones }, report) => {
    if (typeof zones === "number") return;
    reportRepeated(report, "network.zones", zones);
  }),
  createdNetworkRule("zones-are-in-the-region", "error", ({ zones }, report, { context }) => {
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
  createdNetworkRule("zones-are-named-in-production", "warning", ({ zones }, report, { stack }) => {
    if (stack.environment !== "production" || typeof zones !== "number") return;
    report({
      path: "network.zones",
      value: zones,
      message: "leaves the zones to AWS's list, which can change",
      suggestion: "name them",
    });
  }),
  createdNetworkRule("endpoints-differ", "error", (network, report) => {
    for (const key of ["interfaceEndpoints", "gatewayEndpoints"] as const) {
      reportRepeated(report, `network.${key}`, network[key]);
    }
  }),
];
