/** What all placeholders share: their namespace, priority and quota. */
import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { placeholderNamespace, placeholderPriorityClass } from "../../capacity/tenancy/labels";
import type { PlaceholdersConfig } from "../../config";
import type { Cluster } from "../cluster/cluster";

/**
 * Below every pod that has no class (0), so any of them takes a placeholder's place; not below -10, where Cluster
 * Autoscaler stops counting, and far above -33,554,432, where Karpenter 1.14 counts a node of placeholders as empty and
 * replaces it for ever. Sources: cluster-autoscaler FAQ (expendable-pods-priority-cutoff); Karpenter v1.14.1
 * pkg/controllers/disruption/types.go.
 */
const placeholderPriority = -10;

export interface WarmPlatformArgs {
  readonly placeholders: PlaceholdersConfig;
  readonly cluster: Cluster;
}

export class WarmPlatform extends pulumi.ComponentResource {
  static readonly __pulumiType = "nodepools:index:WarmPlatform";
  /** Image of every placeholder. */
  readonly image: string;

  constructor(name: string, args: WarmPlatformArgs, opts?: pulumi.ComponentResourceOptions) {
    const { placeholders, cluster } = args;
    super(WarmPlatform.__pulumiType, name, { placeholders }, opts);
    const inCluster = { parent: this, provider: cluster.provider };
    const namespace = new k8s.core.v1.Namespace(
      name,
      { metadata: { name: placeholderNamespace, labels: { "pod-security.kubernetes.io/enforce": "restricted" } } },
      inCluster,
    );
    new k8s.scheduling.v1.PriorityClass(
      name,
      {
        metadata: { name: placeholderPriorityClass },
        value: placeholderPriority,
        globalDefault: false,
        preemptionPolicy: "Never",
        description: "Placeholders that hold nodes ready; any other pod takes their place.",
      },
      inCluster,
    );
    // A number of the platform's, not the sum of what teams hold: that would change with every team.
    new k8s.core.v1.ResourceQuota(
      name,
      {
        metadata: { name: "placeholders", namespace: placeholderNamespace },
        spec: { hard: { pods: String(placeholders.most) } },
      },
      { ...inCluster, dependsOn: namespace },
    );
    this.image = placeholders.image;
    this.registerOutputs();
  }
}
