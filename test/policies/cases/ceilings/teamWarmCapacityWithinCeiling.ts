import type { Case } from "../../case";
import { pinnedTo, placeholder, pool, scaledObject, window } from "../../objects";

const fix = "To fix it, keep fewer nodes ready or shorten the windows, or have the platform team raise the ceiling.";
/** Placeholders on a pool of that name, counted by these windows. */
const warm = (name: string, ...windows: readonly unknown[]) => [
  placeholder(name, { pod: { affinity: { nodeAffinity: pinnedTo(name) } } }),
  scaledObject(name, windows),
];
const morning = window({ start: "0 8 * * *", end: "0 12 * * *", desiredReplicas: "3" });
/** 20 November to 31 December: 08:00 to 20:00 on each day. */
const season = (nodes: string) => [
  window({ start: "0 8 20-30 11 *", end: "0 20 20-30 11 *", desiredReplicas: nodes }),
  window({ start: "0 8 * 12 *", end: "0 20 * 12 *", desiredReplicas: nodes }),
];
const evening = window({ start: "0 18 * * *", end: "0 20 * * *", desiredReplicas: "3" });

export const cases: readonly Case[] = [
  {
    title: "accepts the ceilings exactly, and windows of two pools that never meet",
    resources: [pool("a"), pool("b"), ...warm("a", morning), ...warm("b", evening)],
    // 3 x 4 h and 3 x 2 h on seven days
    config: { maxNodes: 3, maxNodeHours: 126 },
  },
  {
    title: "refuses one node more at one time, over all pools of the team",
    resources: [pool("a"), pool("b"), ...warm("a", morning), ...warm("b", morning)],
    config: { maxNodes: 5 },
    violates: [`team "dotori": its warm capacity is 6 nodes at a time; the ceiling is 5 (maxNodes). ${fix}`],
  },
  {
    title: "refuses the total hours of many windows",
    resources: [pool("a"), ...warm("a", morning, evening)],
    config: { maxNodeHours: 125 },
    violates: [`team "dotori": its warm capacity is 126 node-hours a week; the ceiling is 125 (maxNodeHours). ${fix}`],
  },
  {
    title: "reads hours by each window's own zone",
    resources: [
      pool("a"),
      pool("b"),
      ...warm("a", morning),
      // 08:00 in Seoul is 23:00 in London
      ...warm("b", window({ start: "0 23 * * *", end: "0 3 * * *", desiredReplicas: "3", timezone: "Europe/London" })),
    ],
    config: { maxNodes: 5 },
    violates: [`team "dotori": its warm capacity is 6 nodes at a time; the ceiling is 5 (maxNodes). ${fix}`],
  },
  {
    title: "counts windows on days of the year where they are, and their fullest week",
    resources: [pool("a"), pool("b"), ...warm("a", ...season("20")), ...warm("b", ...season("10"))],
    config: { maxNodes: 29, maxNodeHours: 2519 },
    violates: [
      `team "dotori": its warm capacity is 30 nodes at a time; the ceiling is 29 (maxNodes). ${fix}`,
      // seven days of 12 hours
      `team "dotori": its warm capacity is 2520 node-hours in its fullest week; the ceiling is 2519 (maxNodeHours). ${fix}`,
    ],
  },
  {
    title: "accepts the same at the ceilings, and seasons of two pools that never meet",
    resources: [
      pool("a"),
      pool("b"),
      ...warm("a", ...season("30")),
      ...warm("b", window({ start: "0 8 * 1 *", end: "0 18 * 1 *", desiredReplicas: "30" })),
    ],
    config: { maxNodes: 30, maxNodeHours: 2520 },
  },
  {
    title: "counts windows that meet in summer, in zones whose clocks change at different times",
    resources: [
      pool("a"),
      pool("b"),
      // 16:00 to 17:00 in Seoul is 09:00 to 10:00 in summer in Berlin, and 08:00 to 09:00 in winter
      ...warm("a", window({ start: "0 16 * * *", end: "0 17 * * *", desiredReplicas: "3" })),
      ...warm("b", window({ start: "0 9 * * *", end: "0 10 * * *", desiredReplicas: "3", timezone: "Europe/Berlin" })),
    ],
    config: { maxNodes: 5 },
    violates: [`team "dotori": its warm capacity is 6 nodes at a time; the ceiling is 5 (maxNodes). ${fix}`],
  },
  {
    title: "counts replicas outside windows, KEDA's minimum or those of the Deployment, and stops at maxReplicaCount",
    resources: [
      pool("a"),
      pool("b"),
      placeholder("a", { pod: { affinity: { nodeAffinity: pinnedTo("a") } } }),
      scaledObject("a", [window({ desiredReplicas: "9" })], { minReplicaCount: 1, maxReplicaCount: 2 }),
      placeholder("b", { spec: { replicas: 4 }, pod: { affinity: { nodeAffinity: pinnedTo("b") } } }),
    ],
    config: { maxNodes: 5, maxNodeHours: 884 },
    violates: [
      `team "dotori": its warm capacity is 6 nodes at a time; the ceiling is 5 (maxNodes). ${fix}`,
      // 45 h of 6, 123 h of 5
      `team "dotori": its warm capacity is 885 node-hours a week; the ceiling is 884 (maxNodeHours). ${fix}`,
    ],
  },
  {
    title: "takes idleReplicaCount for the replicas outside windows",
    resources: [
      pool("a"),
      placeholder("a", { pod: { affinity: { nodeAffinity: pinnedTo("a") } } }),
      scaledObject("a", [morning], { idleReplicaCount: 0, minReplicaCount: 3, maxReplicaCount: 3 }),
    ],
    config: { maxNodes: 3, maxNodeHours: 84 },
  },
  {
    title: "leaves other teams and shared pools out",
    resources: [
      pool("a", { labels: { team: "acorn" } }),
      pool("b", { labels: { team: undefined } }),
      pool("c"),
      ...warm("a", morning),
      ...warm("b", morning),
      ...warm("c", morning),
    ],
    config: { maxNodes: 3 },
  },
  {
    title: "cannot tell with a cron that cannot be parsed, and adds up the others",
    resources: [pool("a"), pool("b"), ...warm("a", window({ start: "0 9 * * 8" })), ...warm("b", morning)],
    config: { maxNodes: 2 },
    violates: [`team "dotori": its warm capacity is 3 nodes at a time; the ceiling is 2 (maxNodes). ${fix}`],
    cannotTell: ['team "dotori": cannot tell about its warm capacity: warm/a: "8" is outside 0-6 in day of week.'],
  },
];
