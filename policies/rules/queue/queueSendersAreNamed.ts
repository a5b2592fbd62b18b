import { resourceRule } from "../../frame/rule";
import { texts } from "../../frame/setting";
import { types } from "../../frame/subject";
import { covers, principalsOf, statementsOf } from "../../readers/iam";

export const queueSendersAreNamed = resourceRule({
  name: "queue-senders-are-named",
  title: "Only named senders may write to an SQS queue",
  reason: "Karpenter drains the node that a message names, so whoever may send can empty the cluster",
  fix: "allow sqs:SendMessage to the service events.amazonaws.com, or add the sender to `senders` after review",
  severity: "high",
  enforcementLevel: "mandatory",
  settings: {
    senders: texts(
      ["Service events.amazonaws.com"],
      "Who may send, as kind and name of the principal: Service events.amazonaws.com.",
    ),
  },
  types: [types.queuePolicy, types.queue],
  check({ inputs, settings, violation, each }) {
    const document = inputs.at("policy");
    each(statementsOf(document), ({ place, isAllow, actions }) => {
      if (!isAllow || !actions.some((action) => covers(action, "sqs:SendMessage"))) return;
      const others = principalsOf(place).filter((principal) => !settings.senders.includes(principal));
      if (others.length > 0) {
        violation(
          place.at("Principal"),
          `lets ${others.join(", ").replace("*", "everyone")} send; allowed are ${settings.senders.join(", ")}`,
        );
      }
    });
  },
});
