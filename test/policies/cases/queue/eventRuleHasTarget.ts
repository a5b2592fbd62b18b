import type { Case } from "../../case";
import { eventRule, eventTarget, unknown } from "../../objects";

const rule = eventRule("spot");

export const cases: readonly Case[] = [
  {
    title: "accepts a target made of the rule, whose name is not known yet",
    resources: [rule, eventTarget("spot", unknown, rule)],
  },
  {
    title: "accepts a target by the rule's name",
    resources: [eventRule("spot", { name: "Karpenter-spot" }), eventTarget("spot", "Karpenter-spot")],
  },
  {
    title: "refuses a rule without a target",
    resources: [rule],
    violates: [
      'EventBridge rule "spot": its target is missing. To fix it, add an EventTarget for the rule, or remove the rule.',
    ],
  },
  {
    title: "refuses a target of another rule",
    resources: [eventRule("spot", { name: "Karpenter-spot" }), eventTarget("health", "Karpenter-health")],
    violates: [
      'EventBridge rule "spot": its target is missing. To fix it, add an EventTarget for the rule, or remove the rule.',
    ],
  },
  {
    title: "refuses a rule by name beside a target whose rule is not known yet",
    resources: [eventRule("spot", { name: "Karpenter-spot" }), eventTarget("health", unknown)],
    violates: [
      'EventBridge rule "spot": its target is missing. To fix it, add an EventTarget for the rule, or remove the rule.',
    ],
  },
];
