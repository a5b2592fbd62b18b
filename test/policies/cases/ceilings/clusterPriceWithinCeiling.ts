import type { Case } from "../../case";
import { only, pool } from "../../objects";

const sized = (name: string, nodes: number, team: string | undefined) =>
  pool(name, {
    requirements: [only.types("m5.4xlarge")],
    spec: { limits: { cpu: String(nodes * 16), memory: "999Gi" } },
    labels: { team },
  });

export const cases: readonly Case[] = [
  {
    title: "accepts all pools at the ceiling together",
    resources: [sized("a", 2, "dotori"), sized("b", 2, "acorn")],
    config: { maxUsdPerHour: 3.072 },
  },
  { title: "accepts a stack without pools", resources: [], config: { maxUsdPerHour: 0, requirePrice: true } },
  {
    title: "refuses all teams and shared pools above it",
    resources: [sized("a", 2, "dotori"), sized("b", 2, "acorn"), sized("shared", 1, undefined)],
    config: { maxUsdPerHour: 3.072 },
    violates: [
      "the cluster: its pools cost up to 3.84 USD per hour; the ceiling is 3.072 USD per hour (maxUsdPerHour); pools: a 1.536, b 1.536, shared 0.768. To fix it, lower the limits of the largest pools, or admit cheaper instance types.",
    ],
  },
  {
    title: "refuses pools without a price where the config requires one",
    resources: [pool("new", { requirements: [only.types("m99.large")] })],
    config: { requirePrice: true },
    violates: [
      "the cluster: its pools have no price (new: the catalogue of EC2 types has no m99.large), and the policy config requires one. To fix it, lower the limits of the largest pools, or admit cheaper instance types.",
    ],
  },
];
