import { budgetsOf } from "../../../capacity/nodePool/spec";
import { resourceRule } from "../../frame/rule";
import { texts } from "../../frame/setting";
import { types } from "../../frame/subject";
import { frozenReasons } from "../../readers/freeze";

/** A budget of 0 that always holds keeps unpatched and empty nodes until they expire. */
export const poolDisruptionIsNotFrozen = resourceRule({
  name: "pool-disruption-is-not-frozen",
  title: "Disruption budgets let nodes go at some time",
  reason: "a budget of 0 that always holds keeps unpatched and empty nodes, and so does a schedule that cannot be read",
  fix: "give the budget of 0 a schedule and a duration, or the reasons that it is meant for",
  severity: "medium",
  enforcementLevel: "mandatory",
  settings: {
    reasons: texts(["Drifted", "Empty"], "Reasons for which nodes must be able to go: Drifted, Empty, Underutilized."),
  },
  types: [types.nodePool],
  check({ inputs, settings, violation, each }) {
    const place = inputs.at("spec", "disruption", "budgets");
    const spec = { disruption: { budgets: place.plain() } };
    each(frozenReasons(budgetsOf(spec) ?? []), ({ reason, why }) => {
      if (settings.reasons.includes(reason)) violation(place, `never let a node go for reason ${reason}: ${why}`);
    });
  },
});
