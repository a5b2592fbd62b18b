/** The pod that holds a place on a pool's nodes: it does nothing, may do nothing, and gives way to any other. */
import type * as k8s from "@pulumi/kubernetes";
import type { PodSize } from "../../capacity/ec2/allocatable";
import { labelKeys } from "../../capacity/kubernetes/labels";
import { placeholderPriorityClass } from "../../capacity/tenancy/labels";
import { cpuText } from "../../capacity/units/quantity";
import type { PoolConfig } from "../../config";

/** Label that says which Deployment a placeholder is of; anti-affinity and spread count by it. */
export const placeholderLabel = "nodepools/placeholder";

export interface PlaceholderPod {
  /** Name of its Deployment. */
  readonly name: string;
  readonly pool: PoolConfig;
  readonly image: string;
  readonly size: PodSize;
  /** One a node, several spread over zones, or wherever they fit. */
  readonly placing: "onePerNode" | "overZones" | "anywhere";
}

export function placeholderPod({
  name,
  pool,
  image,
  size,
  placing,
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
        ...(placing === "onePerNode"
          ? {
              podAntiAffinity: {
                requiredDuringSchedulingIgnoredDuringExecution: [
                  { labelSelector: { matchLabels: labels }, topologyKey: labelKeys.hostname },
                ],
              },
            }
          : {}),
      },
      // Honoured first, and given up where a zone has no capacity: the number counts for more than the spread.
      ...(placing === "overZones"
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
