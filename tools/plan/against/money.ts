/** What a change does to the ceilings in money, and to the cost of warm capacity. */

import type { Ceiling } from "../../../capacity/nodePool/ceiling";
import type { PlannedCluster, PlannedPool, PlannedTeam } from "../summary/ceilings";
import type { Changes } from "../summary/changesSchema";
import { usualWeek } from "../summary/warm";

/** Teams and cluster of one side. */
export interface Ceilings {
  readonly teams: readonly PlannedTeam[];
  readonly cluster: PlannedCluster;
}

type ChangedCeiling = Changes["money"]["cluster"];

/** A ceiling before and after; null where there is none. */
export function ceilingChange(before: Ceiling | undefined, after: Ceiling | undefined): ChangedCeiling {
  return { before: figures(before), after: figures(after) };
}

function figures(ceiling: Ceiling | undefined): ChangedCeiling["before"] {
  if (ceiling === undefined) return null;
  const { usdPerHour, nodes, cpuMillis, memoryBytes } = ceiling;
  return { usdPerHour, nodes, cpuMillis, memoryBytes };
}

interface Named {
  readonly name: string;
  readonly ceiling: Ceiling;
}

/** Those of a name that differ, by name. */
function differing(before: readonly Named[], after: readonly Named[]): Changes["money"]["teams"] {
  const names = [...new Set([...before, ...after].map(({ name }) => name))].sort();
  const ceilingOf = (side: readonly Named[], name: string) => side.find((each) => each.name === name)?.ceiling;
  return names
    .map((name) => ({ name, ...ceilingChange(ceilingOf(before, name), ceilingOf(after, name)) }))
    .filter((each) => JSON.stringify(each.before) !== JSON.stringify(each.after));
}

/** Every pool of a side. */
export function poolsOf({ teams, cluster }: Ceilings): readonly PlannedPool[] {
  return [...teams.flatMap(({ pools }) => pools), ...cluster.sharedPools];
}

function warmUsdPerWeek(side: Ceilings): number | null {
  const costs = poolsOf(side).flatMap(({ warm }) => (warm === undefined ? [] : [warm.cost?.usdPerWeek ?? null]));
  if (costs.includes(null)) return null;
  return costs.reduce<number>((sum, cost) => sum + (cost ?? 0), 0);
}

/** The change in money. */
export function moneyChange(before: Ceilings, after: Ceilings): Changes["money"] {
  return {
    teams: differing(before.teams, after.teams),
    sharedPools: differing(before.cluster.sharedPools, after.cluster.sharedPools),
    cluster: ceilingChange(before.cluster.ceiling, after.cluster.ceiling),
    warmUsdPerWeek: { before: warmUsdPerWeek(before), after: warmUsdPerWeek(after) },
  };
}

function hours({ warm }: PlannedPool): Changes["windows"][number]["before"] {
  if (warm === undefined) return null;
  return {
    windows: warm.windows.map(({ text, timezone, replicas }) => `${text} ${timezone}: ${replicas}`),
    always: warm.always,
    nodeHours: usualWeek(warm).nodeHours,
    maxNodes: usualWeek(warm).maxNodes,
    usdPerWeek: warm.cost?.usdPerWeek ?? null,
  };
}

/** Pools whose warm capacity changes, by name. */
export function windowChanges(before: Ceilings, after: Ceilings): Changes["windows"] {
  const [old, now] = [poolsOf(before), poolsOf(after)];
  const names = [...new Set([...old, ...now].map(({ name }) => name))].sort();
  return names.flatMap((name) => {
    const [one, other] = [old, now].map((side) => side.find((each) => each.name === name));
    const change = { before: one === undefined ? null : hours(one), after: other === undefined ? null : hours(other) };
    return JSON.stringify(change.before) === JSON.stringify(change.after) ? [] : [{ pool: name, ...change }];
  });
}
