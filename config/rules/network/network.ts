/** The VPC: one of the stack's own or an existing one, its zones and endpoints. */
import { isRegion } from "../../../capacity/ec2/regions";
import { knownEndpointServices } from "../../values/endpointServices";
import { didYouMean } from "../../values/spelling";
import { createdNetworkRule, type Rule, reportRepeated } from "../rule";

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
    check: ({ input }, report) => {
      for (const key of ["privateSubnetIds", "nodeSubnetIds", "controlPlaneSubnetIds"] as const) {
        reportRepeated(report, `network.existing.${key}`, input.network?.existing?.[key] ?? []);
      }
    },
  },
  createdNetworkRule("zones-differ", "error", ({ zones }, report) => {
    if (typeof zones === "number") return;
    reportRepeated(report, "network.zones", zones);
  }),
  createdNetworkRule("zones-are-in-the-region", "error", ({ zones }, report, { context }) => {
    // What is not a region at all is reported once, by region-is-valid.
    if (typeof zones === "number" || context.region === undefined || !isRegion(context.region)) return;
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
  createdNetworkRule("endpoints-are-known", "warning", ({ interfaceEndpoints }, report) => {
    for (const [index, service] of interfaceEndpoints.entries()) {
      if (knownEndpointServices.includes(service)) continue;
      report({
        path: `network.interfaceEndpoints[${index}]`,
        value: service,
        message: "is not among the endpoint services known here: if AWS has none of this name, `pulumi up` fails",
        suggestion: didYouMean(service, knownEndpointServices, "see `aws ec2 describe-vpc-endpoint-services`"),
      });
    }
  }),
];
