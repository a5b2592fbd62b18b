import { resourceRule } from "../../frame/rule";
import { types } from "../../frame/subject";
import { ceilingSettings, excesses } from "../../readers/ceilings";
import { poolCeilingOf, readPool } from "../../readers/pool";

/** Karpenter grows a pool as far as its limits say, whatever the platform meant to pay for. */
export const poolWithinCeiling = resourceRule({
  name: "pool-within-ceiling",
  title: "A NodePool stays within the ceiling of a pool",
  reason: "Karpenter grows it as far as its limits and instance types allow, in whole nodes",
  fix: "lower spec.limits, or have the platform team raise the ceiling",
  severity: "high",
  enforcementLevel: "mandatory",
  settings: ceilingSettings("one pool", { maxCpu: "1000", maxMemory: "4000Gi", maxNodes: 1000, maxGpu: 64 }),
  types: [types.nodePool],
  check({ inputs, settings, violation, cannotTell }) {
    const pool = readPool(inputs);
    const { ceiling, unsure } = poolCeilingOf(inputs, pool);
    for (const { text, unbounded, open } of excesses(ceiling, settings)) {
      if (unbounded && unsure !== undefined) cannotTell(`the ${open}`, unsure);
      else if (pool.unknownPath === undefined) violation("spec.limits", `let it reach ${text}`);
      else cannotTell(`spec.limits, which let it reach ${text}`, `${pool.unknownPath} is not known yet`);
    }
  },
});
