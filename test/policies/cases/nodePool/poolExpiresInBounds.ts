import type { Case } from "../../case";
import { pool, unknown } from "../../objects";

const expiring = (expireAfter: unknown) => pool("general", { template: { expireAfter } });

export const cases: readonly Case[] = [
  { title: "accepts Karpenter's default", resources: [expiring(undefined)] },
  { title: "accepts the shortest life", resources: [expiring("24h")] },
  { title: "accepts the longest life", resources: [expiring("720h")] },
  {
    title: "refuses a shorter one",
    resources: [expiring("23h59m59s")],
    violates: [
      'NodePool "general" (team dotori): spec.template.spec.expireAfter is "23h59m59s"; allowed is "24h" to "720h". To fix it, set spec.template.spec.expireAfter within the bounds, or leave it out for Karpenter\'s "720h".',
    ],
  },
  {
    title: "refuses a longer one",
    resources: [expiring("720h1s")],
    violates: [
      'NodePool "general" (team dotori): spec.template.spec.expireAfter is "720h1s"; allowed is "24h" to "720h". To fix it, set spec.template.spec.expireAfter within the bounds, or leave it out for Karpenter\'s "720h".',
    ],
  },
  {
    title: "refuses Never",
    resources: [expiring("Never")],
    violates: [
      'NodePool "general" (team dotori): spec.template.spec.expireAfter is "Never"; allowed is "24h" to "720h". To fix it, set spec.template.spec.expireAfter within the bounds, or leave it out for Karpenter\'s "720h".',
    ],
  },
  {
    title: "refuses days, which Karpenter does not know",
    resources: [expiring("30d")],
    violates: [
      'NodePool "general" (team dotori): spec.template.spec.expireAfter: "30d" is not a valid duration: Karpenter accepts h, m and s; write "720h". To fix it, set spec.template.spec.expireAfter within the bounds, or leave it out for Karpenter\'s "720h".',
    ],
  },
  {
    title: "refuses the default where the config wants shorter lives",
    resources: [expiring(undefined)],
    config: { max: "336h" },
    violates: [
      'NodePool "general" (team dotori): spec.template.spec.expireAfter is missing, which means "720h"; allowed is "24h" to "336h". To fix it, set spec.template.spec.expireAfter within the bounds, or leave it out for Karpenter\'s "720h".',
    ],
  },
  {
    title: "waits for a life that is not known yet",
    resources: [expiring(unknown)],
    cannotTell: [
      'NodePool "general" (team dotori): cannot tell yet: spec.template.spec.expireAfter is known only when it is deployed; the rule decides then.',
    ],
  },
];
