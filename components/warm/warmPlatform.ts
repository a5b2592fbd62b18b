/** What the placeholders of all pools share: namespace, priority and quota. */
import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import {
  placeholderNamespace,
  placeholderPriority,
  placeholderPriorityClass,
  podSecurityPrefix,
} from "../../capacity/tenancy/labels";
import type { PlaceholdersConfig } from "../../config";
import type { Cluster } from "../cluster/cluster";

export interface WarmPlatformArgs {
  /** Image of the pods, and the most that may exist in all. */
  readonly placeholders: PlaceholdersConfig;
  /** Cluster whose pools have the warm capacity. */
  readonly cluster: Cluster;
}

/** The namespace of placeholders: the platform's own, so that they count towards no team's quota. */
export class WarmPlatform extends pulumi.ComponentResource {
  static readonly __pulumiType = "nodepools:index:WarmPlatform";
  /** Pause image of every placeholder and smoke test. */
  readonly image: string;

  constructor(name: string, args: WarmPlatformArgs, opts?: pulumi.ComponentResourceOptions) {
    const { placeholders, cluster } = args;
    const { image, most, runImages } = placeholders;
    super(WarmPlatform.__pulumiType, name, { placeholders: { image, most } }, opts);
    const inCluster = { parent: this, provider: cluster.provider };
    const namespace = new k8s.core.v1.Namespace(
      name,
      { metadata: { name: placeholderNamespace, labels: { [`${podSecurityPrefix}enforce`]: "restricted" } } },
      inCluster,
    );
    const inNamespace = { ...inCluster, dependsOn: namespace };
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
    // the platform's number, not the sum over pools: that would change with every team
    new k8s.core.v1.ResourceQuota(
      name,
      {
        metadata: { name: "placeholders", namespace: placeholderNamespace },
        spec: { hard: { pods: String(most) } },
      },
      inNamespace,
    );
    // a team's image with a command of the team's runs outside of the team's own network policy
    if (runImages) {
      new k8s.networking.v1.NetworkPolicy(
        name,
        {
          metadata: { name: "placeholders", namespace: placeholderNamespace },
          spec: { podSelector: {}, policyTypes: ["Ingress", "Egress"] },
        },
        inNamespace,
      );
    }
    this.image = image;
    this.registerOutputs();
  }
}
