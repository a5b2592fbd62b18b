import type { Rule } from "../../frame/rule";
import { eventPatternIsSent } from "./eventPatternIsSent";
import { eventRuleHasTarget } from "./eventRuleHasTarget";
import { queueIsEncrypted } from "./queueIsEncrypted";
import { queuePolicyAllowsTlsOnly } from "./queuePolicyAllowsTlsOnly";
import { queueRetentionIsBounded } from "./queueRetentionIsBounded";
import { queueSendersAreNamed } from "./queueSendersAreNamed";

export const queueRules: readonly Rule[] = [
  queueIsEncrypted,
  queuePolicyAllowsTlsOnly,
  queueSendersAreNamed,
  queueRetentionIsBounded,
  eventRuleHasTarget,
  eventPatternIsSent,
];
