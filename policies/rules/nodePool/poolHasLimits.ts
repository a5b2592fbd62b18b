import { countOf, cpuMillis, memoryBytes } from "../../../capacity/units/quantity";
import type { Field } from "../../frame/field";
import { resourceRule } from "../../frame/rule";
import { types } from "../../frame/subject";

const parsers = { cpu: cpuMillis, memory: memoryBytes, nodes: countOf } as const;

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
    each(["cpu", "memory", "nodes"] as const, (key) => {
      const why = unreadable(limits.at(key), parsers[key]);
      if (why !== undefined) violation(limits.at(key), `is no limit that holds: ${why}`);
    });
    if (!inputs.at("limits").isMissing) violation("limits", "stands beside spec, where Karpenter ignores it");
  },
});

function unreadable(limit: Field, parse: (text: string) => number): string | undefined {
  const text = limit.text();
  if (text === undefined) return limit.isMissing ? undefined : "it is no quantity";
  try {
    parse(text);
    return undefined;
  } catch (error) {
    if (error instanceof RangeError) return error.message;
    throw error;
  }
}
