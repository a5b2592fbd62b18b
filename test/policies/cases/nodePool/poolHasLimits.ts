import type { Case } from "../../case";
import { pool, staticPool, unknown } from "../../objects";

export const cases: readonly Case[] = [
  { title: "accepts cpu and memory on a dynamic pool", resources: [pool("general")] },
  { title: "accepts nodes alone on a static pool", resources: [staticPool("fixed", 3, { nodes: "3" })] },
  {
    title: "accepts a limit of 0, which freezes the pool",
    resources: [pool("frozen", { spec: { limits: { cpu: "0" } } })],
  },
  {
    title: "refuses a pool without any limits",
    resources: [pool("general", { spec: { limits: undefined } })],
    violates: [
      'NodePool "general" (team dotori): spec.limits.cpu is missing. To fix it, set spec.limits.cpu and spec.limits.memory, such as "64" and "256Gi", or spec.limits.nodes on a pool with replicas.',
      'NodePool "general" (team dotori): spec.limits.memory is missing. To fix it, set spec.limits.cpu and spec.limits.memory, such as "64" and "256Gi", or spec.limits.nodes on a pool with replicas.',
    ],
  },
  {
    title: "refuses a pool without memory",
    resources: [pool("general", { spec: { limits: { memory: undefined } } })],
    violates: [
      'NodePool "general" (team dotori): spec.limits.memory is missing. To fix it, set spec.limits.cpu and spec.limits.memory, such as "64" and "256Gi", or spec.limits.nodes on a pool with replicas.',
    ],
  },
  {
    title: "refuses a static pool without nodes",
    resources: [staticPool("fixed", 3, undefined)],
    violates: [
      'NodePool "fixed" (team dotori): spec.limits.nodes is missing on a static pool. To fix it, set spec.limits.cpu and spec.limits.memory, such as "64" and "256Gi", or spec.limits.nodes on a pool with replicas.',
    ],
  },
  {
    title: "refuses a negative limit, which Karpenter accepts",
    resources: [pool("general", { spec: { limits: { cpu: "-1" } } })],
    violates: [
      'NodePool "general" (team dotori): spec.limits.cpu is not a valid limit: "-1" is negative; write "64" or "64000m". To fix it, set spec.limits.cpu and spec.limits.memory, such as "64" and "256Gi", or spec.limits.nodes on a pool with replicas.',
    ],
  },
  {
    title: "refuses a limit that is not a valid quantity",
    resources: [pool("general", { spec: { limits: { memory: "10 Gi" } } })],
    violates: [
      'NodePool "general" (team dotori): spec.limits.memory is not a valid limit: "10 Gi" is not a valid memory quantity; write "512Mi" or "1000Gi". To fix it, set spec.limits.cpu and spec.limits.memory, such as "64" and "256Gi", or spec.limits.nodes on a pool with replicas.',
    ],
  },
  {
    title: "refuses a limit on GPUs that is not a quantity, which would bound nothing",
    resources: [pool("general", { spec: { limits: { "nvidia.com/gpu": "1.5" } } })],
    violates: [
      'NodePool "general" (team dotori): spec.limits["nvidia.com/gpu"] is not a valid limit: "1.5" is not a whole number; write "8". To fix it, set spec.limits.cpu and spec.limits.memory, such as "64" and "256Gi", or spec.limits.nodes on a pool with replicas.',
    ],
  },
  {
    title: "refuses limits beside spec",
    resources: [pool("general", { spec: { limits: undefined }, beside: { limits: { cpu: 100 } } })],
    violates: [
      'NodePool "general" (team dotori): spec.limits.cpu is missing. To fix it, set spec.limits.cpu and spec.limits.memory, such as "64" and "256Gi", or spec.limits.nodes on a pool with replicas.',
      'NodePool "general" (team dotori): spec.limits.memory is missing. To fix it, set spec.limits.cpu and spec.limits.memory, such as "64" and "256Gi", or spec.limits.nodes on a pool with replicas.',
      'NodePool "general" (team dotori): limits is beside spec, where Karpenter ignores it. To fix it, set spec.limits.cpu and spec.limits.memory, such as "64" and "256Gi", or spec.limits.nodes on a pool with replicas.',
    ],
  },
  {
    title: "finds the missing memory although cpu is not known yet",
    resources: [pool("general", { spec: { limits: { cpu: unknown, memory: undefined } } })],
    violates: [
      'NodePool "general" (team dotori): spec.limits.memory is missing. To fix it, set spec.limits.cpu and spec.limits.memory, such as "64" and "256Gi", or spec.limits.nodes on a pool with replicas.',
    ],
    cannotTell: [
      'NodePool "general" (team dotori): cannot tell yet: spec.limits.cpu is known only when it is deployed; the rule decides then.',
    ],
  },
];
