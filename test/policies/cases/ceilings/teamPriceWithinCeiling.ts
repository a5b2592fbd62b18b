import type { Case } from "../../case";
import { only, pool, requirement } from "../../objects";

/** Nodes of m5.4xlarge at 0.768 USD an hour each. */
const sized = (name: string, nodes: number, labels: Record<string, unknown> = {}, ...more: unknown[]) =>
  pool(name, {
    requirements: [only.types("m5.4xlarge"), ...more],
    spec: { limits: { cpu: String(nodes * 16), memory: "999Gi" } },
    labels,
  });

export const cases: readonly Case[] = [
  {
    title: "accepts pools at the ceiling together",
    resources: [sized("a", 1), sized("b", 3)],
    config: { maxUsdPerHour: 3.072 },
  },
  {
    title: "does not add another team's pools",
    resources: [sized("a", 4), sized("b", 4, { team: "acorn" })],
    config: { maxUsdPerHour: 3.072 },
  },
  {
    title: "refuses pools that cost too much together",
    resources: [sized("a", 2), sized("b", 3)],
    config: { maxUsdPerHour: 3.072 },
    violates: [
      'team "dotori": its pools cost up to 3.84 USD per hour; the ceiling is 3.072 USD per hour (maxUsdPerHour); pools: b 2.304, a 1.536. To fix it, lower the limits of the team\'s pools, or admit cheaper instance types.',
    ],
  },
  {
    title: "refuses what is known to be too much, and says what has no price",
    resources: [sized("a", 5), sized("b", 1, {}, requirement("topology.kubernetes.io/zone", "In", "cn-north-1a"))],
    config: { maxUsdPerHour: 3.072 },
    violates: [
      'team "dotori": its pools cost up to 3.84 USD per hour; the ceiling is 3.072 USD per hour (maxUsdPerHour); pools: a 3.84. To fix it, lower the limits of the team\'s pools, or admit cheaper instance types.',
    ],
    cannotTell: ['team "dotori": cannot tell about the price of its pools: b: no prices of cn-north-1 are known.'],
  },
];
