/** A workload to be scaled by hand while one watches Karpenter make and remove a pool's nodes. */
import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import { placeholderNamespace } from "../../capacity/tenancy/labels";
import { fitted, type PoolConfig } from "../../config";
import type { Cluster } from "../cluster/cluster";
import { placeholderLabel, placeholderPod } from "./placeholderPod";
import type { WarmPlatform } from "./warmPlatform";

export interface SmokeTestArgs {
  readonly pool: PoolConfig;
  /** The workload comes after the pool, and goes before it. */
  readonly nodePool: pulumi.Resource;
  readonly platform: WarmPlatform;
  readonly cluster: Cluster;
}

/** What each pod asks for: with 1 CPU a piece, so many pods are so many CPUs. */
const size = { cpuMillis: 1000, memoryMiB: 64 };

/** At 0 replicas; `kubectl scale` changes that, and the next `up` keeps what it finds. */
export function smokeTest({ pool, nodePool, platform, cluster }: SmokeTestArgs, parent: pulumi.Resource): void {
  const name = fitted(`inflate-${pool.nodePoolName}`, 63);
  new k8s.apps.v1.Deployment(
    name,
    {
      metadata: {
        name,
        namespace: placeholderNamespace,
        labels: { [placeholderLabel]: name },
        annotations: { "pulumi.com/skipAwait": "true" },
      },
      spec: {
        replicas: 0,
        selector: { matchLabels: { [placeholderLabel]: name } },
        template: placeholderPod({ name, pool, image: platform.image, size, placing: "anywhere" }),
      },
    },
    { parent, provider: cluster.provider, dependsOn: [nodePool, platform], ignoreChanges: ["spec.replicas"] },
  );
}
