import { resourceRule } from "../../frame/rule";
import { whole } from "../../frame/setting";
import { types } from "../../frame/subject";

export const queueRetentionIsBounded = resourceRule({
  name: "queue-retention-is-bounded",
  title: "Interruption events are dropped when they are too old to act on",
  reason:
    "a warning that is read late is about a node that is gone; AWS keeps messages four days unless told otherwise",
  fix: "set messageRetentionSeconds within the bounds; Karpenter's template has 300",
  severity: "low",
  enforcementLevel: "advisory",
  settings: {
    minSeconds: whole(60, "Shortest time that a message is kept; 60 is SQS's minimum."),
    maxSeconds: whole(3600, "Longest time that a message is kept."),
  },
  types: [types.queue],
  check({ inputs, settings, violation }) {
    const retention = inputs.at("messageRetentionSeconds");
    const seconds = retention.number() ?? 345_600;
    const found = retention.isMissing ? "is missing, which means 345600" : `is ${seconds}`;
    if (seconds < settings.minSeconds || seconds > settings.maxSeconds) {
      violation(retention, `${found}; allowed is ${settings.minSeconds} to ${settings.maxSeconds}`);
    }
  },
});
