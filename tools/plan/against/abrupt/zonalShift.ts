/**
 * Zonal shift that ends by its block going away, which the provider plans as an update and EKS refuses.
 * Source: terraform-provider-aws internal/service/eks/cluster.go, resourceClusterUpdate: without the block UpdateClusterConfig has
 * the cluster's name alone, to which EKS answers "The type for cluster update was not provided".
 */
import { member } from "../../engine/property";
import { type Abrupt, type AbruptInput, updatedCluster } from "./input";

/** At most one. */
export function zonalShiftGone(input: AbruptInput): readonly Abrupt[] {
  const cluster = updatedCluster(input);
  if (cluster === undefined) return [];
  const { was, is } = cluster;
  if (was.inputs.zonalShiftConfig === undefined || is.inputs.zonalShiftConfig !== undefined) return [];
  const wasOn = member(was.inputs.zonalShiftConfig, "enabled") === true;
  return [
    {
      kind: "zonal-shift-key-gone",
      subject: `cluster ${is.name}`,
      urn: is.urn,
      by: { path: "cluster.zonalShift" },
      certain: true,
      message: `no longer says whether zonal shift is ${wasOn ? "on" : "off"}: the provider then asks EKS for an update of nothing, which EKS refuses, so \`pulumi up\` fails there`,
      instead: [`write \`zonalShift: false\`${wasOn ? ", which turns it off" : ""}`, "leave the key there"],
    },
  ];
}
