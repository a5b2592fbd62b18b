/** How a pool's placeholders are scaled: by Pulumi alone, or by KEDA and the autoscaler it makes. */

/** Numbers of the autoscaler's policy for one direction (autoscaling/v2, as the ScaledObject carries it). */
export interface ScalingRules {
  readonly stabilizationWindowSeconds: 0;
  readonly selectPolicy?: "Max";
  readonly policies: readonly {
    readonly type: "Pods" | "Percent";
    readonly value: number;
    readonly periodSeconds: number;
  }[];
  /** "0" where the cluster's Kubernetes has the field; it then sees steps below 10 %. */
  readonly tolerance?: "0";
}

/** How placeholders are scaled. */
export type WarmScaling =
  /** No placeholders at any time. */
  | { readonly kind: "none" }
  /** No windows: a Deployment of so many replicas that Pulumi owns, no KEDA. */
  | { readonly kind: "replicas"; readonly replicas: number }
  /** All windows have one number: KEDA itself goes from 0 to it in one step, without a ramp and without tolerance. */
  | {
      readonly kind: "idle";
      readonly idleReplicaCount: 0;
      readonly minReplicaCount: number;
      readonly maxReplicaCount: number;
    }
  /** Different numbers: the autoscaler goes from one to the other, each in one step. */
  | {
      readonly kind: "steps";
      readonly minReplicaCount: number;
      readonly maxReplicaCount: number;
      readonly scaleUp: ScalingRules;
      readonly scaleDown: ScalingRules;
    };

/**
 * Whether the autoscaler's tolerance may be set: beta and enabled from Kubernetes 1.35, alpha (so not on EKS) in 1.33 and
 * 1.34.
 * Source: k8s.io/api autoscaling/v2, HPAConfigurableTolerance.
 */
export function toleranceCanBeZero(kubernetesVersion: string): boolean {
  const [major = 0, minor = 0] = kubernetesVersion.replace(/^v/, "").split(".").map(Number);
  return major > 1 || (major === 1 && minor >= 35);
}

/** A pool's replicas, in and outside its windows. */
export interface WarmNumbers {
  /** Replicas of each window. */
  readonly windows: readonly number[];
  /** Replicas outside all windows. @default 0 */
  readonly always?: number;
  /** Of the cluster, as "1.35". */
  readonly kubernetesVersion: string;
}

/**
 * Which placeholders wait for KEDA's cooldownPeriod after a window: KEDA has it only for what it scales itself, to 0. Beside
 * `always` none does, and where windows have different numbers the autoscaler leaves one, which does.
 * Source: KEDA v2.21.0 pkg/scaling/executor/scale_scaledobjects.go, apis/keda/v1alpha1/scaledobject_webhook.go.
 */
export type Cooled = "all" | "last" | "none";

/** Which placeholders of a pool with windows wait for the cooldown. */
export function cooledPlaceholders({ windows, always = 0 }: Omit<WarmNumbers, "kubernetesVersion">): Cooled {
  if (always > 0 || windows.length === 0) return "none";
  return windows.every((nodes) => nodes === windows[0]) ? "all" : "last";
}

/** The autoscaler looks every 15 seconds on EKS. */
export const syncSeconds = 15;

/** The scaling that reaches every number of replicas. */
export function warmScaling({ windows, always = 0, kubernetesVersion }: WarmNumbers): WarmScaling {
  if (windows.length === 0) return always === 0 ? { kind: "none" } : { kind: "replicas", replicas: always };
  const most = Math.max(...windows, always);
  if (always === 0 && windows.every((nodes) => nodes === most)) {
    return { kind: "idle", idleReplicaCount: 0, minReplicaCount: most, maxReplicaCount: most };
  }
  // the default ramp (4 pods or 100 %) stops within 10 % of 11, 21-22, 41-44 or 81-88 and stays there
  const tolerance = toleranceCanBeZero(kubernetesVersion) ? ({ tolerance: "0" } as const) : {};
  return {
    kind: "steps",
    minReplicaCount: always,
    // absent it is 100, which cuts larger windows silently
    maxReplicaCount: most,
    scaleUp: {
      stabilizationWindowSeconds: 0,
      policies: [{ type: "Pods", value: most, periodSeconds: syncSeconds }],
      ...tolerance,
    },
    scaleDown: {
      stabilizationWindowSeconds: 0,
      policies: [{ type: "Percent", value: 100, periodSeconds: syncSeconds }],
      ...tolerance,
    },
  };
}
