import { resourceRule } from "../../frame/rule";
import { flag } from "../../frame/setting";
import { types } from "../../frame/subject";

export const poolHasDisruptionBudgets = resourceRule({
  name: "pool-has-disruption-budgets",
  title: "A pool states how many nodes may be disrupted at once",
  reason: "an empty list of budgets means no limit, so one AMI release may disrupt every node at once",
  fix: 'state spec.disruption.budgets, such as [{ nodes: "10%" }]; nodes is a string',
  severity: "medium",
  enforcementLevel: "mandatory",
  settings: { requireStated: flag(false, "Refuse a pool that relies on Karpenter's default of 10%.") },
  types: [types.nodePool],
  check({ inputs, settings, violation }) {
    const budgets = inputs.at("spec", "disruption", "budgets");
    if (budgets.isMissing) {
      if (settings.requireStated) violation(budgets, "is missing, and the policy config requires it");
    } else if (budgets.items().length === 0)
      violation(budgets, "is empty, which means that all nodes may be disrupted at once");
  },
});
