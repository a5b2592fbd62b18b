import type { Case } from "../../case";
import { only, pool, unknown } from "../../objects";

const sized = (name: string, cpu: string, labels: Record<string, unknown> = {}) =>
  pool(name, { requirements: [only.types("m5.4xlarge")], spec: { limits: { cpu, memory: "9999Gi" } }, labels });

export const cases: readonly Case[] = [
  {
    title: "accepts pools that reach the ceiling together",
    resources: [sized("a", "32"), sized("b", "32")],
    config: { maxCpu: "64" },
  },
  {
    title: "does not add other teams' pools, nor shared ones",
    resources: [sized("a", "64"), sized("b", "64", { team: "acorn" }), sized("shared", "64", { team: undefined })],
    config: { maxCpu: "64" },
  },
  {
    title: "refuses two pools that are small enough by themselves, on a first preview without outputs",
    resources: [sized("b", "32"), sized("a", "48")],
    config: { maxCpu: "64" },
    violates: [
      'team "dotori": its pools reach 80 CPU; the ceiling is 64 (maxCpu); pools: a 48, b 32. To fix it, lower the limits of the team\'s pools, or have the platform team raise the ceiling.',
    ],
  },
  {
    title: "counts a pool once that is registered twice, as it was last",
    resources: [sized("a", "64"), sized("a", "32"), sized("b", "32")],
    config: { maxCpu: "64" },
  },
  {
    title: "reads the team from another label when told to",
    resources: [sized("a", "48", { squad: "x" }), sized("b", "32", { squad: "x", team: "other" })],
    config: { maxCpu: "64", label: "squad" },
    violates: [
      'team "x": its pools reach 80 CPU; the ceiling is 64 (maxCpu); pools: a 48, b 32. To fix it, lower the limits of the team\'s pools, or have the platform team raise the ceiling.',
    ],
  },
  {
    title: "names the pool whose limit is not known yet, and adds up the others",
    resources: [sized("a", unknown), sized("b", "48"), sized("c", "32")],
    config: { maxCpu: "64" },
    violates: [
      'team "dotori": its pools reach 80 CPU; the ceiling is 64 (maxCpu); pools: b 48, c 32. To fix it, lower the limits of the team\'s pools, or have the platform team raise the ceiling.',
    ],
    cannotTell: [
      'NodePool "a" (team dotori): cannot tell yet: spec.limits.cpu is known only when it is deployed; the rule decides then.',
    ],
  },
  {
    title: "cannot tell when an unknown requirement decides",
    resources: [
      sized("a", "32"),
      pool("b", {
        requirements: [
          only.types("m5.4xlarge"),
          { key: "karpenter.k8s.aws/instance-size", operator: "In", values: [unknown] },
        ],
        spec: { limits: { cpu: "48", memory: "9999Gi" } },
      }),
    ],
    config: { maxCpu: "64" },
    cannotTell: [
      'team "dotori": cannot tell about its pools, which reach 80 CPU; the ceiling is 64 (maxCpu); pools: b 48, a 32: spec.template.spec.requirements[1].values[0] of b is not known yet.',
    ],
  },
  {
    title: "checks each team, in order of name",
    resources: [sized("a", "80", { team: "dotori" }), sized("b", "80", { team: "acorn" })],
    config: { maxCpu: "64" },
    violates: [
      'team "acorn": its pools reach 80 CPU; the ceiling is 64 (maxCpu); pools: b 80. To fix it, lower the limits of the team\'s pools, or have the platform team raise the ceiling.',
      'team "dotori": its pools reach 80 CPU; the ceiling is 64 (maxCpu); pools: a 80. To fix it, lower the limits of the team\'s pools, or have the platform team raise the ceiling.',
    ],
  },
];
