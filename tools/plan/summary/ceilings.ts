/** The ceilings of pools, teams and the cluster. */
import { hourMs } from "../../../capacity/cron/zone";
import { type Ceiling, poolCeiling } from "../../../capacity/nodePool/ceiling";
import { type CeilingPart, type CeilingSum, sumCeilings } from "../../../capacity/nodePool/ceilingSum";
import { poolSelection } from "../../../capacity/nodePool/selection";
import { labelsOf, limitsOf, templateOf } from "../../../capacity/nodePool/spec";
import { teamKey } from "../../../capacity/tenancy/labels";
import { shown, type Value } from "../engine/property";
import type { RegisteredResource } from "../engine/resource";
import { nodePoolInputs, warmCapacityInputs } from "./componentInputs";
import { type ConfigPlace, type ConfigPlaces, noPlaces } from "./configPlace";
import { metadataOf, namespaceType, nodePoolType } from "./kubernetesObject";
import { type PlannedMaintenance, plannedMaintenance } from "./maintenance";
import { type PlannedWarm, plannedWarm } from "./warm";

/** A NodePool with what is computed of it, and where the config says it. */
export interface PlannedPool extends ConfigPlace {
  readonly name: string;
  readonly ceiling: Ceiling;
  /** Absent without warm capacity. */
  readonly warm?: PlannedWarm;
  /** Absent when nodes may be replaced at any time. */
  readonly maintenance?: PlannedMaintenance;
}

/** The ceilings of several pools together. */
export interface PlannedCeiling extends Ceiling {
  /** For each figure that is null the pools or teams that it is null for. */
  readonly nullFor: CeilingSum["unbounded"];
}

/** A team with the pools that its label names as its own. */
export interface PlannedTeam {
  readonly name: string;
  readonly pools: readonly PlannedPool[];
  /** Pools of the platform that the team may use, by name; their ceilings are the cluster's. */
  readonly sharedPools: readonly string[];
  /** Of its own pools together. */
  readonly ceiling: PlannedCeiling;
}

export interface PlannedCluster {
  readonly ceiling: PlannedCeiling;
  /** Pools of the platform that teams share. */
  readonly sharedPools: readonly PlannedPool[];
}

/** How many pools there are: those of teams, and those that teams share. */
export function poolCount({
  teams,
  cluster,
}: {
  readonly teams: readonly PlannedTeam[];
  readonly cluster: PlannedCluster;
}): number {
  return teams.reduce((sum, { pools }) => sum + pools.length, cluster.sharedPools.length);
}

function ceilingOf(spec: Value, region: string): Ceiling {
  return poolCeiling({ ...poolSelection(templateOf(spec), region), limits: limitsOf(spec) });
}

function sumOf(parts: readonly CeilingPart[]): PlannedCeiling {
  const { unbounded, ...figures } = sumCeilings(parts);
  return { ...figures, nullFor: unbounded };
}

const byName = (a: { readonly name: string }, b: { readonly name: string }) =>
  a.name < b.name ? -1 : a.name > b.name ? 1 : 0;

/**
 * The ceilings of every registered pool, by team, and of the cluster. That of a team without pools of its own is 0.
 * @param atMs the weeks of warm capacity begin after this instant, in milliseconds since 1970
 */
export function ceilingSummary(
  resources: Iterable<RegisteredResource>,
  region: string,
  atMs: number,
  places: ConfigPlaces = noPlaces,
): { readonly teams: readonly PlannedTeam[]; readonly cluster: PlannedCluster } {
  const byTeam = new Map<string, PlannedPool[]>();
  const sharedPools: PlannedPool[] = [];
  // by the hour, so that pools with the same windows share what is computed for them
  const now = Math.floor(atMs / hourMs) * hourMs;
  const warmByPool = new Map(
    [...resources].flatMap((resource) => {
      const inputs = warmCapacityInputs(resource);
      return inputs === undefined ? [] : [[inputs.pool, inputs] as const];
    }),
  );
  const components = new Map(
    [...resources].flatMap((resource) => {
      const inputs = nodePoolInputs(resource);
      return inputs === undefined ? [] : [[resource.name, inputs] as const];
    }),
  );
  const poolsOf = (team: string): PlannedPool[] => {
    const pools = byTeam.get(team) ?? [];
    byTeam.set(team, pools);
    return pools;
  };
  for (const resource of resources) {
    const team = resource.type === namespaceType ? metadataOf(resource).labels[teamKey] : undefined;
    if (team !== undefined) poolsOf(team);
    if (resource.type !== nodePoolType) continue;
    const spec = shown(resource.inputs.spec ?? null);
    const owner = labelsOf(spec)[teamKey];
    const pools = owner === undefined ? sharedPools : poolsOf(owner);
    const name = metadataOf(resource).name;
    const warm = warmByPool.get(name);
    const maintenance = components.get(name)?.maintenance;
    pools.push({
      name,
      ...places.ofResource(resource.urn),
      ceiling: ceilingOf(spec, region),
      ...(warm === undefined ? {} : { warm: plannedWarm(warm, spec, region, now) }),
      ...(maintenance === undefined ? {} : { maintenance: plannedMaintenance(maintenance, spec, now) }),
    });
  }
  sharedPools.sort(byName);
  const mayUse = (team: string, pool: string) => {
    const list = components.get(pool)?.users ?? "all";
    return list === "all" || list.includes(team);
  };
  const teams = [...byTeam].map(([name, pools]) => ({
    name,
    pools: pools.sort(byName),
    sharedPools: sharedPools.map((pool) => pool.name).filter((pool) => mayUse(name, pool)),
    ceiling: sumOf(pools),
  }));
  teams.sort(byName);
  return { teams, cluster: { ceiling: sumOf([...teams, ...sharedPools]), sharedPools } };
}
