/** The pod that keeps room on a pool's nodes: it only sleeps, has no rights, and any other pod preempts it. */
import { createHash } from "node:crypto";
import type * as k8s from "@pulumi/kubernetes";
import type { PodSize } from "../../capacity/ec2/allocatable";
import { labelKeys } from "../../capacity/kubernetes/labels";
import { placeholderPriorityClass } from "../../capacity/tenancy/labels";
import { cpuText } from "../../capacity/units/quantity";
import type { PoolConfig } from "../../config";

/** Label of a placeholder, with its Deployment's name: anti-affinity and topology spread select by it. */
export const placeholderLabel = "nodepools/placeholder";

/** An image that a placeholder carries, in addition to its own. */
export interface CarriedImage {
  /** As the team's pods name it: the kubelet knows it by no other name. */
  readonly image: string;
  /** Secret of the placeholders' namespace by which it is pulled. */
  readonly pullSecret?: string | undefined;
  /** Keeps a container of it running; undefined where it is an image volume. */
  readonly command?: readonly string[] | undefined;
}

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
  /** Images that its node pulls for it. @default none */
  readonly images?: readonly CarriedImage[];
  /** At most one on a node, spread over zones where possible, or wherever they fit. */
  readonly placement: "onePerNode" | "overZones" | "anywhere";
}

const restricted = {
  allowPrivilegeEscalation: false,
  readOnlyRootFilesystem: true,
  capabilities: { drop: ["ALL"] },
} satisfies k8s.types.input.core.v1.SecurityContext;

/** Of the image itself, so that the order of images names nothing. */
const carriedName = ({ image }: CarriedImage) =>
  `image-${createHash("sha256").update(image).digest("hex").slice(0, 8)}`;

/** Requests nothing, whatever a LimitRange has as defaults; its limits bound a command that does more than wait. */
function imageContainer(carried: CarriedImage) {
  const { image, command } = carried;
  if (command === undefined) return [];
  return [
    {
      name: carriedName(carried),
      image,
      imagePullPolicy: "IfNotPresent",
      command: [...command],
      resources: { requests: { cpu: "0", memory: "0" }, limits: { cpu: "50m", memory: "64Mi" } },
      securityContext: restricted,
    },
  ];
}

/**
 * Image volumes, and the secrets of all images. No container mounts the volumes: the kubelet pulls them all the same, and
 * one that cannot be pulled fails only containers that mount it, so the pause container runs either way.
 * Source: kubernetes v1.35.0 pkg/kubelet/kuberuntime/kuberuntime_manager.go, getImageVolumes and toKubeContainerImageVolumes.
 */
function carriedVolumes(images: readonly CarriedImage[]) {
  const volumes = images
    .filter(({ command }) => command === undefined)
    .map((carried) => ({
      name: carriedName(carried),
      image: { reference: carried.image, pullPolicy: "IfNotPresent" },
    }));
  const secrets = [...new Set(images.flatMap(({ pullSecret }) => pullSecret ?? []))];
  return {
    ...(volumes.length === 0 ? {} : { volumes }),
    ...(secrets.length === 0 ? {} : { imagePullSecrets: secrets.map((name) => ({ name })) }),
  };
}

/** The template of a Deployment's pods. They pass the Pod Security level `restricted`. */
export function placeholderPod({
  name,
  pool,
  image,
  size,
  images = [],
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
          securityContext: restricted,
        },
        ...images.flatMap(imageContainer),
      ],
      ...carriedVolumes(images),
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
