import { type Reporter, stackRule } from "../../frame/rule";
import { shownName, subjectText, types } from "../../frame/subject";
import { isPlaceholder, podSpec } from "../../readers/placeholder";

/** At this value and below, Karpenter 1.14 takes a node of placeholders for empty, and launches and deletes it forever. */
const countsAsEmpty = -33_554_432;

interface Part {
  /** Of a PriorityClass. */
  readonly priority?: { readonly value: number; readonly isDefault: boolean; readonly policy: string };
  /** Of a placeholder: the name of its PriorityClass; empty for none. */
  readonly uses?: string;
}

export const placeholdersGiveWay = stackRule({
  name: "placeholders-give-way",
  title: "Placeholder pods have a negative priority and preempt nobody",
  reason: "otherwise they keep real pods off the nodes that were kept ready for them",
  fix: "give them a PriorityClass with value -10, globalDefault false and preemptionPolicy Never",
  severity: "high",
  enforcementLevel: "mandatory",
  settings: {},
  types: [types.deployment, types.priorityClass],
  collect({ subject, inputs }): Part | undefined {
    if (subject.type === types.deployment) {
      return isPlaceholder(inputs) ? { uses: podSpec(inputs).at("priorityClassName").text() ?? "" } : undefined;
    }
    const isDefault = inputs.at("globalDefault").flag() === true;
    const policy = inputs.at("preemptionPolicy").text() ?? "PreemptLowerPriority";
    return { priority: { value: inputs.at("value").number() ?? 0, isDefault, policy } };
  },
  check({ collected, about }) {
    const classes = new Map(
      collected.flatMap(({ subject, value }) =>
        value.priority ? [[shownName(subject), value.priority] as const] : [],
      ),
    );
    for (const { subject, value } of collected) {
      if (value.uses === undefined) continue;
      const reporter = about(subjectText(subject), subject.urn);
      const place = "spec.template.spec.priorityClassName";
      const priority = classes.get(value.uses);
      if (value.uses === "") reporter.violation(place, "is missing, so the pods have priority 0");
      else if (priority === undefined) reporter.cannotTell(place, `the stack has no PriorityClass ${value.uses}`);
      else checkPriority(value.uses, priority, reporter);
    }
  },
});

function checkPriority(
  name: string,
  { value, isDefault, policy }: NonNullable<Part["priority"]>,
  { violation }: Reporter,
): void {
  const place = `PriorityClass ${name}`;
  if (value >= 0) violation(place, `has value ${value}; it must be below 0`);
  if (value <= countsAsEmpty)
    violation(place, `has value ${value}; at ${countsAsEmpty} and below Karpenter counts the node as empty`);
  if (isDefault) violation(place, "is the default for all pods");
  if (policy !== "Never") violation(place, `has preemptionPolicy ${policy}; it must be Never`);
}
