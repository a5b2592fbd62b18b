/** The pod that keeps room on a pool's nodes: it only sleeps, has no rights, and any other pod preempts it. */
import type * as k8s from "@pulumi/kubernetes";
import type { PodSize } from "../../capacity/ec2/allocatable";
import { labelKeys } from "../../capacity/kubernetes/labels";
import { placeholderPriorityClass } from "../../capacity/tenancy/labels";
import { cpuText } from "../../capacity/units/quantity";
import type { PoolConfig } from "../../config";

/** Label of a placeholder, with its Deployment's name: anti-affinity and topology spread select by it. */
export const placeholderLabel = "nodepools/placeholder";

/** What placeholders differ in. */
export interface PlaceholderPod {
  /** Deployment that makes the pod. */
  readonly name: string;
  /** Pool whose nodes it runs on, and whose taints it tolerates. */
  readonly pool: PoolConfig;
  /** Pause image, of a registry that the nodes reach. */
  readonly image: string;
  /** Room that it keeps: its requests, and its limits, so that it uses no more. */
  readonly size: PodSize;
  /** At most one on a node, spread over zones where possible, or wherever they fit. */
  readonly placement: "onePerNode" | "overZones" | "anywhere";
}

/** The template of a Deployment's pods. They pass the Pod Security level `restricted`. */
export function placeholderPod({
  name,
  pool,
  image,
  size,
  placement,
}: PlaceholderPod): k8s.types.input.core.v1.PodTemplateSpec {
  const labels = { [placeholderLabel]: name };
  const amounts = { cpu: cpuText(size.cpuMillis), memory: `${size.memoryMiB}Mi` };
  return {
    metadata: { labels },
    spec: {
      priorityClassName: placeholderPriorityClass,
      terminationGracePeriodSeconds: 0,
      automountServiceAccountToken: false,
      enableServiceLinks: false,
      securityContext: {
        runAsNonRoot: true,
        runAsUser: 65535,
        runAsGroup: 65535,
        seccompProfile: { type: "RuntimeDefault" },
      },
      containers: [
        {
          name: "pause",
          image,
          resources: { requests: amounts, limits: amounts },
          securityContext: {
            allowPrivilegeEscalation: false,
            readOnlyRootFilesystem: true,
            capabilities: { drop: ["ALL"] },
          },
        },
      ],
      tolerations: pool.taints.map(({ key, value = "", effect }) => ({ key, operator: "Equal", value, effect })),
      affinity: {
        nodeAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: {
            nodeSelectorTerms: [
              { matchExpressions: [{ key: labelKeys.nodePool, operator: "In", values: [pool.nodePoolName] }] },
            ],
          },
        },
        ...(placement === "onePerNode"
          ? {
              podAntiAffinity: {
                requiredDuringSchedulingIgnoredDuringExecution: [
                  { labelSelector: { matchLabels: labels }, topologyKey: labelKeys.hostname },
                ],
              },
            }
          : {}),
      },
      // ScheduleAnyway: where a zone has no capacity, the number matters more than the spread.
      ...(placement === "overZones"
        ? {
            topologySpreadConstraints: [
              {
                maxSkew: 1,
                topologyKey: labelKeys.zone,
                whenUnsatisfiable: "ScheduleAnyway",
                labelSelector: { matchLabels: labels },
              },
            ],
          }
        : {}),
    },
  };
}
