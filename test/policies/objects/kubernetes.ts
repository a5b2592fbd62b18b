/** Namespaces and warm capacity that pass every rule. */
import type { Resource } from "../../support/analyzer";
import { changed, type Fields } from "./changed";
import { requirement } from "./karpenter";

export const namespace = (name: string, labels: Fields = { team: name }): Resource => ({
  type: "kubernetes:core/v1:Namespace",
  name,
  inputs: { metadata: { name, labels } },
  outputs: {},
});

export const quota = (of: string, hard: Fields = { "requests.cpu": "10", pods: "100" }): Resource => ({
  type: "kubernetes:core/v1:ResourceQuota",
  name: "quota",
  inputs: { metadata: { name: "quota", namespace: of }, spec: { hard } },
  outputs: {},
});

/** A Deployment of pause pods that keeps nodes of one pool ready. */
export function placeholder(name: string, { spec = {}, pod = {} }: { spec?: Fields; pod?: Fields } = {}): Resource {
  const goodPod: Fields = {
    priorityClassName: "placeholder",
    terminationGracePeriodSeconds: 0,
    affinity: {
      nodeAffinity: pinnedTo("dotori-general"),
      podAntiAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: "kubernetes.io/hostname" }],
      },
    },
    tolerations: [{ key: "team", operator: "Equal", value: "dotori", effect: "NoSchedule" }],
    containers: [
      {
        name: "pause",
        image: "public.ecr.aws/eks-distro/kubernetes/pause:3.10",
        resources: { requests: { cpu: "3500m", memory: "12Gi" } },
      },
    ],
  };
  const good = { replicas: 0, template: { spec: changed(goodPod, pod) } };
  return {
    type: "kubernetes:apps/v1:Deployment",
    name,
    inputs: { metadata: { name, namespace: "warm" }, spec: changed(good, spec) },
    outputs: {},
  };
}

/** The same pods as a PodTemplate, and the CapacityBuffer that counts them. */
export function bufferedPlaceholder(name: string, replicas: unknown, pod: Fields = {}): readonly Resource[] {
  const metadata = { name, namespace: "warm" };
  const { template } = (placeholder(name, { pod }).inputs as { spec: { template: unknown } }).spec;
  return [
    { type: "kubernetes:core/v1:PodTemplate", name, inputs: { metadata, template }, outputs: {} },
    {
      type: "kubernetes:autoscaling.x-k8s.io/v1beta1:CapacityBuffer",
      name,
      inputs: { metadata, spec: { podTemplateRef: { name }, replicas } },
      outputs: {},
    },
  ];
}

export const pinnedTo = (...pools: string[]) => ({
  requiredDuringSchedulingIgnoredDuringExecution: {
    nodeSelectorTerms: [{ matchExpressions: [requirement("karpenter.sh/nodepool", "In", ...pools)] }],
  },
});

export const window = (changes: Fields = {}) => ({
  type: "cron",
  metadata: changed(
    { timezone: "Asia/Seoul", start: "0 9 * * 1-5", end: "0 18 * * 1-5", desiredReplicas: "3" },
    changes,
  ),
});

export const scaledObject = (name: string, triggers: readonly unknown[], changes: Fields = {}): Resource => ({
  type: "kubernetes:keda.sh/v1alpha1:ScaledObject",
  name,
  inputs: {
    metadata: { name, namespace: "warm" },
    spec: { scaleTargetRef: { name }, minReplicaCount: 0, triggers, ...changes },
  },
  outputs: {},
});

export const priorityClass = (name: string, changes: Fields = {}): Resource => ({
  type: "kubernetes:scheduling.k8s.io/v1:PriorityClass",
  name,
  inputs: changed({ metadata: { name }, value: -10, globalDefault: false, preemptionPolicy: "Never" }, changes),
  outputs: {},
});
