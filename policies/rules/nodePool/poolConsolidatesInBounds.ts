import { resourceRule } from "../../frame/rule";
import { duration } from "../../frame/setting";
import { types } from "../../frame/subject";
import { checkDuration } from "../../readers/duration";

export const poolConsolidatesInBounds = resourceRule({
  name: "pool-consolidates-in-bounds",
  title: "A pool consolidates, and waits before it does",
  reason:
    "at Karpenter's default of 0s nodes churn with every pod, and at Never idle ones are paid for until they expire",
  fix: 'set spec.disruption.consolidateAfter within the bounds, such as "5m"',
  severity: "medium",
  enforcementLevel: "mandatory",
  settings: {
    min: duration("1m", "Shortest wait after the last change of pods on a node."),
    max: duration("24h", "Longest wait; beyond it idle nodes cost more than churn."),
  },
  types: [types.nodePool],
  check(context) {
    const { inputs, settings } = context;
    const isStatic = !inputs.at("spec", "replicas").isMissing;
    if (!isStatic) checkDuration(inputs.at("spec", "disruption", "consolidateAfter"), settings, "0s", context);
  },
});
