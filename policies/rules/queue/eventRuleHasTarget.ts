import type { PolicyResource } from "@pulumi/policy";
import { Field } from "../../frame/field";
import { type Collected, stackRule } from "../../frame/rule";
import { types } from "../../frame/subject";

export const eventRuleHasTarget = stackRule({
  name: "event-rule-has-target",
  title: "Every EventBridge rule has a target",
  reason: "a rule without one matches events and sends them nowhere",
  fix: "add an EventTarget for the rule, or remove the rule",
  severity: "medium",
  enforcementLevel: "mandatory",
  settings: {},
  types: [types.eventRule],
  alsoReads: [types.eventTarget],
  collect: ({ inputs }): { name: string | undefined } => {
    const name = inputs.at("name");
    return { name: name.isUnknown ? undefined : name.text() };
  },
  check({ collected, resources, about }) {
    const targets = resources.filter(({ type }) => type === types.eventTarget);
    for (const rule of collected) {
      if (targets.some((target) => isFor(target, rule))) continue;
      about(`EventBridge rule "${rule.subject.name}"`, rule.subject.urn).violation("its target", "is missing");
    }
  },
});

function isFor(
  { props, propertyDependencies }: PolicyResource,
  { subject, value }: Collected<{ name: string | undefined }>,
): boolean {
  const rule = Field.ofInputs(props).at("rule");
  const isNamed = !rule.isUnknown && value.name !== undefined && rule.text() === value.name;
  return isNamed || (propertyDependencies.rule ?? []).some(({ urn }) => urn === subject.urn);
}
