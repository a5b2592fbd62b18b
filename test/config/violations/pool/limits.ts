import type { Violation } from "../../violation";
import { onePool } from "../../violation";

const gate = { karpenter: { featureGates: { staticCapacity: true } } };
/** A pool with `replicas`, its gate switched on. */
const staticPool = (settings: object, stack: object = {}) =>
  onePool({ replicas: 3, instanceSizes: ["xlarge"], ...settings }, { ...gate, ...stack });
const dynamic = { cpu: "64", memory: "256Gi" };

export const limitViolations: readonly Violation[] = [
  {
    rule: "dynamic-pool-has-limits",
    config: onePool({ limits: undefined }),
    paths: ["teams.dotori.pools[0].limits.cpu", "teams.dotori.pools[0].limits.memory"],
    text: 'teams.dotori.pools[0].limits.cpu: is missing: without it the pool grows until the account\'s quota or the bill stops it; write one, such as "64"',
    good: onePool({ limits: dynamic }),
  },
  {
    rule: "dynamic-pool-has-limits",
    config: { poolDefaults: { limits: dynamic }, ...onePool({ limits: { cpu: "64", nodes: 5 } }) },
    paths: ["teams.dotori.pools[0].limits.memory"],
    text: "teams.dotori.pools[0].limits.memory: is missing: without it the pool grows until the account's quota or the bill stops it (a pool's limits replace all of poolDefaults.limits); write one, such as \"256Gi\"",
    good: { poolDefaults: { limits: dynamic }, teams: { dotori: { pools: [{ name: "general" }] } } },
  },
  {
    rule: "dynamic-pool-has-limits",
    config: {
      poolDefaults: { limits: { cpu: "64" } },
      teams: { dotori: { pools: [{ name: "a" }, { name: "b", weight: 10 }] } },
    },
    paths: ["poolDefaults.limits.memory"],
    good: {
      poolDefaults: { limits: dynamic },
      teams: { dotori: { pools: [{ name: "a" }, { name: "b", weight: 10 }] } },
    },
  },
  {
    rule: "static-pool-limits-nodes-only",
    config: staticPool({ limits: { cpu: "64", memory: "256Gi", gpu: 4 } }),
    also: ["device-limit-has-devices"],
    paths: ["cpu", "memory", "gpu", "nodes"].map((key) => `teams.dotori.pools[0].limits.${key}`),
    text: "teams.dotori.pools[0].limits.nodes: is missing: a static pool (replicas) is limited by nodes; write 4 or more, so that a node can be replaced",
    good: staticPool({ limits: { nodes: 4 } }),
  },
  {
    // Limits that suit the dynamic pools are not at fault.
    rule: "static-pool-limits-nodes-only",
    config: staticPool({ limits: undefined }, { poolDefaults: { limits: { ...dynamic, nodes: 9 } } }),
    paths: ["teams.dotori.pools[0].limits.nodes"],
    good: staticPool({ limits: undefined }, { poolDefaults: { limits: { nodes: 9 } } }),
  },
  {
    rule: "static-pool-has-no-weight",
    config: staticPool({ limits: { nodes: 4 }, weight: 10 }),
    paths: ["teams.dotori.pools[0].weight"],
    good: onePool({ weight: 10 }),
  },
  {
    rule: "replicas-within-limit",
    config: staticPool({ replicas: 5, limits: { nodes: 4 } }),
    paths: ["teams.dotori.pools[0].replicas"],
    good: staticPool({ replicas: 3, limits: { nodes: 4 } }),
  },
  {
    rule: "static-pool-is-not-consolidated",
    config: staticPool({
      limits: { nodes: 4 },
      disruption: { consolidationPolicy: "WhenEmpty", consolidateAfter: "5m" },
    }),
    paths: [
      "teams.dotori.pools[0].disruption.consolidationPolicy",
      "teams.dotori.pools[0].disruption.consolidateAfter",
    ],
    good: staticPool(
      { limits: { nodes: 4 } },
      { poolDefaults: { disruption: { consolidationPolicy: "WhenEmpty", consolidateAfter: "5m" } } },
    ),
  },
  {
    rule: "static-pools-are-switched-on",
    config: onePool({ replicas: 0, limits: { nodes: 4 }, instanceSizes: ["xlarge"] }),
    paths: ["teams.dotori.pools[0].replicas"],
    good: staticPool({ replicas: 0, limits: { nodes: 4 } }),
  },
];
