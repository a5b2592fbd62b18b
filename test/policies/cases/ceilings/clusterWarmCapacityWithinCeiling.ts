import type { Case } from "../../case";
import { pinnedTo, placeholder, pool, scaledObject, window } from "../../objects";

const fix = "To fix it, keep fewer nodes ready or shorten the windows, or have the platform team raise the ceiling.";
const warm = (name: string, team: string | undefined) => [
  pool(name, { labels: { team } }),
  placeholder(name, { pod: { affinity: { nodeAffinity: pinnedTo(name) } } }),
  scaledObject(name, [window({ start: "0 8 * * *", end: "0 12 * * *", desiredReplicas: "3" })]),
];

export const cases: readonly Case[] = [
  {
    title: "accepts the ceilings exactly, over teams and shared pools",
    resources: [...warm("a", "dotori"), ...warm("b", "acorn"), ...warm("c", undefined)],
    config: { maxNodes: 9, maxNodeHours: 252 },
  },
  {
    title: "refuses one more of either",
    resources: [...warm("a", "dotori"), ...warm("b", "acorn"), ...warm("c", undefined)],
    config: { maxNodes: 8, maxNodeHours: 251 },
    violates: [
      `the cluster: its warm capacity is 9 nodes at a time; the ceiling is 8 (maxNodes). ${fix}`,
      `the cluster: its warm capacity is 252 node-hours a week; the ceiling is 251 (maxNodeHours). ${fix}`,
    ],
  },
  {
    title: "reports nothing where there is no warm capacity",
    resources: [pool("a")],
    config: { maxNodes: 0, maxNodeHours: 0 },
  },
];
