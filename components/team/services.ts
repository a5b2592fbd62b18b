/**
 * The admission policy that keeps `spec.externalIPs` out of teams' Services. Every node sends what goes to such an address to
 * the Service's pods, whoever asks for it: a team could take the traffic of others (CVE-2020-8554). Kubernetes' own plugin
 * against it, DenyServiceExternalIPs, is off, and EKS cannot turn it on.
 *
 * `status.loadBalancer.ingress` has the same effect and is not looked at: only `services/status` sets it, which neither edit nor
 * admin may write.
 */
import type * as pulumi from "@pulumi/pulumi";
import { isolationKey } from "../../capacity/tenancy/labels";
import type { AdmissionConfig } from "../../config";
import { celText, type Expression, isCreate } from "./cel";
import { validatingPolicy } from "./validatingPolicy";

/** Name of the policy and of its binding, as the API server's refusals have it. */
export const servicesName = "team-services";

/** As with Kubernetes' plugin, a Service keeps the addresses that it has: its other fields can change. */
function variables(ranges: readonly string[]): readonly Expression[] {
  const isAllowed = ranges.map((range) => ` && !cidr(${celText(range)}).containsIP(address)`).join("");
  return [
    { name: "before", expression: `${isCreate} ? [] : oldObject.spec.?externalIPs.orValue([])` },
    {
      name: "refused",
      expression: `object.spec.?externalIPs.orValue([]).filter(address, !(address in variables.before)${isAllowed})`,
    },
  ];
}

const refusal = (ranges: readonly string[]) =>
  `"spec.externalIPs takes all of the cluster's traffic to " + variables.refused.join(", ") + "; delete it, or have the platform list its range in admission.externalIpCidrs" + ${celText(ranges.length === 0 ? "" : `, which allows ${ranges.join(", ")}`)}`;

/** Makes the policy and its binding, for the namespaces of all teams. */
export function restrictServices(
  name: string,
  { externalIpCidrs }: AdmissionConfig,
  opts: pulumi.CustomResourceOptions,
): void {
  const ranges = [...externalIpCidrs].sort();
  validatingPolicy(
    name,
    servicesName,
    {
      matchConstraints: {
        matchPolicy: "Equivalent",
        namespaceSelector: { matchExpressions: [{ key: isolationKey, operator: "Exists" }] },
        resourceRules: [
          {
            apiGroups: [""],
            apiVersions: ["v1"],
            operations: ["CREATE", "UPDATE"],
            resources: ["services"],
            scope: "Namespaced",
          },
        ],
      },
      variables: [...variables(ranges)],
      validations: [
        {
          expression: "size(variables.refused) == 0",
          messageExpression: `${celText("takes-no-address: ")} + ${refusal(ranges)}`,
          message: "takes-no-address",
          reason: "Forbidden",
        },
      ],
    },
    opts,
  );
}
