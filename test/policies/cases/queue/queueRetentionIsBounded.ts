import type { Case } from "../../case";
import { queue, unknown } from "../../objects";

const kept = (messageRetentionSeconds: unknown) => queue("q", { messageRetentionSeconds });

export const cases: readonly Case[] = [
  { title: "accepts Karpenter's 300 seconds", resources: [kept(300)] },
  { title: "accepts both bounds", resources: [kept(60), queue("r", { messageRetentionSeconds: 3600 })] },
  {
    title: "refuses less",
    resources: [kept(59)],
    violates: [
      'SQS queue "q": messageRetentionSeconds is 59; allowed is 60 to 3600. To fix it, set messageRetentionSeconds within the bounds; Karpenter\'s template has 300.',
    ],
  },
  {
    title: "refuses more",
    resources: [kept(3601)],
    violates: [
      'SQS queue "q": messageRetentionSeconds is 3601; allowed is 60 to 3600. To fix it, set messageRetentionSeconds within the bounds; Karpenter\'s template has 300.',
    ],
  },
  {
    title: "refuses SQS's default",
    resources: [kept(undefined)],
    violates: [
      'SQS queue "q": messageRetentionSeconds is missing, which means 345600; allowed is 60 to 3600. To fix it, set messageRetentionSeconds within the bounds; Karpenter\'s template has 300.',
    ],
  },
  {
    title: "waits for a value that is not known yet",
    resources: [kept(unknown)],
    cannotTell: [
      'SQS queue "q": cannot tell yet: messageRetentionSeconds is known only when it is deployed; the rule decides then.',
    ],
  },
];
