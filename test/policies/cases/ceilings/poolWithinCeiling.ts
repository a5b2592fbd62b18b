import type { Case } from "../../case";
import { only, pool, staticPool, unknown } from "../../objects";

const sixteenCpu = { requirements: [only.types("m5.4xlarge")] };

export const cases: readonly Case[] = [
  {
    title: "accepts a pool that reaches the ceiling exactly",
    resources: [pool("general", { ...sixteenCpu, spec: { limits: { cpu: "64", memory: "256Gi" } } })],
    config: { maxCpu: "64", maxMemory: "256Gi", maxNodes: 4, maxGpu: 0 },
  },
  {
    title: "counts whole nodes: 79 CPU let no fifth node of 16 come",
    resources: [pool("general", { ...sixteenCpu, spec: { limits: { cpu: "79", memory: "999Gi" } } })],
    config: { maxCpu: "64" },
  },
  {
    title: "refuses one node more",
    resources: [pool("general", { ...sixteenCpu, spec: { limits: { cpu: "80", memory: "999Gi" } } })],
    config: { maxCpu: "64" },
    violates: [
      'NodePool "general" (team dotori): spec.limits let it reach 80 CPU; the ceiling is 64 (maxCpu). To fix it, lower spec.limits, or have the platform team raise the ceiling.',
    ],
  },
  {
    title: "refuses too much memory",
    resources: [pool("general", { spec: { limits: { memory: "257Gi" } } })],
    config: { maxMemory: "256Gi" },
    violates: [
      'NodePool "general" (team dotori): spec.limits let it reach 257Gi of memory; the ceiling is 256Gi (maxMemory). To fix it, lower spec.limits, or have the platform team raise the ceiling.',
    ],
  },
  {
    title: "refuses more nodes than allowed, which CPU alone bounds",
    resources: [pool("general", { requirements: [only.types("m7g.medium")], spec: { limits: { cpu: "8" } } })],
    config: { maxNodes: 7 },
    violates: [
      'NodePool "general" (team dotori): spec.limits let it reach 8 nodes; the ceiling is 7 (maxNodes). To fix it, lower spec.limits, or have the platform team raise the ceiling.',
    ],
  },
  {
    title: "refuses too many GPUs, which no limit on them bounds",
    resources: [
      pool("gpu", { requirements: [only.types("g5.12xlarge")], spec: { limits: { cpu: "96", memory: "999Gi" } } }),
    ],
    config: { maxGpu: 7 },
    violates: [
      'NodePool "gpu" (team dotori): spec.limits let it reach 8 GPUs; the ceiling is 7 (maxGpu). To fix it, lower spec.limits, or have the platform team raise the ceiling.',
    ],
  },
  {
    title: "refuses a pool that nothing bounds",
    resources: [pool("general", { spec: { limits: { cpu: undefined, memory: undefined } } })],
    violates: [
      'NodePool "general" (team dotori): spec.limits let it reach any amount of CPU; the ceiling is 1000 (maxCpu). To fix it, lower spec.limits, or have the platform team raise the ceiling.',
      'NodePool "general" (team dotori): spec.limits let it reach any amount of memory; the ceiling is 4000Gi (maxMemory). To fix it, lower spec.limits, or have the platform team raise the ceiling.',
      'NodePool "general" (team dotori): spec.limits let it reach any amount of nodes; the ceiling is 1000 (maxNodes). To fix it, lower spec.limits, or have the platform team raise the ceiling.',
    ],
  },
  {
    title: "counts a static pool by its nodes",
    resources: [staticPool("fixed", 5, { nodes: "5" })],
    config: { maxNodes: 4 },
    violates: [
      'NodePool "fixed" (team dotori): spec.limits let it reach 1920 CPU; the ceiling is 1000 (maxCpu). To fix it, lower spec.limits, or have the platform team raise the ceiling.',
      'NodePool "fixed" (team dotori): spec.limits let it reach 15Ti of memory; the ceiling is 4000Gi (maxMemory). To fix it, lower spec.limits, or have the platform team raise the ceiling.',
      'NodePool "fixed" (team dotori): spec.limits let it reach 5 nodes; the ceiling is 4 (maxNodes). To fix it, lower spec.limits, or have the platform team raise the ceiling.',
    ],
  },
  {
    title: "takes the stated limits of a type that the catalogue lacks, and cannot tell the rest",
    resources: [pool("new", { requirements: [only.types("m99.large")], spec: { limits: { cpu: "65" } } })],
    config: { maxCpu: "64" },
    violates: [
      'NodePool "new" (team dotori): spec.limits let it reach 65 CPU; the ceiling is 64 (maxCpu). To fix it, lower spec.limits, or have the platform team raise the ceiling.',
    ],
    cannotTell: [
      'NodePool "new" (team dotori): cannot tell about the nodes, whose ceiling is 1000 (maxNodes): the catalogue of EC2 types has no m99.large.',
      'NodePool "new" (team dotori): cannot tell about the GPUs, whose ceiling is 64 (maxGpu): the catalogue of EC2 types has no m99.large.',
    ],
  },
  {
    title: "accepts a pool within the ceiling whatever an unknown requirement turns out to be",
    resources: [
      pool("general", {
        requirements: [
          only.categories("m"),
          { key: "karpenter.k8s.aws/instance-family", operator: "In", values: [unknown] },
        ],
      }),
    ],
  },
  {
    title: "cannot tell when an unknown requirement decides",
    resources: [
      pool("general", {
        requirements: [
          only.categories("m"),
          { key: "karpenter.k8s.aws/instance-family", operator: "In", values: [unknown] },
        ],
        spec: { limits: { cpu: "64" } },
      }),
    ],
    config: { maxCpu: "63" },
    cannotTell: [
      'NodePool "general" (team dotori): cannot tell about spec.limits, which let it reach 64 CPU; the ceiling is 63 (maxCpu): spec.template.spec.requirements[1].values[0] is not known yet.',
    ],
  },
  {
    title: "waits for a limit that is not known yet",
    resources: [pool("general", { spec: { limits: { cpu: unknown } } })],
    cannotTell: [
      'NodePool "general" (team dotori): cannot tell yet: spec.limits.cpu is known only when it is deployed; the rule decides then.',
    ],
  },
  {
    title: "counts a static pool without limits by its replicas",
    resources: [pool("fixed", { ...sixteenCpu, spec: { replicas: 5, limits: undefined } })],
    config: { maxNodes: 4 },
    violates: [
      'NodePool "fixed" (team dotori): spec.limits let it reach 5 nodes; the ceiling is 4 (maxNodes). To fix it, lower spec.limits, or have the platform team raise the ceiling.',
    ],
  },
  {
    title: "leaves a limit that is not a valid quantity to pool-has-limits",
    resources: [pool("general", { ...sixteenCpu, spec: { limits: { memory: "lots" } } })],
  },
];
