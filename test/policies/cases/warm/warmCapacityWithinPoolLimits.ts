import type { Case } from "../../case";
import { bufferedPlaceholder, only, placeholder, pool, scaledObject, unknown, window } from "../../objects";

/** Room for four nodes of 16 CPU and 64 GiB. */
const roomy = pool("dotori-general", {
  requirements: [only.types("m5.4xlarge")],
  spec: { limits: { cpu: "64", memory: "256Gi" } },
});
const warm = (replicas: string, requests: object) => [
  placeholder("warm", { pod: { containers: [{ image: "registry.k8s.io/pause:3.10", resources: { requests } }] } }),
  scaledObject("warm", [window({ desiredReplicas: "1" }), window({ desiredReplicas: replicas })]),
];

export const cases: readonly Case[] = [
  { title: "accepts as much as the pool has", resources: [roomy, ...warm("4", { cpu: "16", memory: "64Gi" })] },
  { title: "accepts a pool without placeholders", resources: [roomy] },
  {
    title: "takes the Deployment's own replicas where nothing scales it",
    resources: [roomy, placeholder("warm", { spec: { replicas: 4 } })],
  },
  {
    title: "takes KEDA's ceiling of replicas",
    resources: [
      roomy,
      placeholder("warm"),
      scaledObject("warm", [window({ desiredReplicas: "9" })], { maxReplicaCount: 4 }),
    ],
  },
  {
    title: "counts a PodTemplate as often as its CapacityBuffer does, and not without one",
    resources: [roomy, ...bufferedPlaceholder("warm", 4), bufferedPlaceholder("spare", 9)[0]!],
  },
  {
    title: "refuses a CapacityBuffer of more nodes than the pool can have",
    resources: [roomy, ...bufferedPlaceholder("warm", 5)],
    violates: [
      "warm capacity of pool \"dotori-general\": its placeholders need 5 nodes, above 100% of the pool's 4. To fix it, lower the replicas or requests of the placeholders, or raise the pool's limits.",
    ],
  },
  {
    title: "leaves a team's CapacityBuffer of a workload alone",
    resources: [
      roomy,
      {
        ...bufferedPlaceholder("web", 9)[1]!,
        inputs: { metadata: { name: "web", namespace: "dotori" }, spec: { scalableRef: { name: "web" }, replicas: 9 } },
      },
    ],
  },
  {
    title: "refuses more CPU",
    resources: [roomy, ...warm("4", { cpu: "16001m", memory: "1Gi" })],
    violates: [
      "warm capacity of pool \"dotori-general\": its placeholders request 64004m CPU, above 100% of the pool's 64. To fix it, lower the replicas or requests of the placeholders, or raise the pool's limits.",
    ],
  },
  {
    title: "refuses more memory",
    resources: [roomy, ...warm("4", { cpu: "1", memory: "65Gi" })],
    violates: [
      "warm capacity of pool \"dotori-general\": its placeholders request 260Gi of memory, above 100% of the pool's 256Gi. To fix it, lower the replicas or requests of the placeholders, or raise the pool's limits.",
    ],
  },
  {
    title: "refuses more nodes than the pool can have",
    resources: [roomy, ...warm("5", { cpu: "10m", memory: "16Mi" })],
    violates: [
      "warm capacity of pool \"dotori-general\": its placeholders need 5 nodes, above 100% of the pool's 4. To fix it, lower the replicas or requests of the placeholders, or raise the pool's limits.",
    ],
  },
  {
    title: "refuses more than its share",
    resources: [roomy, ...warm("3", { cpu: "1", memory: "1Gi" })],
    config: { maxSharePercent: 50 },
    violates: [
      "warm capacity of pool \"dotori-general\": its placeholders need 3 nodes, above 50% of the pool's 4. To fix it, lower the replicas or requests of the placeholders, or raise the pool's limits.",
    ],
  },
  {
    title: "cannot tell when the pool is elsewhere",
    resources: warm("1", { cpu: "1", memory: "1Gi" }),
    cannotTell: [
      'warm capacity of pool "dotori-general": cannot tell about its pool: the stack has no NodePool of that name.',
    ],
  },
  {
    title: "waits for replicas that are not known yet",
    resources: [roomy, placeholder("warm"), scaledObject("warm", [window({ desiredReplicas: unknown })])],
    cannotTell: [
      'ScaledObject "warm": cannot tell yet: spec.triggers[0].metadata.desiredReplicas is known only when it is deployed; the rule decides then.',
    ],
  },
];
