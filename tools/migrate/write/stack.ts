/** All pools of the sources as the teams and shared pools of a stack. */
import { ownerKey, teamKey } from "../../../capacity/tenancy/labels";
import type { Steps } from "../source/sourceObject";
import type { Draft } from "./draft";
import { type Isolation, isolationOf } from "./isolation";
import { writeNodeClass } from "./nodeClass";
import { nodePoolNameOf, type PoolPlan, writePool } from "./pool";

/** What the config says by itself of each team: the report names it once. */
const surroundings =
  "namespaces, quotas, network policy and Pod Security of the team are the program's defaults: a namespace of its name, which is new, and all that its pools carry for a quota";

/** Writes teams and shared pools, in alphabetical order of the teams. */
export function writeStack(draft: Draft, plans: readonly PoolPlan[], region: string): void {
  const names = [...new Set(plans.flatMap(({ team }) => team ?? []))].sort();
  const teams = names.map((team) => {
    const own = plans.filter((plan) => plan.team === team);
    const pools = own.map(({ pool }) => pool);
    return { team, own, isolation: isolationOf(team, pools) };
  });
  const [first] = teams;
  // the platform's to say, so that it stands in the stack file, not in those of teams
  const common = teams.every(({ isolation }) => isolation === first?.isolation) ? first?.isolation : undefined;
  if (common !== undefined) writeIsolation(draft, ["teamDefaults", "isolation"], common);
  for (const { team, own, isolation } of teams) {
    if (common === undefined) writeIsolation(draft, ["teams", team, "isolation"], isolation);
    writeTeam(draft, team, own);
    for (const plan of own) writeNamed(draft, draft.next(["teams", team, "pools"]), plan, { region, isolation });
  }
  for (const plan of plans)
    if (plan.team === undefined) writeNamed(draft, draft.next(["sharedPools"]), plan, { region, isolation: "none" });
}

function writeIsolation(draft: Draft, at: Steps, isolation: Isolation): void {
  draft.set(at, isolation);
  draft.ledger.decided(
    at,
    isolation === "none"
      ? "none, as in the source, where not all pools have their team's taint; delete the line for the program's taint and admission policy"
      : `${isolation}, for the taint ${teamKey}=TEAM of the source; with it comes the program's admission policy`,
  );
}

/** What the team says itself, before its pools. */
function writeTeam(draft: Draft, team: string, own: readonly PoolPlan[]): void {
  const at: Steps = ["teams", team];
  const owners = new Set(own.map(({ pool }) => pool.labels.find(({ value }) => value[0] === ownerKey)?.value[1]));
  const [owner] = owners;
  if (owners.size === 1 && owner !== undefined && owner !== "") draft.set([...at, "owner"], owner);
  draft.ledger.decided(at, surroundings);
  const [first] = own;
  if (first?.sharesNodeClass === true)
    writeNodeClass(draft, [...at, "nodeClass"], {
      nodeClass: first.nodeClass,
      // all pools say the same, and what is refused is refused of each
      kubelet: own.flatMap(({ pool }) => pool.kubelet),
      replacedBy: first.pool.kubeletReplacesClass === true ? first.pool.object.title : undefined,
      team,
    });
}

function writeNamed(
  draft: Draft,
  at: Steps,
  plan: PoolPlan,
  stack: { readonly region: string; readonly isolation: Isolation },
): void {
  writePool(draft, at, plan, stack);
  const { pool, team, name } = plan;
  const nodePoolName = nodePoolNameOf(plan);
  const selector = team === undefined ? `shared-pool: ${name}` : `${teamKey}: ${team}`;
  if (nodePoolName !== pool.name)
    draft.ledger.decided(
      [...at, "name"],
      `${name}: the NodePool is called ${nodePoolName}, no longer ${pool.name}, and its nodes are new; pods choose it by ${selector}`,
    );
}
