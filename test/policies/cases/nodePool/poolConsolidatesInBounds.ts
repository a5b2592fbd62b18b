import type { Case } from "../../case";
import { pool, staticPool, unknown } from "../../objects";

const waiting = (consolidateAfter: unknown) => pool("general", { spec: { disruption: { consolidateAfter } } });

export const cases: readonly Case[] = [
  { title: "accepts the shortest wait", resources: [waiting("1m")] },
  { title: "accepts the longest wait", resources: [waiting("24h")] },
  {
    title: "leaves static pools alone, which never consolidate",
    resources: [
      staticPool("fixed", 1, { nodes: "1" }),
      pool("other", { spec: { replicas: 1, disruption: undefined } }),
    ],
  },
  {
    title: "refuses a shorter wait",
    resources: [waiting("59s")],
    violates: [
      'NodePool "general" (team dotori): spec.disruption.consolidateAfter is "59s"; allowed is "1m" to "24h". To fix it, set spec.disruption.consolidateAfter within the bounds, such as "5m".',
    ],
  },
  {
    title: "refuses a longer wait",
    resources: [waiting("24h1s")],
    violates: [
      'NodePool "general" (team dotori): spec.disruption.consolidateAfter is "24h1s"; allowed is "1m" to "24h". To fix it, set spec.disruption.consolidateAfter within the bounds, such as "5m".',
    ],
  },
  {
    title: "refuses Never",
    resources: [waiting("Never")],
    violates: [
      'NodePool "general" (team dotori): spec.disruption.consolidateAfter is "Never"; allowed is "1m" to "24h". To fix it, set spec.disruption.consolidateAfter within the bounds, such as "5m".',
    ],
  },
  {
    title: "refuses what is not a valid duration",
    resources: [waiting("5 minutes")],
    violates: [
      'NodePool "general" (team dotori): spec.disruption.consolidateAfter: "5 minutes" is not a valid duration; write "720h", "1h30m", "30s" or "Never". To fix it, set spec.disruption.consolidateAfter within the bounds, such as "5m".',
    ],
  },
  {
    title: "refuses a pool that does not say, as Karpenter then waits 0s",
    resources: [pool("general", { spec: { disruption: undefined } })],
    violates: [
      'NodePool "general" (team dotori): spec.disruption.consolidateAfter is missing, which means "0s"; allowed is "1m" to "24h". To fix it, set spec.disruption.consolidateAfter within the bounds, such as "5m".',
    ],
  },
  {
    title: "waits for a value that is not known yet",
    resources: [waiting(unknown)],
    cannotTell: [
      'NodePool "general" (team dotori): cannot tell yet: spec.disruption.consolidateAfter is known only when it is deployed; the rule decides then.',
    ],
  },
];
