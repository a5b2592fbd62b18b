import type { Case } from "../../case";
import { pinnedTo, placeholder, scaledObject, window } from "../../objects";

const warm = (name: string, desiredReplicas: string) => [
  placeholder(name),
  scaledObject(name, [window({ desiredReplicas })]),
];

export const cases: readonly Case[] = [
  {
    title: "accepts the ceiling exactly",
    resources: warm("warm", "20"),
    config: { maxReplicas: 20, maxCpu: "70", maxMemory: "240Gi" },
  },
  {
    title: "leaves other Deployments alone",
    resources: [placeholder("web", { spec: { replicas: 99 }, pod: { containers: [{ image: "nginx:1" }] } })],
  },
  {
    title: "refuses one more",
    resources: warm("warm", "21"),
    violates: [
      'warm capacity of pool "dotori-general": its placeholders are up to 21; the ceiling is 20 (maxReplicas). To fix it, lower the replicas or requests of the placeholders, or have the platform team raise the ceiling.',
    ],
  },
  {
    title: "refuses what two Deployments request on one pool together",
    resources: [...warm("a", "2"), ...warm("b", "2")],
    config: { maxReplicas: 3, maxCpu: "13", maxMemory: "47Gi" },
    violates: [
      'warm capacity of pool "dotori-general": its placeholders are up to 4; the ceiling is 3 (maxReplicas). To fix it, lower the replicas or requests of the placeholders, or have the platform team raise the ceiling.',
      'warm capacity of pool "dotori-general": its placeholders request 14 CPU; the ceiling is 13 (maxCpu). To fix it, lower the replicas or requests of the placeholders, or have the platform team raise the ceiling.',
      'warm capacity of pool "dotori-general": its placeholders request 48Gi of memory; the ceiling is 47Gi (maxMemory). To fix it, lower the replicas or requests of the placeholders, or have the platform team raise the ceiling.',
    ],
  },
  {
    title: "checks each pool, in order of name",
    resources: [
      placeholder("a", { spec: { replicas: 2 }, pod: { affinity: { nodeAffinity: pinnedTo("zebra") } } }),
      placeholder("b", { spec: { replicas: 2 } }),
    ],
    config: { maxReplicas: 1 },
    violates: [
      'warm capacity of pool "dotori-general": its placeholders are up to 2; the ceiling is 1 (maxReplicas). To fix it, lower the replicas or requests of the placeholders, or have the platform team raise the ceiling.',
      'warm capacity of pool "zebra": its placeholders are up to 2; the ceiling is 1 (maxReplicas). To fix it, lower the replicas or requests of the placeholders, or have the platform team raise the ceiling.',
    ],
  },
];
