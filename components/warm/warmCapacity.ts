/**
 * Warm capacity of one pool: placeholders on its nodes, and the ScaledObject that scales them by the clock; or a
 * CapacityBuffer for which Karpenter keeps room as if they were there.
 */
import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { placeholderNamespace } from "../../capacity/tenancy/labels";
import { kedaSeconds } from "../../capacity/warm/cost";
import { hasImageVolumes } from "../../capacity/warm/images";
import { type WarmScaling, warmScaling } from "../../capacity/warm/scaling";
import { triggerMetadata, windowTriggers } from "../../capacity/windows/window";
import type { PoolConfig, WarmConfig } from "../../config";
import { capacityBuffer } from "./capacityBuffer";
import type { Keda } from "./keda";
import { type CarriedImage, placeholderLabel, placeholderPod } from "./placeholderPod";
import { type WarmCapacityInputs, warmCapacityType } from "./warmCapacityInputs";
import type { WarmPlatform } from "./warmPlatform";

export interface WarmCapacityArgs {
  /** Pool whose nodes are kept ready. */
  readonly pool: PoolConfig;
  /** How many, in which hours, and how large a placeholder is. */
  readonly warm: WarmConfig;
  /** The NodePool object: placeholders are made after it, and deleted before its nodes are drained. */
  readonly nodePool: pulumi.Resource;
  /** Namespace, priority and image of the placeholders. */
  readonly warmPlatform: WarmPlatform;
  /** Operator that scales them by the clock; undefined only where there are no windows. */
  readonly keda: Keda | undefined;
  /** Cluster that the pool is in; its Kubernetes version decides how the autoscaler is set. */
  readonly cluster: { readonly version: string; readonly provider: k8s.Provider | undefined };
}

/** Keeps nodes ready before pods need them. Cost: the hours of nodes that would not run otherwise. */
export class WarmCapacity extends pulumi.ComponentResource {
  static readonly __pulumiType = warmCapacityType;

  constructor(name: string, args: WarmCapacityArgs, opts?: pulumi.ComponentResourceOptions) {
    const { pool, warm } = args;
    const { engine, mode, always, windows, load, packing, cooldownSeconds } = warm;
    const inputs: WarmCapacityInputs = {
      pool: pool.nodePoolName,
      ...(engine === "placeholders" ? {} : { engine }),
      mode,
      always,
      windows,
      load,
      packing,
      cooldownSeconds,
      pin: pool.pin,
    };
    super(WarmCapacity.__pulumiType, name, inputs, opts);
    if (warm.engine === "capacityBuffer") this.buffer(args);
    else this.placeholders(args);
    this.registerOutputs();
  }

  /** The placeholders' Deployment, and with windows the ScaledObject that scales it. */
  private placeholders({ pool, warm, cluster, ...args }: WarmCapacityArgs): void {
    const inCluster = { parent: this, provider: cluster.provider };
    const scaling = warmScaling({
      windows: warm.windows.map(({ nodes }) => nodes),
      always: warm.always,
      kubernetesVersion: cluster.version,
    });
    // Another name without windows: Pulumi then owns the replicas, while KEDA may still be scaling the former Deployment.
    const deploymentName = scaling.kind === "replicas" ? `${warm.name}-always` : warm.name;
    const deployment = new k8s.apps.v1.Deployment(
      deploymentName,
      {
        metadata: {
          name: deploymentName,
          namespace: placeholderNamespace,
          labels: { [placeholderLabel]: deploymentName },
          // at the pool's limits placeholders stay pending, and `pulumi up` must not wait for them
          annotations: { "pulumi.com/skipAwait": "true" },
        },
        spec: {
          replicas: scaling.kind === "replicas" ? scaling.replicas : 0,
          // a surge would need more nodes, since no placeholder fits beside another
          strategy: { type: "Recreate" },
          selector: { matchLabels: { [placeholderLabel]: deploymentName } },
          template: warmPod(deploymentName, pool, warm, args.warmPlatform, carriedImages(warm, cluster.version)),
        },
      },
      {
        ...inCluster,
        dependsOn: [args.nodePool, args.warmPlatform],
        ...(scaling.kind === "replicas" ? {} : { ignoreChanges: ["spec.replicas"] }),
      },
    );
    if (args.keda !== undefined && (scaling.kind === "idle" || scaling.kind === "steps")) {
      new k8s.apiextensions.CustomResource(
        warm.name,
        {
          apiVersion: "keda.sh/v1alpha1",
          kind: "ScaledObject",
          metadata: { name: warm.name, namespace: placeholderNamespace },
          spec: { scaleTargetRef: { name: deploymentName }, ...scaledObjectSpec(warm, scaling) },
        },
        { ...inCluster, dependsOn: [deployment, args.keda.operator] },
      );
    }
  }

  /** What Karpenter keeps room for: the same pods, described and never made. */
  private buffer({ pool, warm, cluster, nodePool, warmPlatform }: WarmCapacityArgs): void {
    const { name } = warm;
    const inCluster = { parent: this, provider: cluster.provider };
    const template = new k8s.core.v1.PodTemplate(
      name,
      {
        metadata: { name, namespace: placeholderNamespace, labels: { [placeholderLabel]: name } },
        // without images: there is no pod that would pull them
        template: warmPod(name, pool, warm, warmPlatform, []),
      },
      { ...inCluster, dependsOn: warmPlatform },
    );
    capacityBuffer(
      { name, namespace: placeholderNamespace, podTemplateRef: { name }, replicas: warm.always },
      { ...inCluster, dependsOn: [nodePool, template] },
    );
  }
}

function warmPod(
  name: string,
  pool: PoolConfig,
  { mode, size }: WarmConfig,
  { image }: WarmPlatform,
  images: readonly CarriedImage[],
) {
  const placement = mode.kind === "perNode" ? "onePerNode" : "overZones";
  return placeholderPod({ name, pool, image, size, images, placement });
}

/** As image volumes where the cluster has them, else as containers. */
function carriedImages({ images }: WarmConfig, kubernetesVersion: string): readonly CarriedImage[] {
  const asVolumes = hasImageVolumes(kubernetesVersion);
  return images.map(({ image, pullSecret, command }) => ({
    image,
    pullSecret,
    command: asVolumes ? undefined : command,
  }));
}

function scaledObjectSpec(warm: WarmConfig, scaling: Extract<WarmScaling, { kind: "idle" | "steps" }>) {
  const { minReplicaCount, maxReplicaCount } = scaling;
  return {
    pollingInterval: kedaSeconds.polling,
    cooldownPeriod: warm.cooldownSeconds,
    ...(scaling.kind === "idle"
      ? { idleReplicaCount: scaling.idleReplicaCount, minReplicaCount, maxReplicaCount }
      : {
          minReplicaCount,
          maxReplicaCount,
          advanced: {
            horizontalPodAutoscalerConfig: { behavior: { scaleUp: scaling.scaleUp, scaleDown: scaling.scaleDown } },
          },
        }),
    triggers: warm.windows
      .flatMap(windowTriggers)
      .map((trigger) => ({ type: "cron", metadata: triggerMetadata(trigger) })),
  };
}
