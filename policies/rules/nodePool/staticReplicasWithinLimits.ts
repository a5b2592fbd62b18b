import { resourceRule } from "../../frame/rule";
import { types } from "../../frame/subject";

export const staticReplicasWithinLimits = resourceRule({
  name: "static-replicas-within-limits",
  title: "A static NodePool's replicas fit its limits.nodes",
  reason: "Karpenter stops at the limit silently, so the missing nodes show only under load",
  fix: "lower spec.replicas or raise spec.limits.nodes",
  severity: "medium",
  enforcementLevel: "mandatory",
  settings: {},
  types: [types.nodePool],
  check({ inputs, violation }) {
    const replicas = inputs.at("spec", "replicas").number() ?? 0;
    const nodes = inputs.at("spec", "limits", "nodes").number() ?? Number.POSITIVE_INFINITY;
    if (replicas > nodes) violation("spec.replicas", `is ${replicas}, above spec.limits.nodes of ${nodes}`);
  },
});
