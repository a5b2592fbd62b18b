/** Pools of one team that may take the same pods, without an order between them. */
import { atLimits } from "../../../capacity/nodePool/atLimits";
import { parseLimits } from "../../../capacity/nodePool/limits";
import { commonShapes, type Offer } from "../../../capacity/nodePool/podShape";
import { poolSelection } from "../../../capacity/nodePool/selection";
import { nodeSettings } from "../../resolve/nodeSettings";
import type { PoolConfig } from "../../stack";
import type { Rule } from "../rule";

function offerOf(pool: PoolConfig, region: string | undefined): Offer {
  const { types, allowed } = poolSelection(pool, region);
  const { launchable } = atLimits({ types, limits: parseLimits(pool.limits) });
  return { allowed, types: launchable, taints: pool.taints, ...nodeSettings(pool.nodeClass) };
}

export const teamOverlapRules: readonly Rule[] = [
  {
    name: "pools-of-a-team-have-an-order",
    level: "warning",
    check: ({ stack, context }, report) => {
      for (const { pools } of stack.teams) {
        // pods never make a static pool grow, so it competes with none
        const dynamic = pools
          .filter(({ replicas }) => replicas === undefined)
          .map((pool) => ({ pool, weight: pool.weight ?? 0 }));
        for (const [index, { pool, weight }] of dynamic.entries()) {
          for (const rival of dynamic.slice(0, index)) {
            if (rival.weight !== weight) continue;
            const [shape] = commonShapes(offerOf(pool, context.region), offerOf(rival.pool, context.region));
            if (shape === undefined) continue;
            const [chosen] = [pool.nodePoolName, rival.pool.nodePoolName].sort().reverse();
            report({
              path: `${pool.path}.weight`,
              ...(pool.weight === undefined ? {} : { value: pool.weight }),
              message: `${pool.weight === undefined ? "is 0" : "is"}, as that of ${rival.pool.path}: both take ${shape.os} pods on ${shape.arch} up to ${shape.cpuMillis / 1000} vCPU and ${Math.floor(shape.memoryMiB / 1024)} Gi, and Karpenter tries ${chosen} first, whose name is later in the alphabet`,
              suggestion: "give one a higher weight, or a taint",
            });
          }
        }
      }
    },
  },
];
