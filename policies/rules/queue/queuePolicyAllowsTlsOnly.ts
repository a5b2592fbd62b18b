import type { PolicyResource } from "@pulumi/policy";
import { stackRule } from "../../frame/rule";
import { types } from "../../frame/subject";
import { covers, principalsOf, type Statement, statementsOf } from "../../readers/iam";

export const queuePolicyAllowsTlsOnly = stackRule({
  name: "queue-policy-allows-tls-only",
  title: "An SQS queue refuses requests without TLS",
  reason: "SQS serves plain HTTP to whoever asks, unless the queue's policy denies it",
  fix: 'add a Deny of sqs:* for Principal "*" under Bool aws:SecureTransport "false" to the queue\'s policy',
  severity: "medium",
  enforcementLevel: "mandatory",
  settings: {},
  types: [types.queue, types.queuePolicy],
  collect({ subject, inputs, violation }): { isQueue: boolean; hasOwnPolicy: boolean } {
    const document = inputs.at("policy");
    const isQueue = subject.type === types.queue;
    const isMissing = !document.isUnknown && document.isMissing;
    if (!isMissing && !statementsOf(document).some(deniesPlainHttp)) {
      violation(document, "has no Deny of requests without TLS");
    }
    return { isQueue, hasOwnPolicy: !isMissing };
  },
  check({ collected, resources, about }) {
    const policies = resources.filter(({ type }) => type === types.queuePolicy);
    for (const { subject, value } of collected) {
      if (!value.isQueue || value.hasOwnPolicy || policies.some((policy) => isFor(policy, subject.urn))) continue;
      about(`SQS queue "${subject.name}"`, subject.urn).violation(
        "policy",
        "is missing, and no QueuePolicy is for the queue",
      );
    }
  },
});

function isFor({ propertyDependencies, dependencies }: PolicyResource, urn: string): boolean {
  return (propertyDependencies.queueUrl ?? dependencies).some((resource) => resource.urn === urn);
}

function deniesPlainHttp({ place, isAllow, actions, conditions }: Statement): boolean {
  const isWithoutTls = conditions.some(
    ({ operator, key, values }) => operator === "Bool" && key === "aws:SecureTransport" && values.join() === "false",
  );
  const isForAll = principalsOf(place).includes("*");
  return !isAllow && isWithoutTls && isForAll && actions.some((action) => covers(action, "sqs:*") || action === "*");
}
