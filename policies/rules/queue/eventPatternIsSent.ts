import { ownValue } from "../../../capacity/units/ownValue";
import type { Field } from "../../frame/field";
import { resourceRule } from "../../frame/rule";
import { texts } from "../../frame/setting";
import { types } from "../../frame/subject";

/**
 * Detail types that AWS sends, by event source. Sources: EventBridge user guide and EC2 user guide, "events from EC2";
 * Karpenter 1.14 template.
 */
const sent: Readonly<Record<string, readonly string[]>> = {
  "aws.health": ["AWS Health Event", "AWS Health Abuse Event"],
  "aws.ec2": [
    "EC2 Instance State-change Notification",
    "EC2 Spot Instance Interruption Warning",
    "EC2 Instance Rebalance Recommendation",
    "EC2 Capacity Reservation Instance Interruption Warning",
    "EC2 Capacity Reservation Underutilization Event",
    "EC2 Spot Instance Request Fulfillment",
    "EC2 Fleet Error",
    "EC2 Fleet Information",
    "EC2 Fleet Instance Change",
    "EC2 Fleet Spot Instance Request Change",
    "EC2 Fleet State Change",
    "EC2 Fast Launch State-change Notification",
    "EC2 AMI State Change",
    "EBS Snapshot Notification",
    "EBS Volume Notification",
    "EBS Multi-Volume Snapshots Completion Status",
    "EBS Fast Snapshot Restore State-change Notification",
  ],
};

export const eventPatternIsSent = resourceRule({
  name: "event-pattern-is-sent",
  title: "An EventBridge rule matches events that AWS sends",
  reason: "EventBridge accepts any text, and with one letter missing no event ever matches",
  fix: "copy the detail type from AWS's documentation, letter by letter",
  severity: "high",
  enforcementLevel: "mandatory",
  settings: { further: texts([], "Further detail types that aws.ec2 and aws.health send.") },
  types: [types.eventRule],
  check({ inputs, settings, violation, each }) {
    const pattern = inputs.at("eventPattern");
    if (!pattern.isUnknown && pattern.isMissing && !inputs.at("scheduleExpression").isMissing) return;
    const document = pattern.json();
    if (document === undefined) return violation(pattern, pattern.isMissing ? "is missing" : "is not valid JSON");
    const known = document
      .at("source")
      .texts()
      .flatMap((source) => ownValue(sent, source) ?? []);
    if (known.length === 0) return;
    const details = document.at("detail-type");
    if (details.isMissing) violation(details, "is missing, so every event of the source matches");
    each(details.items(), (detail) => checkDetail(detail));

    function checkDetail(detail: Field): void {
      const text = detail.text();
      if (text === undefined || known.includes(text) || settings.further.includes(text)) return;
      violation(detail, `is "${text}", which the source does not send`);
    }
  },
});
