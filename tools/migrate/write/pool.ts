/** A pool by the keys of the config. */
import { ownerKey, sharedPoolKey, teamKey } from "../../../capacity/tenancy/labels";
import { ownValue } from "../../../capacity/units/ownValue";
import type { Setting, SourceNodeClass, SourcePool } from "../model";
import type { Said, Steps } from "../source/sourceObject";
import type { Draft } from "./draft";
import { type Isolation, isTeamTaint } from "./isolation";
import { writeLimits } from "./limits";
import { platformOwner, writeNodeClass } from "./nodeClass";
import { admittedTypes, isChoice, writeRequirements } from "./requirements";
import { type Placeholders, writeWarm } from "./warm";

/** A pool with all that is known of it. */
export interface PoolPlan {
  readonly pool: SourcePool;
  /** Its name in the config. */
  readonly name: string;
  /** Undefined for a shared pool. */
  readonly team: string | undefined;
  /** Of the teams of the sources, those that may use a shared pool. */
  readonly users: "all" | readonly string[];
  readonly nodeClass: SourceNodeClass | undefined;
  /** Whether the team's node class is this one. */
  readonly sharesNodeClass: boolean;
  readonly placeholders: readonly Placeholders[];
}

/** Name of the NodePool that the program makes of a pool. */
export function nodePoolNameOf({ team, name }: PoolPlan): string {
  return team === undefined ? name : `${team}-${name}`;
}

/**
 * Writes a pool.
 * @param at its place
 * @param stack the region whose types count, and what isolates the pool's team
 */
export function writePool(
  draft: Draft,
  at: Steps,
  plan: PoolPlan,
  { region, isolation }: { readonly region: string; readonly isolation: Isolation },
): void {
  const { pool, name, nodeClass } = plan;
  const whole = { value: pool, from: { object: pool.object, steps: pool.object.nameSteps } };
  draft.set([...at, "name"], name);
  draft.placed.push({ steps: at, from: { object: pool.object, steps: [] } });
  draft.ledger.carried(whole.from, [...at, "name"]);
  if (plan.team === undefined && plan.users !== "all") draft.set([...at, "teams"], plan.users);
  const settings: readonly Said<Setting>[] = nodeClass?.settings ?? [];
  writeRequirements(
    draft,
    at,
    pool,
    settings.some(({ value }) => value.path[0] === "capacityReservations"),
  );
  writeMarks(draft, at, plan, isolation);
  writeLimits(draft, at, pool, admittedTypes(pool, region));
  writeLifetime(draft, at, pool);
  for (const key of ["weight", "replicas"] as const) {
    const said = pool[key];
    if (said !== undefined) draft.put([...at, key], said, said.value);
  }
  if (pool.leastNodes !== undefined && pool.leastNodes.value > 0) {
    draft.put([...at, "warm", "always"], pool.leastNodes, pool.leastNodes.value);
    draft.ledger.decided(
      [...at, "warm", "always"],
      "the least nodes of the group, kept by placeholders: busy nodes count",
    );
  } else if (pool.leastNodes !== undefined) draft.ledger.carried(pool.leastNodes.from, at);
  if (!plan.sharesNodeClass)
    writeNodeClass(draft, [...at, "nodeClass"], {
      nodeClass,
      kubelet: pool.kubelet,
      replacedBy: pool.kubeletReplacesClass === true ? pool.object.title : undefined,
      team: plan.team,
    });
  writePlaceholders(draft, at, plan);
}

/** Labels, annotations and taints. */
function writeMarks(draft: Draft, at: Steps, { pool, team, users }: PoolPlan, isolation: Isolation): void {
  const { ledger } = draft;
  for (const said of pool.labels) {
    const [key, value] = said.value;
    const own = key === teamKey ? team : key === sharedPoolKey && team === undefined ? pool.name : undefined;
    if (own === value) ledger.carried(said.from, team === undefined ? at : ["teams", team]);
    else if (key === ownerKey && team !== undefined && draft.get(["teams", team, "owner"]) === value)
      ledger.carried(said.from, ["teams", team, "owner"]);
    else if (key === ownerKey && team === undefined && value === platformOwner) ledger.carried(said.from, at);
    // requirements have it
    else if (!isChoice(key)) draft.put([...at, "labels", key], said, value);
  }
  for (const said of pool.annotations) draft.put([...at, "annotations", said.value[0]], said, said.value[1]);
  for (const said of pool.taints) {
    const { key, value, effect } = said.value;
    if (team !== undefined && isTeamTaint(said.value, team, isolation))
      ledger.carried(said.from, ["teams", team, "isolation"]);
    else if (
      team === undefined &&
      users !== "all" &&
      key === sharedPoolKey &&
      value === pool.name &&
      effect === "NoSchedule"
    )
      ledger.carried(said.from, [...at, "teams"]);
    else draft.put(draft.next([...at, "taints"]), said, said.value);
  }
  for (const said of pool.startupTaints) draft.put(draft.next([...at, "startupTaints"]), said, said.value);
}

/** How nodes go: what the source leaves to its API's defaults is written out, since those of the config differ. */
function writeLifetime(draft: Draft, at: Steps, pool: SourcePool): void {
  const { defaults } = pool;
  const places = {
    consolidationPolicy: [...at, "disruption", "consolidationPolicy"],
    consolidateAfter: [...at, "disruption", "consolidateAfter"],
    expireAfter: [...at, "expireAfter"],
    terminationGracePeriod: [...at, "terminationGracePeriod"],
  } as const;
  const left: string[] = [];
  for (const [key, steps] of Object.entries(places) as [keyof typeof places, Steps][]) {
    const said = pool[key];
    // a static pool is never consolidated, and the config warns of keys that say so
    if (said === undefined && pool.replicas !== undefined && steps.includes("disruption")) continue;
    if (said !== undefined && draft.put(steps, said, said.value)) continue;
    const bound = ownValue(boundedDefaults[key] ?? {}, defaults[key]);
    draft.set(steps, bound ?? defaults[key]);
    if (bound === undefined) left.push(`${key} ${defaults[key]}`);
    else
      draft.ledger.decided(
        steps,
        `${bound}, where ${pool.object.title} says nothing: ${defaults.api} then means ${defaults[key]}, which the policies refuse`,
      );
  }
  const budgets = [...at, "disruption", "budgets"];
  for (const said of pool.budgets ?? []) draft.put(draft.next(budgets), said, said.value);
  if (draft.get(budgets) === undefined) {
    const value = pool.budgets === undefined ? defaults.budgets : [{ nodes: "100%" }];
    draft.set(budgets, value);
    if (pool.budgets === undefined) left.push(`budgets of ${value.map(({ nodes }) => nodes).join(", ")}`);
    else draft.ledger.decided(budgets, "100%: the source has an empty list of budgets, which is none at all");
  }
  if (left.length > 0)
    draft.ledger.decided(at, `${left.join(", ")}: what ${defaults.api} means where ${pool.object.title} says nothing`);
}

/** What is written for defaults of an API that the policies refuse, and that nobody asked for. */
const boundedDefaults: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  expireAfter: { Never: "720h" },
  terminationGracePeriod: { Never: "1h" },
  consolidateAfter: { "0s": "1m", Never: "24h" },
};

/** A pool keeps one kind of placeholders; a workload with 0 replicas is the smoke test besides. */
function writePlaceholders(draft: Draft, at: Steps, { pool, placeholders }: PoolPlan): void {
  for (const each of placeholders) {
    const isTest = each.scaler === undefined && each.workload.replicas?.value === 0;
    if (!isTest && (draft.get([...at, "warm"]) !== undefined || pool.replicas !== undefined)) {
      draft.ledger.noEquivalent(
        each.workload.from,
        `keeps room on pool ${pool.name}, which has warm capacity or static nodes already`,
        "add its numbers to the pool's",
      );
      continue;
    }
    const others = each.pools.flatMap((other) => (other === pool ? [] : other.object.title));
    if (writeWarm(draft, at, each) && others.length > 0)
      draft.ledger.decided(
        [...at, isTest ? "smokeTest" : "warm"],
        `${each.workload.title} may run on nodes of ${others.join(" and ")}, too: of the pools that are carried over Karpenter tries ${pool.object.title} first, by weight and then by the name that is later in the alphabet`,
      );
  }
}
