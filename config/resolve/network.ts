/** The network: what a stack leaves out, filled in. */
import type { StackInput } from "../schema/stack";
import type { KarpenterConfig, NetworkConfig } from "../stack";

/** Services that nodes and Karpenter cannot do without when nothing leads out of the VPC (facts karpenter 6 #9). */
export const privateEndpointServices = ["ec2", "ecr.api", "ecr.dkr", "sts", "ssm", "sqs", "eks"] as const;

export function resolveNetwork(
  { network = {} }: StackInput,
  production: boolean,
  identity: KarpenterConfig["identity"],
): NetworkConfig {
  if (network.existing) return { kind: "existing", ...network.existing };
  const zones = network.zones ?? 3;
  const nat = network.nat ?? (production ? "perZone" : "single");
  const needed = [...privateEndpointServices, ...(identity === "podIdentity" ? ["eks-auth"] : [])];
  return {
    kind: "created",
    cidr: network.cidr ?? "10.0.0.0/16",
    zones,
    zoneCount: typeof zones === "number" ? zones : zones.length,
    nat,
    interfaceEndpoints: network.interfaceEndpoints ?? (nat === "none" ? needed : []),
    gatewayEndpoints: network.gatewayEndpoints ?? ["s3"],
    secondaryCidr: network.secondaryCidr,
    flowLogs: network.flowLogs ?? production,
  };
}
