/** KEDA: the operator that opens and closes windows of warm capacity by the clock. */
import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { labelKeys } from "../../capacity/kubernetes/labels";
import type { KedaConfig } from "../../config";
import { bootstrapTaint } from "../cluster/addons";
import { kedaNamespace } from "../cluster/bootstrapCapacity";
import type { Cluster } from "../cluster/cluster";

/** Seconds in which the chart's pods must become ready: image pulls over a fresh NAT gateway are slow. */
const readySeconds = 600;

export interface KedaArgs {
  readonly keda: KedaConfig;
  readonly cluster: Cluster;
}

/**
 * The official chart, CRDs included: they are templates of the chart, so they follow its version, and go with it.
 *
 * Its pods run on bootstrap nodes (or on Fargate), never on nodes of a pool. Those wear the cluster's own security group
 * and no other, so the control plane reaches their ports 6443 (metrics) and 9443 (webhook) whatever groups pools add.
 */
export class Keda extends pulumi.ComponentResource {
  static readonly __pulumiType = "nodepools:index:Keda";
  /** The operator's release: ScaledObjects come after it, and go before it, since only it removes their finalizer. */
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
        ...chart(keda),
        namespace: kedaNamespace,
        atomic: true,
        timeout: readySeconds,
        values: values(keda),
      },
      { ...inCluster, dependsOn: namespace },
    );
    this.registerOutputs();
  }
}

function values({ resources, imageRegistry }: KedaConfig): Record<string, unknown> {
  // a limit on CPU stays the chart's own
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
    // Deployments are all that it scales here; without this it may read and scale every kind there is.
    rbac: { enabledCustomScaledRefKinds: false },
    ...(imageRegistry === undefined ? {} : { global: { image: { registry: imageRegistry } } }),
  };
}

/** From the project's Helm repository by default; a mirror is an OCI address; a folder carries its own version. */
function chart({ chart: location, version }: KedaConfig) {
  if (location.startsWith("oci://")) return { chart: location, version };
  if (location.startsWith("https://")) return { chart: "keda", version, repositoryOpts: { repo: location } };
  return { chart: location };
}
