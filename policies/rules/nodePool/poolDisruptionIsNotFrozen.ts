import { budgetsOf, disruptionReasons } from "../../../capacity/nodePool/spec";
import { resourceRule } from "../../frame/rule";
import { choices } from "../../frame/setting";
import { types } from "../../frame/subject";
import { frozenReasons } from "../../readers/freeze";

export const poolDisruptionIsNotFrozen = resourceRule({
  name: "pool-disruption-is-not-frozen",
  title: "Disruption budgets allow disruption at some time",
  reason:
    "a budget of 0 that is always active keeps unpatched and empty nodes, and so does a schedule that cannot be parsed",
  fix: "give the budget of 0 a schedule and a duration, or the reasons that it is meant for",
  severity: "medium",
  enforcementLevel: "mandatory",
  settings: {
    reasons: choices(
      ["Drifted", "Empty"],
      disruptionReasons,
      "Reasons for which disruption must be possible: Drifted, Empty, Underutilized; from Karpenter 1.15 on Unhealthy, too, which is node repair.",
    ),
  },
  types: [types.nodePool],
  check({ inputs, settings, violation, each }) {
    const place = inputs.at("spec", "disruption", "budgets");
    const spec = { disruption: { budgets: place.plain() } };
    each(frozenReasons(budgetsOf(spec) ?? []), ({ reason, why }) => {
      if (settings.reasons.includes(reason)) violation(place, `never allow disruption for reason ${reason}: ${why}`);
    });
  },
});
