import { resourceRule } from "../../frame/rule";
import { duration, durationOrNever } from "../../frame/setting";
import { types } from "../../frame/subject";
import { checkDuration } from "../../readers/duration";

export const poolExpiresInBounds = resourceRule({
  name: "pool-expires-in-bounds",
  title: "Nodes expire, and not too often",
  reason: "expiry replaces unpatched nodes, but it is forceful: it ignores disruption budgets",
  fix: 'set spec.template.spec.expireAfter within the bounds, or leave it out for Karpenter\'s "720h"',
  severity: "medium",
  enforcementLevel: "mandatory",
  settings: {
    min: duration("24h", "Shortest lifetime of a node."),
    max: durationOrNever(
      "720h",
      "Longest lifetime of a node; 720h is Karpenter's default, Never allows nodes that do not expire.",
    ),
  },
  types: [types.nodePool],
  check(context) {
    checkDuration(context.inputs.at("spec", "template", "spec", "expireAfter"), context.settings, "720h", context);
  },
});
