import type { Case } from "../../case";
import { denyHttp, queue, queuePolicy, unknown } from "../../objects";

const queueItself = queue("q");

export const cases: readonly Case[] = [
  {
    title: "accepts a queue whose policy denies plain HTTP",
    resources: [queueItself, queuePolicy("q", queueItself, denyHttp)],
  },
  {
    title: "accepts a policy in the queue itself",
    resources: [queue("q", { policy: JSON.stringify({ Statement: [denyHttp] }) })],
  },
  {
    title: "refuses a queue without a policy",
    resources: [queueItself],
    violates: [
      'SQS queue "q": policy is missing, and no QueuePolicy is for the queue. To fix it, add a Deny of sqs:* for Principal "*" under Bool aws:SecureTransport "false" to the queue\'s policy.',
    ],
  },
  {
    title: "refuses a policy for another queue",
    resources: [queueItself, queue("r"), queuePolicy("r", queue("r"), denyHttp)],
    violates: [
      'SQS queue "q": policy is missing, and no QueuePolicy is for the queue. To fix it, add a Deny of sqs:* for Principal "*" under Bool aws:SecureTransport "false" to the queue\'s policy.',
    ],
  },
  {
    title: "refuses a policy without the Deny",
    resources: [queueItself, queuePolicy("q", queueItself)],
    violates: [
      'SQS queue policy "q": policy has no Deny of requests without TLS. To fix it, add a Deny of sqs:* for Principal "*" under Bool aws:SecureTransport "false" to the queue\'s policy.',
    ],
  },
  {
    title: "refuses a Deny of less",
    resources: [queueItself, queuePolicy("q", queueItself, { ...denyHttp, Action: "sqs:SendMessage" })],
    violates: [
      'SQS queue policy "q": policy has no Deny of requests without TLS. To fix it, add a Deny of sqs:* for Principal "*" under Bool aws:SecureTransport "false" to the queue\'s policy.',
    ],
  },
  {
    title: "refuses a Deny for some",
    resources: [queueItself, queuePolicy("q", queueItself, { ...denyHttp, Principal: { AWS: "111122223333" } })],
    violates: [
      'SQS queue policy "q": policy has no Deny of requests without TLS. To fix it, add a Deny of sqs:* for Principal "*" under Bool aws:SecureTransport "false" to the queue\'s policy.',
    ],
  },
  {
    title: "refuses a Deny of TLS",
    resources: [
      queueItself,
      queuePolicy("q", queueItself, { ...denyHttp, Condition: { Bool: { "aws:SecureTransport": "true" } } }),
    ],
    violates: [
      'SQS queue policy "q": policy has no Deny of requests without TLS. To fix it, add a Deny of sqs:* for Principal "*" under Bool aws:SecureTransport "false" to the queue\'s policy.',
    ],
  },
  {
    title: "waits for a policy that is not known yet",
    resources: [queueItself, queuePolicy("q", queueItself, unknown)],
    cannotTell: [
      'SQS queue policy "q": cannot tell yet: policy is known only when it is deployed; the rule decides then.',
    ],
  },
  {
    title: "refuses a Deny under another condition, or another operator",
    resources: [
      queueItself,
      queuePolicy("q", queueItself, {
        ...denyHttp,
        Condition: { Bool: { "aws:PrincipalIsAWSService": "false" }, Null: { "aws:SecureTransport": "false" } },
      }),
    ],
    violates: [
      'SQS queue policy "q": policy has no Deny of requests without TLS. To fix it, add a Deny of sqs:* for Principal "*" under Bool aws:SecureTransport "false" to the queue\'s policy.',
    ],
  },
];
