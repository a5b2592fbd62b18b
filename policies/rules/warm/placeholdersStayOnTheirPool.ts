import { labelKeys } from "../../../capacity/kubernetes/labels";
import { resourceRule } from "../../frame/rule";
import { types } from "../../frame/subject";
import { isPlaceholder, pinnedPools, podSpec } from "../../readers/placeholder";

export const placeholdersStayOnTheirPool = resourceRule({
  name: "placeholders-stay-on-their-pool",
  title: "Placeholder pods run on one named pool",
  reason: "one that fits elsewhere keeps nodes of another pool, and its own pool has none ready",
  fix: `require ${labelKeys.nodePool} In [the pool] by node affinity or selector, and tolerate that pool's taints by key and value`,
  severity: "medium",
  enforcementLevel: "mandatory",
  settings: {},
  types: [types.deployment, types.podTemplate],
  check({ inputs, violation, each }) {
    if (!isPlaceholder(inputs)) return;
    const pod = podSpec(inputs);
    const pools = pinnedPools(inputs);
    if (pools === undefined) violation(pod, `does not require ${labelKeys.nodePool}, so the pods fit on any pool`);
    else if (pools.length !== 1) violation(pod, `allows ${pools.length} pools: ${pools.join(", ")}`);
    each(pod.at("tolerations").items(), (toleration) => {
      const isNamed = (toleration.at("key").text() ?? "") !== "";
      if (!isNamed) violation(toleration, "tolerates every taint");
      else if (toleration.at("operator").text() === "Exists")
        violation(toleration, "tolerates its key whatever the value");
    });
  },
});
