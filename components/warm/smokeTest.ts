/** A workload to scale by hand, to see Karpenter launch and remove a pool's nodes. */
import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import { placeholderNamespace } from "../../capacity/tenancy/labels";
import { fitted, type PoolConfig } from "../../config";
import { placeholderLabel, placeholderPod } from "./placeholderPod";
import type { WarmPlatform } from "./warmPlatform";

export interface SmokeTestArgs {
  /** Pool that is tried out. */
  readonly pool: PoolConfig;
  /** The NodePool object: the workload is made after it and deleted before it. */
  readonly nodePool: pulumi.Resource;
  /** Namespace and priority of the pods, which any other pod preempts, and their image. */
  readonly warmPlatform: WarmPlatform;
  /** Cluster that the pool is in. */
  readonly cluster: { readonly provider: k8s.Provider | undefined };
}

/** Requests of each pod: 1 CPU, so that the number of replicas is the number of CPUs. */
const size = { cpuMillis: 1000, memoryMiB: 64 };

/** Makes the workload with 0 replicas. `kubectl scale` changes that, and `pulumi up` does not change it back. */
export function smokeTest({ pool, nodePool, warmPlatform, cluster }: SmokeTestArgs, parent: pulumi.Resource): void {
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
        template: placeholderPod({ name, pool, image: warmPlatform.image, size, placement: "anywhere" }),
      },
    },
    { parent, provider: cluster.provider, dependsOn: [nodePool, warmPlatform], ignoreChanges: ["spec.replicas"] },
  );
}
