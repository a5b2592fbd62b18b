/** How many nodes the pools may have, for rules on whether addresses suffice. */
import { poolCeiling } from "../../../capacity/nodePool/ceiling";
import { parseLimits } from "../../../capacity/nodePool/limits";
import { poolSelection } from "../../../capacity/nodePool/selection";
import type { StackConfig } from "../../stack";
import { allPools } from "../rule";

/** The most nodes of all pools together: by `limits.nodes`, else by the ceiling; a pool that nothing bounds counts none. */
export function mostNodes(stack: StackConfig): number {
  return allPools(stack).reduce((sum, pool) => {
    if (pool.limits.nodes !== undefined) return sum + Number(pool.limits.nodes);
    const limits = parseLimits(pool.limits, pool.replicas);
    return sum + (poolCeiling({ ...poolSelection(pool, stack.region), limits }).nodes ?? 0);
  }, 0);
}
