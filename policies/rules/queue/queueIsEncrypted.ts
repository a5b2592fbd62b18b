import { resourceRule } from "../../frame/rule";
import { types } from "../../frame/subject";

export const queueIsEncrypted = resourceRule({
  name: "queue-is-encrypted",
  title: "An SQS queue is encrypted",
  reason: "its messages name instances and accounts, and are on disk until they are read",
  fix: "set sqsManagedSseEnabled to true, or name a key in kmsMasterKeyId",
  severity: "medium",
  enforcementLevel: "mandatory",
  settings: {},
  types: [types.queue],
  check({ inputs, violation }) {
    const managed = inputs.at("sqsManagedSseEnabled");
    const key = inputs.at("kmsMasterKeyId");
    if (key.isUnknown || !key.isMissing || managed.flag() === true) return;
    violation(
      managed,
      managed.isMissing ? "is missing, and so is kmsMasterKeyId" : "is false, and kmsMasterKeyId is missing",
    );
  },
});
