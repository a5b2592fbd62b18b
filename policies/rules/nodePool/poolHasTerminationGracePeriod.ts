import { resourceRule } from "../../frame/rule";
import { duration, durationOrNever } from "../../frame/setting";
import { types } from "../../frame/subject";
import { checkDuration } from "../../readers/duration";

export const poolHasTerminationGracePeriod = resourceRule({
  name: "pool-has-termination-grace-period",
  title: "Draining a node ends after a stated time",
  reason: "otherwise one pod that may not be evicted keeps an expired or vulnerable node forever",
  fix: 'set spec.template.spec.terminationGracePeriod, such as "1h"; longer than your longest shutdown',
  severity: "medium",
  enforcementLevel: "mandatory",
  settings: {
    min: duration("0s", "Shortest time that draining a node may take."),
    max: durationOrNever("48h", "Longest time that draining a node may take; Never also allows none to be stated."),
  },
  types: [types.nodePool],
  check(context) {
    const { inputs, settings, violation } = context;
    const period = inputs.at("spec", "template", "spec", "terminationGracePeriod");
    if (period.isMissing) {
      if (settings.max !== "Never") violation(period, "is missing");
    } else checkDuration(period, settings, "", context);
  },
});
