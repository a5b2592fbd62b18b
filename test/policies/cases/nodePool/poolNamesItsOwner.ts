import type { Case } from "../../case";
import { pool, unknown } from "../../objects";

export const cases: readonly Case[] = [
  { title: "accepts an owner", resources: [pool("general")] },
  {
    title: "accepts another label when told to",
    resources: [pool("general", { labels: { owner: undefined } })],
    config: { labels: ["team"] },
  },
  {
    title: "refuses a pool without an owner",
    resources: [pool("general", { labels: { owner: undefined } })],
    violates: [
      'NodePool "general" (team dotori): spec.template.metadata.labels.owner is missing. To fix it, add the label with a value to spec.template.metadata.labels.',
    ],
  },
  {
    title: "refuses an empty owner",
    resources: [pool("general", { labels: { owner: "" } })],
    violates: [
      'NodePool "general" (team dotori): spec.template.metadata.labels.owner is empty. To fix it, add the label with a value to spec.template.metadata.labels.',
    ],
  },
  {
    title: "finds the missing label although another is not known yet",
    resources: [pool("general", { labels: { owner: unknown } })],
    config: { labels: ["owner", "costCenter"] },
    violates: [
      'NodePool "general" (team dotori): spec.template.metadata.labels.costCenter is missing. To fix it, add the label with a value to spec.template.metadata.labels.',
    ],
    cannotTell: [
      'NodePool "general" (team dotori): cannot tell yet: spec.template.metadata.labels.owner is known only when it is deployed; the rule decides then.',
    ],
  },
];
