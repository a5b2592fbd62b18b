/** All pools of the sources as the teams and shared pools of a stack. */
import { ownerKey, teamKey } from "../../../capacity/tenancy/labels";
import type { Steps } from "../source/sourceObject";
import type { Draft } from "./draft";
import { writeNodeClass } from "./nodeClass";
import { type PoolPlan, writePool } from "./pool";

/** What the config says by itself of each team: the report names it once. */
const surroundings =
  "namespaces, quotas, network policy and Pod Security of the team are the program's defaults: a namespace of its name, which is new, and all that its pools carry for a quota";

/** Writes teams and shared pools, in alphabetical order of the teams. */
export function writeStack(draft: Draft, plans: readonly PoolPlan[], region: string): void {
  const teams = [...new Set(plans.flatMap(({ team }) => team ?? []))].sort();
  for (const team of teams) {
    const own = plans.filter((plan) => plan.team === team);
    writeTeam(draft, team, own);
    for (const plan of own) writeNamed(draft, draft.next(["teams", team, "pools"]), plan, region);
  }
  for (const plan of plans) if (plan.team === undefined) writeNamed(draft, draft.next(["sharedPools"]), plan, region);
}

/** What the team says itself, before its pools. */
function writeTeam(draft: Draft, team: string, own: readonly PoolPlan[]): void {
  const at: Steps = ["teams", team];
  const owners = new Set(own.map(({ pool }) => pool.labels.find(({ value }) => value[0] === ownerKey)?.value[1]));
  const [owner] = owners;
  if (owners.size === 1 && owner !== undefined && owner !== "") draft.set([...at, "owner"], owner);
  const isolation = isolationOf(team, own);
  draft.set([...at, "isolation"], isolation);
  draft.ledger.decided(
    [...at, "isolation"],
    isolation === "none"
      ? "none, as in the source: no taint of the team's on all of its pools; delete the line for the program's taint and admission policy"
      : `${isolation}, for the taint ${teamKey}=${team} of the source; with it comes the program's admission policy`,
  );
  draft.ledger.decided(at, surroundings);
  const [first] = own;
  if (first?.sharesNodeClass === true)
    writeNodeClass(draft, [...at, "nodeClass"], { nodeClass: first.nodeClass, kubelet: first.pool.kubelet, team });
}

/** What the team's taint on all of its pools asks for. */
function isolationOf(team: string, own: readonly PoolPlan[]): "enforced" | "prefer" | "none" {
  const has = (effect: string) =>
    own.every(({ pool }) =>
      pool.taints.some(({ value }) => value.key === teamKey && value.value === team && value.effect === effect),
    );
  return has("NoSchedule") ? "enforced" : has("PreferNoSchedule") ? "prefer" : "none";
}

function writeNamed(draft: Draft, at: Steps, plan: PoolPlan, region: string): void {
  writePool(draft, at, plan, region);
  const { pool, team, name } = plan;
  const nodePoolName = team === undefined ? name : `${team}-${name}`;
  const selector = team === undefined ? `shared-pool: ${name}` : `${teamKey}: ${team}`;
  if (nodePoolName !== pool.name)
    draft.ledger.decided(
      [...at, "name"],
      `${name}: the NodePool is called ${nodePoolName}, no longer ${pool.name}, and its nodes are new; pods choose it by ${selector}`,
    );
}
