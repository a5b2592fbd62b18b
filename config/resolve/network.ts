/** The network: defaults that follow from other values filled in. */
import type { NodeZones } from "../../capacity/nodePool/zoneOffers";
import type { Environment, Filled } from "../schema/frame/default";
import { existingSchema, networkSchema } from "../schema/network";
import type { KarpenterConfig, NetworkConfig } from "../stack";

export function resolveNetwork(
  network: Filled<typeof networkSchema>,
  environment: Environment,
  callers: {
    readonly identity: KarpenterConfig["identity"];
    readonly zonalShift: boolean | undefined;
    readonly podIdentities: boolean;
  },
): NetworkConfig {
  const { existing, ...created } = network;
  if (existing) {
    const { privateSubnetIds } = existing;
    const { nodeSubnetIds, controlPlaneSubnetIds } = existingSchema.shape;
    return {
      kind: "existing",
      ...existing,
      nodeSubnetIds: existing.nodeSubnetIds ?? nodeSubnetIds.defaultFor(privateSubnetIds),
      controlPlaneSubnetIds: existing.controlPlaneSubnetIds ?? controlPlaneSubnetIds.defaultFor(privateSubnetIds),
    };
  }
  const { zones } = created;
  const { shape } = networkSchema;
  const nat = network.nat ?? shape.nat.defaultFor(environment);
  return {
    kind: "created",
    ...created,
    zoneCount: typeof zones === "number" ? zones : zones.length,
    nat,
    interfaceEndpoints: network.interfaceEndpoints ?? shape.interfaceEndpoints.defaultFor({ nat, ...callers }),
    flowLogs: network.flowLogs ?? shape.flowLogs.defaultFor(environment),
  };
}

/** The zones with subnets for nodes, as far as the stack says: a VPC that exists has private subnets in two at least. */
export function nodeZones(network: NetworkConfig): NodeZones {
  if (network.kind === "created") return network.zones;
  const isPrivate = network.nodeSubnetIds.every((id) => network.privateSubnetIds.includes(id));
  return isPrivate && network.nodeSubnetIds.length === network.privateSubnetIds.length ? 2 : 1;
}
