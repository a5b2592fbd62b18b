import type { Case } from "../../case";
import { only, pool, unknown } from "../../objects";

const sized = (name: string, nodes: string, team: string | undefined) =>
  pool(name, {
    requirements: [only.types("m5.4xlarge")],
    spec: { limits: { cpu: "9999", memory: "9999Gi", nodes } },
    labels: { team },
  });

export const cases: readonly Case[] = [
  {
    title: "accepts all teams and shared pools together at the ceiling",
    resources: [sized("a", "2", "dotori"), sized("b", "2", "acorn"), sized("shared", "1", undefined)],
    config: { maxNodes: 5, maxCpu: "80" },
  },
  {
    title: "refuses what single teams may have, but not together",
    resources: [sized("a", "2", "dotori"), sized("b", "2", "acorn"), sized("shared", "2", undefined)],
    config: { maxNodes: 5, maxCpu: "80" },
    violates: [
      "the cluster: its pools reach 96 CPU; the ceiling is 80 (maxCpu); pools: a 32, b 32, shared 32. To fix it, lower the limits of the largest pools, or have the platform team raise the ceiling.",
      "the cluster: its pools reach 6 nodes; the ceiling is 5 (maxNodes); pools: a 2, b 2, shared 2. To fix it, lower the limits of the largest pools, or have the platform team raise the ceiling.",
    ],
  },
  {
    title: "cannot tell of figures that a type unknown to the catalogue leaves open",
    resources: [
      sized("a", "2", "dotori"),
      pool("new", {
        requirements: [only.types("m99.large")],
        spec: { limits: { cpu: "48", memory: "192Gi", nodes: "3" } },
      }),
    ],
    config: { maxNodes: 5, maxCpu: "80" },
    cannotTell: [
      "the cluster: cannot tell about the GPUs, whose ceiling is 128 (maxGpu): new: the catalogue of EC2 types has no m99.large.",
    ],
  },
  {
    title: "waits for a limit that is not known yet",
    resources: [sized("a", unknown, "dotori")],
    cannotTell: [
      'NodePool "a" (team dotori): cannot tell yet: spec.limits.nodes is known only when it is deployed; the rule decides then.',
    ],
  },
  {
    title: "refuses a pool that nothing bounds beside one of a type that the catalogue lacks",
    resources: [
      pool("loose", { spec: { limits: undefined } }),
      pool("new", {
        requirements: [only.types("m99.large")],
        spec: { limits: { cpu: "48", memory: "192Gi", nodes: "3", "nvidia.com/gpu": "1" } },
      }),
    ],
    violates: [
      "the cluster: its pools reach any amount of CPU; the ceiling is 10000 (maxCpu); pools: loose unbounded, new 48. To fix it, lower the limits of the largest pools, or have the platform team raise the ceiling.",
      "the cluster: its pools reach any amount of memory; the ceiling is 40000Gi (maxMemory); pools: loose unbounded, new 192Gi. To fix it, lower the limits of the largest pools, or have the platform team raise the ceiling.",
      "the cluster: its pools reach any amount of nodes; the ceiling is 10000 (maxNodes); pools: loose unbounded, new 3. To fix it, lower the limits of the largest pools, or have the platform team raise the ceiling.",
    ],
  },
];
