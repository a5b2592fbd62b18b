/** KEDA: the operator that scales placeholders up and down by the clock. */
import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { labelKeys } from "../../capacity/kubernetes/labels";
import { kedaNamespace } from "../../capacity/tenancy/labels";
import type { KedaConfig } from "../../config";
import { bootstrapTaint } from "../cluster/addons";
import type { Cluster } from "../cluster/cluster";
import { helmChart, releaseTimeoutSeconds } from "../cluster/helmChart";

export interface KedaArgs {
  /** Version, chart, image registry and resources. */
  readonly keda: KedaConfig;
  /** Cluster that KEDA runs in; it scales the placeholders there. */
  readonly cluster: Cluster;
}

/**
 * The official chart. Its CRDs are templates, so they follow its version and are deleted with it.
 *
 * Its pods run on bootstrap nodes or on Fargate, never on nodes of a pool. Only the cluster's own security group is attached
 * to those, so the control plane reaches ports 6443 (metrics) and 9443 (webhook) whatever groups pools add.
 */
export class Keda extends pulumi.ComponentResource {
  static readonly __pulumiType = "nodepools:index:Keda";
  /** The operator's release: ScaledObjects are made after it and deleted before it, since it removes their finalizer. */
  readonly operator: k8s.helm.v3.Release;

  constructor(name: string, args: KedaArgs, opts?: pulumi.ComponentResourceOptions) {
    super(Keda.__pulumiType, name, { keda: args.keda }, opts);
    const { keda, cluster } = args;
    const inCluster = { parent: this, provider: cluster.provider };
    const namespace = new k8s.core.v1.Namespace(name, { metadata: { name: kedaNamespace } }, inCluster);
    this.operator = new k8s.helm.v3.Release(
      name,
      {
        name: "keda",
        ...helmChart("keda", keda.chart, keda.version),
        namespace: kedaNamespace,
        atomic: true,
        timeout: releaseTimeoutSeconds,
        values: values(keda),
      },
      { ...inCluster, dependsOn: namespace },
    );
    this.registerOutputs();
  }
}

function values({ resources, imageRegistry }: KedaConfig): Record<string, unknown> {
  // the CPU limit stays the chart's default
  const size = { requests: { ...resources }, limits: { memory: resources.memory } };
  return {
    priorityClassName: "system-cluster-critical",
    tolerations: [{ key: bootstrapTaint.key, operator: "Exists" }],
    affinity: {
      nodeAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: {
          nodeSelectorTerms: [{ matchExpressions: [{ key: labelKeys.nodePool, operator: "DoesNotExist" }] }],
        },
      },
    },
    resources: { operator: size, metricServer: size, webhooks: size },
    // It scales Deployments only; without this it may read and scale every kind of resource.
    rbac: { enabledCustomScaledRefKinds: false },
    ...(imageRegistry === undefined ? {} : { global: { image: { registry: imageRegistry } } }),
  };
}
