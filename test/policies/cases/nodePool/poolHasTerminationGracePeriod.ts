import type { Case } from "../../case";
import { pool, unknown } from "../../objects";

const draining = (terminationGracePeriod: unknown) => pool("general", { template: { terminationGracePeriod } });

export const cases: readonly Case[] = [
  { title: "accepts a stated period", resources: [draining("1h")] },
  { title: "accepts the longest", resources: [draining("48h")] },
  {
    title: "refuses a longer one",
    resources: [draining("48h1s")],
    violates: [
      'NodePool "general" (team dotori): spec.template.spec.terminationGracePeriod is "48h1s"; allowed is "0s" to "48h". To fix it, set spec.template.spec.terminationGracePeriod, such as "1h"; longer than your longest shutdown.',
    ],
  },
  {
    title: "refuses none",
    resources: [draining(undefined)],
    violates: [
      'NodePool "general" (team dotori): spec.template.spec.terminationGracePeriod is missing. To fix it, set spec.template.spec.terminationGracePeriod, such as "1h"; longer than your longest shutdown.',
    ],
  },
  {
    title: "refuses what is not a valid duration",
    resources: [draining("2d")],
    violates: [
      'NodePool "general" (team dotori): spec.template.spec.terminationGracePeriod: "2d" is not a valid duration: Karpenter accepts h, m and s; write "48h". To fix it, set spec.template.spec.terminationGracePeriod, such as "1h"; longer than your longest shutdown.',
    ],
  },
  {
    title: "waits for a period that is not known yet",
    resources: [draining(unknown)],
    cannotTell: [
      'NodePool "general" (team dotori): cannot tell yet: spec.template.spec.terminationGracePeriod is known only when it is deployed; the rule decides then.',
    ],
  },
];
