import { stackRule } from "../../frame/rule";
import { text } from "../../frame/setting";
import { shownName, subjectText, teamLabel, types } from "../../frame/subject";

export const teamNamespaceHasQuota = stackRule({
  name: "team-namespace-has-quota",
  title: "A team's namespace has a ResourceQuota",
  reason: "limits of pools bound nodes, so on a shared pool one namespace can take them all",
  fix: "add a ResourceQuota with spec.hard to the namespace",
  severity: "medium",
  enforcementLevel: "advisory",
  settings: { label: text(teamLabel, "Label that says that a namespace is a team's.") },
  types: [types.namespace, types.resourceQuota],
  collect({ subject, inputs, settings }): { quotaFor?: string; isTeams: boolean } {
    if (subject.type === types.namespace) {
      return { isTeams: !inputs.at("metadata", "labels", settings.label).isMissing };
    }
    const isEmpty = inputs.at("spec", "hard").entries().length === 0;
    const namespace = inputs.at("metadata", "namespace").text() ?? "default";
    return { isTeams: false, ...(isEmpty ? {} : { quotaFor: namespace }) };
  },
  check({ collected, about }) {
    const limited = new Set(collected.flatMap(({ value }) => value.quotaFor ?? []));
    for (const { subject, value } of collected) {
      if (!value.isTeams || limited.has(shownName(subject))) continue;
      about(subjectText(subject), subject.urn).violation("its ResourceQuota", "is missing, or has no spec.hard");
    }
  },
});
