import { stackRule } from "../../frame/rule";
import { text, texts } from "../../frame/setting";
import { shownName, subjectText, teamLabel, types } from "../../frame/subject";

interface Part {
  /** Of a Namespace: whether it is a team's. */
  readonly isTeams: boolean;
  /** Of a ResourceQuota: where it is, and what it bounds. */
  readonly namespace?: string;
  readonly bounded?: readonly string[];
}

export const teamNamespaceHasQuota = stackRule({
  name: "team-namespace-has-quota",
  title: "A team's namespace has a ResourceQuota, which bounds its pods",
  reason:
    "limits of pools bound nodes, so on a shared pool one namespace can take them all, and pods fill the API server",
  fix: "add a ResourceQuota with spec.hard to the namespace",
  severity: "medium",
  enforcementLevel: "advisory",
  settings: {
    label: text(teamLabel, "Label that says that a namespace is a team's."),
    resources: texts(["pods"], "Keys of spec.hard that some quota of the namespace must have."),
  },
  types: [types.namespace, types.resourceQuota],
  collect({ subject, inputs, settings }): Part {
    if (subject.type === types.namespace) {
      return { isTeams: !inputs.at("metadata", "labels", settings.label).isMissing };
    }
    const bounded = inputs
      .at("spec", "hard")
      .entries()
      .map(([resource]) => resource);
    return { isTeams: false, bounded, namespace: inputs.at("metadata", "namespace").text() ?? "default" };
  },
  check({ collected, about, settings }) {
    const boundedIn = new Map<string, readonly string[]>();
    for (const { namespace, bounded = [] } of collected.map(({ value }) => value)) {
      if (namespace !== undefined) boundedIn.set(namespace, [...(boundedIn.get(namespace) ?? []), ...bounded]);
    }
    for (const { subject, value } of collected) {
      if (!value.isTeams) continue;
      const bounded = boundedIn.get(shownName(subject)) ?? [];
      const missing = settings.resources.filter((resource) => !bounded.includes(resource));
      if (bounded.length === 0) {
        about(subjectText(subject), subject.urn).violation("its ResourceQuota", "is missing, or has no spec.hard");
      } else if (missing.length > 0) {
        about(subjectText(subject), subject.urn).violation(
          "its ResourceQuota",
          `has no ${missing.join(", ")} in spec.hard`,
        );
      }
    }
  },
});
