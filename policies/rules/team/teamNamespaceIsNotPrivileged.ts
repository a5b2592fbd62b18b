import { resourceRule } from "../../frame/rule";
import { text } from "../../frame/setting";
import { teamLabel, types } from "../../frame/subject";

export const teamNamespaceIsNotPrivileged = resourceRule({
  name: "team-namespace-is-not-privileged",
  title: "A team's namespace enforces a Pod Security level below privileged",
  reason: "a privileged pod takes over its node: the node's credentials, its kubelet, and every pod on it",
  fix: "set the label pod-security.kubernetes.io/enforce to baseline or restricted",
  severity: "high",
  enforcementLevel: "advisory",
  settings: { label: text(teamLabel, "Label that says that a namespace is a team's.") },
  types: [types.namespace],
  check({ inputs, settings, violation }) {
    const labels = inputs.at("metadata", "labels");
    if (labels.at(settings.label).isMissing) return;
    const level = labels.at("pod-security.kubernetes.io/enforce");
    if (level.isMissing) violation(level, "is missing, which allows everything");
    else if (level.text() === "privileged") violation(level, "is privileged");
  },
});
