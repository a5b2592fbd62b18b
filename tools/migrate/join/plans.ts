/** Which pools of teams and which shared pools the sources' pools become, and by which names. */
import type { PoolConfig } from "../../../config";
import type { Model, SourcePool } from "../model";
import { nodePoolNameOf, type PoolPlan } from "../write/pool";
import { nodeClassOf } from "./nodeClasses";
import { placeholdersByPool } from "./placeholders";
import { nameOf, type TeamRule, teamOf } from "./teams";

/** Plans the pools that go into the config. */
export function plansOf(pools: readonly SourcePool[], model: Model, rule: TeamRule): readonly PoolPlan[] {
  const { byPool } = placeholdersByPool(model, pools);
  const team = teamOf(rule);
  const taken = new Set<string>();
  const plans = pools.map((pool): PoolPlan => {
    const owner = team(pool);
    return {
      pool,
      team: owner,
      name: freeName(owner, pool.name, taken),
      users: "all",
      nodeClass: nodeClassOf(pool, model),
      sharesNodeClass: false,
      placeholders: byPool.get(pool) ?? [],
    };
  });
  const teams = [...new Set(plans.flatMap((plan) => plan.team ?? []))].sort();
  return plans.map((plan) => ({
    ...plan,
    sharesNodeClass: plan.team !== undefined && sharesOne(plans.filter((other) => other.team === plan.team)),
    users: plan.team === undefined && hasOwnTaint(plan.pool) && teams.length > 0 ? teams : "all",
  }));
}

/** Whether a shared pool keeps those off who may not use it, by the program's own taint. */
function hasOwnTaint({ name, taints }: SourcePool): boolean {
  return taints.some(
    ({ value }) => value.key === "shared-pool" && value.value === name && value.effect === "NoSchedule",
  );
}

/** A pool's name in its team, which is not said twice, and no name that another pool has. */
function freeName(team: string | undefined, name: string, taken: Set<string>): string {
  const short = nameOf(team !== undefined && name.startsWith(`${team}-`) ? name.slice(team.length + 1) : name);
  for (let number = 1; ; number++) {
    const free = number === 1 ? short : `${short.slice(0, 45)}-${number}`;
    const key = `${team ?? ""}/${free}`;
    if (taken.has(key)) continue;
    taken.add(key);
    return free;
  }
}

/** Whether all pools of a team have one node class, which is then the team's. */
function sharesOne(plans: readonly PoolPlan[]): boolean {
  const kubelets = new Set(
    plans.map(({ pool }) =>
      JSON.stringify([pool.kubeletReplacesClass === true, pool.kubelet.map(({ value }) => value)]),
    ),
  );
  return new Set(plans.map(({ nodeClass }) => nodeClass)).size === 1 && kubelets.size === 1;
}

/** What became of each pool of the sources that is carried over. */
export function resolvedPools(
  plans: readonly PoolPlan[],
  pools: readonly PoolConfig[],
): ReadonlyMap<SourcePool, PoolConfig> {
  return new Map(
    plans.map((plan) => [plan.pool, pools.find(({ nodePoolName }) => nodePoolName === nodePoolNameOf(plan))!]),
  );
}
