import type { Case } from "../../case";
import { eventRule, unknown } from "../../objects";

const waiting = (source: string, ...details: string[]) =>
  eventRule("r", {
    eventPattern: JSON.stringify({ source: [source], ...(details.length > 0 ? { "detail-type": details } : {}) }),
  });

export const cases: readonly Case[] = [
  {
    title: "accepts the five that Karpenter needs",
    resources: [
      waiting("aws.health", "AWS Health Event"),
      waiting(
        "aws.ec2",
        "EC2 Spot Instance Interruption Warning",
        "EC2 Instance Rebalance Recommendation",
        "EC2 Instance State-change Notification",
        "EC2 Capacity Reservation Instance Interruption Warning",
      ),
    ],
  },
  { title: "accepts another source, of which it knows nothing", resources: [waiting("my.app", "Anything")] },
  {
    title: "accepts a rule by the clock",
    resources: [eventRule("r", { eventPattern: undefined, scheduleExpression: "rate(1 hour)" })],
  },
  {
    title: "accepts a further type from the config",
    resources: [waiting("aws.ec2", "EC2 Something New")],
    config: { further: ["EC2 Something New"] },
  },
  {
    title: "refuses the missing E of the well-known add-on",
    resources: [waiting("aws.ec2", "C2 Instance State-change Notification")],
    violates: [
      'EventBridge rule "r": eventPattern.detail-type[0] is "C2 Instance State-change Notification", which the source does not send. To fix it, copy the detail type from AWS\'s documentation, letter by letter.',
    ],
  },
  {
    title: "refuses a pattern without a detail type",
    resources: [waiting("aws.ec2")],
    violates: [
      'EventBridge rule "r": eventPattern.detail-type is missing, so every event of the source matches. To fix it, copy the detail type from AWS\'s documentation, letter by letter.',
    ],
  },
  {
    title: "refuses a rule without a pattern, and one that is not valid JSON",
    resources: [eventRule("r", { eventPattern: undefined }), eventRule("s", { eventPattern: "{" })],
    violates: [
      'EventBridge rule "r": eventPattern is missing. To fix it, copy the detail type from AWS\'s documentation, letter by letter.',
      'EventBridge rule "s": eventPattern is not valid JSON. To fix it, copy the detail type from AWS\'s documentation, letter by letter.',
    ],
  },
  {
    title: "waits for a pattern that is not known yet",
    resources: [eventRule("r", { eventPattern: unknown })],
    cannotTell: [
      'EventBridge rule "r": cannot tell yet: eventPattern is known only when it is deployed; the rule decides then.',
    ],
  },
  {
    title: "refuses a wrong pattern beside a clock",
    resources: [eventRule("r", { eventPattern: "{", scheduleExpression: "rate(1 hour)" })],
    violates: [
      'EventBridge rule "r": eventPattern is not valid JSON. To fix it, copy the detail type from AWS\'s documentation, letter by letter.',
    ],
  },
];
