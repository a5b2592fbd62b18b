import { isNewerThanKnown, kubernetesVersions } from "../../../capacity/kubernetes/versions";
import { resourceRule } from "../../frame/rule";
import { dayOrEmpty, flag, whole } from "../../frame/setting";
import { types } from "../../frame/subject";

const dayMilliseconds = 86_400_000;

export const clusterVersionIsSupported = resourceRule({
  name: "cluster-version-is-supported",
  title: "A cluster runs a Kubernetes version in support",
  reason: "beyond standard support it costs 0.60 instead of 0.10 USD an hour, and in the end AWS upgrades it by itself",
  fix: "upgrade by one minor version at a time; docs/operations.md has the steps",
  severity: "medium",
  enforcementLevel: "mandatory",
  settings: {
    allowExtended: flag(false, "Whether extended support is enough."),
    daysBefore: whole(0, "How many days before its end a version counts as out of support already."),
    asOf: dayOrEmpty("", "Day to check by, such as 2026-12-31; empty is today."),
  },
  types: [types.eksCluster],
  check({ inputs, settings, violation, cannotTell }) {
    const version = inputs.at("version");
    const name = version.text();
    if (name === undefined) return cannotTell(version, "none is stated, so EKS takes its own default");
    if (isNewerThanKnown(name)) return;
    const ends = kubernetesVersions.get(name);
    const end = settings.allowExtended ? ends?.extended : ends?.standard;
    const support = settings.allowExtended ? "extended" : "standard";
    const today = settings.asOf === "" ? Date.now() : Date.parse(settings.asOf);
    // The newest in the table, whose end is not known yet.
    if (ends !== undefined && end === undefined) return;
    if (end === undefined) violation(version, `is "${name}", which EKS no longer supports, or never did`);
    else if (today + settings.daysBefore * dayMilliseconds > Date.parse(end)) {
      violation(version, `is "${name}", whose ${support} support ends on ${end}`);
    }
  },
});
