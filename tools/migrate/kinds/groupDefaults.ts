/** What a group of EC2 Auto Scaling means where nothing is said. */
import type { ApiDefaults } from "../model";

/** Nodes live until somebody replaces them; Cluster Autoscaler takes away those that are little used for ten minutes. */
export function groupDefaults(api: string): ApiDefaults {
  return {
    api,
    expireAfter: "Never",
    terminationGracePeriod: "Never",
    consolidationPolicy: "WhenEmptyOrUnderutilized",
    consolidateAfter: "10m",
    budgets: [{ nodes: "10%" }],
    capacityTypes: ["on-demand"],
    architectures: ["amd64", "arm64"],
    general: false,
  };
}
