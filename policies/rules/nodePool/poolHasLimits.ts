import { limitResources, parseLimit } from "../../../capacity/nodePool/limits";
import { resourceRule } from "../../frame/rule";
import { types } from "../../frame/subject";

/** A dynamic pool without cpu and memory limits, and a static one without nodes, grows until the account's quota. */
export const poolHasLimits = resourceRule({
  name: "pool-has-limits",
  title: "A NodePool states its limits where Karpenter reads them",
  reason: "without them it grows until the account's quota, and sums over pools mean nothing",
  fix: 'set spec.limits.cpu and spec.limits.memory, such as "64" and "256Gi", or spec.limits.nodes on a pool with replicas',
  severity: "high",
  enforcementLevel: "mandatory",
  settings: {},
  types: [types.nodePool],
  check({ inputs, violation, each }) {
    const spec = inputs.at("spec");
    const limits = spec.at("limits");
    const isStatic = !spec.at("replicas").isMissing;
    const needed = isStatic ? (["nodes"] as const) : (["cpu", "memory"] as const);
    each(needed, (key) => {
      if (limits.at(key).isMissing) violation(limits.at(key), `is missing${isStatic ? " on a static pool" : ""}`);
    });
    each(limitResources, (resource) => {
      const limit = limits.at(resource);
      const read = limit.isMissing ? undefined : parseLimit(resource, limit.plain());
      if (read !== undefined && "error" in read) violation(limit, `cannot be read: ${read.error}`);
    });
    if (!inputs.at("limits").isMissing) violation("limits", "is beside spec, where Karpenter ignores it");
  },
});
