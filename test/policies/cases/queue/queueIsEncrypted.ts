import type { Case } from "../../case";
import { queue, unknown } from "../../objects";

export const cases: readonly Case[] = [
  { title: "accepts SQS's own encryption", resources: [queue("q")] },
  {
    title: "accepts a key of the account, also one that is not known yet",
    resources: [
      queue("q", { sqsManagedSseEnabled: undefined, kmsMasterKeyId: unknown }),
      queue("r", { sqsManagedSseEnabled: false, kmsMasterKeyId: "alias/q" }),
    ],
  },
  {
    title: "refuses none",
    resources: [queue("q", { sqsManagedSseEnabled: false })],
    violates: [
      'SQS queue "q": sqsManagedSseEnabled is false, and kmsMasterKeyId is missing. To fix it, set sqsManagedSseEnabled to true, or name a key in kmsMasterKeyId.',
    ],
  },
  {
    title: "refuses a queue that does not say",
    resources: [queue("q", { sqsManagedSseEnabled: undefined })],
    violates: [
      'SQS queue "q": sqsManagedSseEnabled is missing, and so is kmsMasterKeyId. To fix it, set sqsManagedSseEnabled to true, or name a key in kmsMasterKeyId.',
    ],
  },
  {
    title: "waits for a value that is not known yet",
    resources: [queue("q", { sqsManagedSseEnabled: unknown })],
    cannotTell: [
      'SQS queue "q": cannot tell yet: sqsManagedSseEnabled is known only when it is deployed; the rule decides then.',
    ],
  },
];
