import { stackRule } from "../../frame/rule";
import { shownName, subjectText, types } from "../../frame/subject";

export const poolNodeClassExists = stackRule({
  name: "pool-node-class-exists",
  title: "A NodePool refers to an EC2NodeClass that exists",
  reason: "Karpenter skips a pool whose class is missing, and its pods stay pending",
  fix: "correct spec.template.spec.nodeClassRef.name, or add the EC2NodeClass",
  severity: "medium",
  enforcementLevel: "mandatory",
  settings: {},
  types: [types.nodePool, types.nodeClass],
  collect({ subject, inputs }): { className?: string; refersTo?: string } {
    if (subject.type === types.nodeClass) return { className: inputs.at("metadata", "name").text() ?? subject.name };
    const name = inputs.at("spec", "template", "spec", "nodeClassRef", "name").text();
    return name === undefined ? {} : { refersTo: name };
  },
  check({ collected, about }) {
    const classes = new Set(collected.flatMap(({ value }) => value.className ?? []));
    for (const { subject, value } of collected) {
      if (value.refersTo === undefined || classes.has(value.refersTo)) continue;
      const reporter = about(subjectText(subject), subject.urn);
      const place = "spec.template.spec.nodeClassRef.name";
      if (classes.size === 0)
        reporter.cannotTell(place, `the stack has no EC2NodeClass; ${shownName(subject)} refers to ${value.refersTo}`);
      else reporter.violation(place, `is "${value.refersTo}"; the stack has ${[...classes].sort().join(", ")}`);
    }
  },
});
