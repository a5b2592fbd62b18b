/** Limits of pools, dynamic and static. */
import { entryPath } from "../../finding";
import { allPools, poolRule, type Rule } from "../rule";

export const limitRules: readonly Rule[] = [
  {
    name: "dynamic-pool-has-limits",
    level: "error",
    check: ({ input, stack }, report) => {
      for (const pool of allPools(stack)) {
        if (pool.replicas !== undefined) continue;
        for (const [key, example] of Object.entries({ cpu: '"64"', memory: '"256Gi"' })) {
          if (pool.limits[key] !== undefined) continue;
          const path = pool.pathOf("limits");
          const replaced = path !== "poolDefaults.limits" && input.poolDefaults?.limits !== undefined;
          report({
            path: `${path}.${key}`,
            message: `is missing: without it the pool grows until the account's quota or the bill stops it${replaced ? " (a pool's limits replace all of poolDefaults.limits)" : ""}`,
            suggestion: `write one, such as ${example}`,
          });
        }
      }
    },
  },
  poolRule("static-pool-limits-nodes-only", "error", (pool, report) => {
    if (pool.replicas === undefined) return;
    const suggestion = `write ${pool.replicas + 1} or more, so that a node can be replaced`;
    if (pool.pathOf("limits") === "poolDefaults.limits") {
      // the defaults suit dynamic pools, so this one needs limits of its own
      const { nodes, ...others } = pool.settings.limits ?? {};
      if (nodes !== undefined && Object.keys(others).length === 0) return;
      report({
        path: `${pool.path}.limits.nodes`,
        message: `is missing: a static pool (replicas) is limited by nodes alone, and inherits poolDefaults.limits`,
        suggestion,
      });
      return;
    }
    if (pool.limits.nodes === undefined) {
      report({
        path: `${pool.pathOf("limits")}.nodes`,
        message: "is missing: a static pool (replicas) is limited by nodes",
        suggestion,
      });
    }
    for (const [key, value] of Object.entries(pool.settings.limits ?? {})) {
      if (key === "nodes" || value === undefined) continue;
      report({
        path: entryPath(pool.pathOf("limits"), key),
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
  poolRule("static-pool-is-not-consolidated", "warning", (pool, report) => {
    if (pool.replicas === undefined || pool.pathOf("disruption") === "poolDefaults.disruption") return;
    for (const key of ["consolidationPolicy", "consolidateAfter"] as const) {
      const value = pool.settings.disruption?.[key];
      if (value === undefined) continue;
      report({
        path: `${pool.path}.disruption.${key}`,
        value,
        message: "is ignored: Karpenter never consolidates a static pool (replicas)",
        suggestion: "delete it",
      });
    }
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
