/** The network: defaults that follow from other values filled in. */
import type { Environment, Filled } from "../schema/default";
import { networkSchema } from "../schema/network";
import type { KarpenterConfig, NetworkConfig } from "../stack";

export function resolveNetwork(
  network: Filled<typeof networkSchema>,
  environment: Environment,
  identity: KarpenterConfig["identity"],
): NetworkConfig {
  if (network.existing) return { kind: "existing", ...network.existing };
  const { cidr, zones, gatewayEndpoints, secondaryCidr } = network;
  const { shape } = networkSchema;
  const nat = network.nat ?? shape.nat.defaultFor(environment);
  return {
    kind: "created",
    cidr,
    zones,
    zoneCount: typeof zones === "number" ? zones : zones.length,
    nat,
    interfaceEndpoints: network.interfaceEndpoints ?? shape.interfaceEndpoints.defaultFor({ nat, identity }),
    gatewayEndpoints,
    secondaryCidr,
    flowLogs: network.flowLogs ?? shape.flowLogs.defaultFor(environment),
  };
}
