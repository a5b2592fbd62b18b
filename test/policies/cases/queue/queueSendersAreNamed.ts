import type { Case } from "../../case";
import { allowEvents, queue, queuePolicy, unknown } from "../../objects";

const q = queue("q");

export const cases: readonly Case[] = [
  { title: "accepts EventBridge", resources: [queuePolicy("q", q, allowEvents)] },
  {
    title: "accepts a reader",
    resources: [
      queuePolicy("q", q, { ...allowEvents, Action: "sqs:ReceiveMessage", Principal: { AWS: "111122223333" } }),
    ],
  },
  {
    title: "accepts a reviewed sender",
    resources: [queuePolicy("q", q, { ...allowEvents, Principal: { AWS: "111122223333" } })],
    config: { senders: ["AWS 111122223333"] },
  },
  {
    title: "refuses everyone",
    resources: [queuePolicy("q", q, { ...allowEvents, Principal: "*" })],
    violates: [
      'SQS queue policy "q": policy.Statement[0].Principal lets everyone send; allowed are Service events.amazonaws.com. To fix it, allow sqs:SendMessage to the service events.amazonaws.com, or add the sender to `senders` after review.',
    ],
  },
  {
    title: "refuses another account",
    resources: [
      queuePolicy("q", q, { ...allowEvents, Principal: { Service: "events.amazonaws.com", AWS: "111122223333" } }),
    ],
    violates: [
      'SQS queue policy "q": policy.Statement[0].Principal lets AWS 111122223333 send; allowed are Service events.amazonaws.com. To fix it, allow sqs:SendMessage to the service events.amazonaws.com, or add the sender to `senders` after review.',
    ],
  },
  {
    title: "refuses a sender that hides in a wildcard",
    resources: [
      queue("q", {
        policy: JSON.stringify({ Statement: { ...allowEvents, Action: "sqs:*", Principal: { AWS: "111122223333" } } }),
      }),
    ],
    violates: [
      'SQS queue "q": policy.Statement.Principal lets AWS 111122223333 send; allowed are Service events.amazonaws.com. To fix it, allow sqs:SendMessage to the service events.amazonaws.com, or add the sender to `senders` after review.',
    ],
  },
  {
    title: "waits for a policy that is not known yet",
    resources: [queuePolicy("q", q, unknown)],
    cannotTell: [
      'SQS queue policy "q": cannot tell yet: policy is known only when it is deployed; the rule decides then.',
    ],
  },
];
