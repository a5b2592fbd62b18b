import { resourceRule } from "../../frame/rule";
import { flag } from "../../frame/setting";
import { types } from "../../frame/subject";

/** An empty list means no limit at all: one AMI release may then take every node of the pool at once. */
export const poolHasDisruptionBudgets = resourceRule({
  name: "pool-has-disruption-budgets",
  title: "A pool states how many nodes may go at once",
  reason: "an empty list of budgets means no limit, so one AMI release may take every node at once",
  fix: 'state spec.disruption.budgets, such as [{ nodes: "10%" }]; nodes is a text',
  severity: "medium",
  enforcementLevel: "mandatory",
  settings: { requireStated: flag(false, "Refuse a pool that leaves Karpenter's default of 10%.") },
  types: [types.nodePool],
  check({ inputs, settings, violation }) {
    const budgets = inputs.at("spec", "disruption", "budgets");
    if (budgets.isMissing) {
      if (settings.requireStated) violation(budgets, "is missing, and the policy config wants it stated");
    } else if (budgets.items().length === 0) violation(budgets, "is empty, which means that all nodes may go at once");
  },
});
