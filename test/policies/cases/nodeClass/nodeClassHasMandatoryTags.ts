import type { Case } from "../../case";
import { nodeClass, unknown } from "../../objects";

export const cases: readonly Case[] = [
  { title: "accepts the tags", resources: [nodeClass("dotori")], config: { tags: ["owner", "team"] } },
  {
    title: "refuses a missing tag",
    resources: [nodeClass("dotori", { tags: { owner: undefined } })],
    violates: ['EC2NodeClass "dotori": spec.tags.owner is missing. To fix it, add the tag to spec.tags with a value.'],
  },
  {
    title: "refuses an empty tag",
    resources: [nodeClass("dotori", { tags: { owner: " " } })],
    violates: ['EC2NodeClass "dotori": spec.tags.owner is empty. To fix it, add the tag to spec.tags with a value.'],
  },
  {
    title: "refuses a missing tag although another is not known yet",
    resources: [nodeClass("dotori", { tags: { owner: unknown } })],
    config: { tags: ["owner", "cost-center"] },
    violates: [
      'EC2NodeClass "dotori": spec.tags.cost-center is missing. To fix it, add the tag to spec.tags with a value.',
    ],
    cannotTell: [
      'EC2NodeClass "dotori": cannot tell yet: spec.tags.owner is known only when it is deployed; the rule decides then.',
    ],
  },
];
