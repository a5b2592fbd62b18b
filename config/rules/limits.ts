/** What a pool may hold, dynamic or static. */
import { poolRule, type Rule } from "./rule";

export const limitRules: readonly Rule[] = [
  poolRule("dynamic-pool-has-limits", "error", (pool, report) => {
    if (pool.replicas !== undefined) return;
    for (const [key, example] of [
      ["cpu", '"64"'],
      ["memory", '"256Gi"'],
    ] as const) {
      if (pool.limits[key] !== undefined) continue;
      report({
        path: `${pool.pathOf("limits")}.${key}`,
        message: `is missing: without it the pool grows until the account's quota or the bill stops it`,
        suggestion: `write one, such as ${example}`,
      });
    }
  }),
  poolRule("static-pool-limits-nodes-only", "error", (pool, report) => {
    if (pool.replicas === undefined) return;
    if (pool.limits.nodes === undefined) {
      report({
        path: `${pool.pathOf("limits")}.nodes`,
        message: "is missing: a static pool (replicas) is limited by nodes",
        suggestion: `write ${Math.max(pool.replicas, 1)} or more`,
      });
    }
    for (const key of ["cpu", "memory", "gpu"] as const) {
      const value = pool.settings.limits?.[key];
      if (value === undefined) continue;
      report({
        path: `${pool.pathOf("limits")}.${key}`,
        value,
        message: "cannot limit a static pool (replicas); Karpenter takes nodes only",
        suggestion: "delete it",
      });
    }
  }),
  poolRule("static-pool-has-no-weight", "error", (pool, report) => {
    if (pool.replicas === undefined || pool.weight === undefined) return;
    report({
      path: `${pool.path}.weight`,
      value: pool.weight,
      message: "cannot be on a static pool (replicas): no pod chooses it",
      suggestion: "delete it",
    });
  }),
  poolRule("replicas-within-limit", "error", (pool, report) => {
    const nodes = pool.limits.nodes;
    if (pool.replicas === undefined || nodes === undefined || pool.replicas <= Number(nodes)) return;
    report({
      path: `${pool.path}.replicas`,
      value: pool.replicas,
      message: `is above ${pool.pathOf("limits")}.nodes ${nodes}: the pool stops there`,
      suggestion: `write at most ${nodes}, or raise the limit`,
    });
  }),
  poolRule("static-pools-are-switched-on", "error", (pool, report, { karpenter }) => {
    if (pool.replicas === undefined || karpenter.featureGates.staticCapacity) return;
    report({
      path: `${pool.path}.replicas`,
      value: pool.replicas,
      message: "does nothing: karpenter.featureGates.staticCapacity is off",
      suggestion: "set karpenter.featureGates.staticCapacity: true",
    });
  }),
];
