import { bindsHere, bindsIn } from "../../frame/environment";
import { resourceRule } from "../../frame/rule";
import { types } from "../../frame/subject";

export const clusterDeletionIsProtected = resourceRule({
  name: "cluster-deletion-is-protected",
  title: "A production cluster cannot be deleted by one command",
  reason: "one wrong destroy otherwise takes every team's workloads",
  fix: "set deletionProtection to true; before a wanted deletion set this policy to advisory for the change that switches it off",
  severity: "high",
  enforcementLevel: "mandatory",
  settings: { in: bindsIn },
  types: [types.eksCluster],
  check({ inputs, settings, violation }) {
    if (!bindsHere(settings.in)) return;
    const protection = inputs.at("deletionProtection");
    if (protection.flag() !== true) violation(protection, protection.isMissing ? "is missing" : "is false");
  },
});
