/**
 * Subnets of a cluster in other zones than before, which the provider plans as an update and EKS refuses.
 * Source: EKS user guide, network-reqs: subnets that are added must be in the zones that were provided when the cluster was
 * created, with at least one in each; UpdateClusterConfig answers with "the exact set of AZs" (containers-roadmap issue 2258).
 */
import { member } from "../../engine/property";
import type { RegisteredResource } from "../../engine/resource";
import { subnetType } from "../poolSides";
import { type Abrupt, type AbruptInput, type AbruptSide, updatedCluster } from "./input";

/** Zones of the cluster's subnets, where the stack makes them. */
function zonesOf(cluster: RegisteredResource, { resources }: AbruptSide): readonly string[] {
  const urns = new Set(Object.values(cluster.propertyDependencies).flat());
  const zones = resources.flatMap(({ type, urn, inputs }) =>
    type === subnetType && urns.has(urn) && typeof inputs.availabilityZone === "string"
      ? [inputs.availabilityZone]
      : [],
  );
  return [...new Set(zones)].sort();
}

/** Ids of subnets that the stack does not make. */
function idsOf({ inputs }: RegisteredResource): readonly string[] {
  const ids = member(inputs.vpcConfig, "subnetIds");
  return Array.isArray(ids)
    ? ids.filter((id): id is string => typeof id === "string" && id.startsWith("subnet-")).sort()
    : [];
}

/** At most one; none where the cluster is replaced, or stays where it is. */
export function clusterZones(input: AbruptInput): readonly Abrupt[] {
  const cluster = updatedCluster(input);
  if (cluster === undefined) return [];
  const { before, after } = input;
  const { was, is } = cluster;
  const [zones, now] = [zonesOf(was, before), zonesOf(is, after)];
  const about = {
    kind: "cluster-zones" as const,
    subject: `cluster ${is.name}`,
    urn: is.urn,
    instead: [
      "leave the cluster's zones as they are",
      "or plan a second cluster with the other zones in another stack, move the workloads, and destroy this one",
    ],
  };
  if (zones.length > 0 && now.length > 0)
    return zones.join() === now.join()
      ? []
      : [
          {
            ...about,
            by: { path: "network.zones" },
            certain: true,
            message: `has subnets in ${now.join(", ")} instead of ${zones.join(", ")}: EKS keeps a cluster to the zones that it was made with, so \`pulumi up\` fails there, when subnets are changed already`,
          },
        ];
  const [ids, others] = [idsOf(was), idsOf(is)];
  if (ids.length === 0 || others.length === 0 || ids.join() === others.join()) return [];
  return [
    {
      ...about,
      by: { path: "network.existing.controlPlaneSubnetIds" },
      certain: false,
      message:
        "has other subnets: EKS keeps a cluster to the zones that it was made with, and takes them only in the very same ones",
    },
  ];
}
