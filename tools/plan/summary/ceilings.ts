/** What the plan says beyond the resources: findings in the config, and what teams and the cluster can reach. */
import { resolve } from "node:path";
import { hourMs } from "../../../capacity/cron/zone";
import { type Ceiling, poolCeiling } from "../../../capacity/nodePool/ceiling";
import { type CeilingSum, sumCeilings } from "../../../capacity/nodePool/ceilingSum";
import { poolSelection } from "../../../capacity/nodePool/selection";
import { labelsOf, limitsOf, templateOf } from "../../../capacity/nodePool/spec";
import { teamKey } from "../../../capacity/tenancy/labels";
import { type Checked, checkStackConfig, type Finding } from "../../../config";
import { shown, type Value } from "../engine/property";
import type { RegisteredResource } from "../engine/resource";
import type { Project } from "../project/project";
import type { PulumiConfig } from "../project/pulumiConfig";
import { nodePoolInputs, warmCapacityInputs } from "./componentInputs";
import { metadataOf, namespaceType, nodePoolType } from "./kubernetesObject";
import { type PlannedWarm, plannedWarm } from "./warm";

export interface PlannedPool {
  readonly name: string;
  readonly ceiling: Ceiling;
  /** Absent when nothing is held ready. */
  readonly warm?: PlannedWarm;
}

export interface PlannedTeam {
  readonly name: string;
  readonly pools: readonly PlannedPool[];
  /** Pools of the platform that the team may use, by name; their ceilings are the cluster's. */
  readonly sharedPools: readonly string[];
  /** Of its own pools together. */
  readonly ceiling: CeilingSum;
}

export interface PlannedCluster {
  readonly ceiling: CeilingSum;
  /** Pools of the platform that teams share. */
  readonly sharedPools: readonly PlannedPool[];
}

/** A finding as reports carry it: without the name of the check. */
export type PlannedFinding = Omit<Finding, "rule">;

/** Root of this repository: the checks in config/ are about its own program, and about no other. */
const ownRoot = resolve(__dirname, "../../..");

/** The stack's config, as the program itself will judge it; undefined for another program than this repository's. */
export function checkedConfig({ root, name }: Project, stack: string, config: PulumiConfig): Checked | undefined {
  if (root !== ownRoot) return undefined;
  const { own, values, encrypted, secretKeys } = config;
  const prefix = `${name}:`;
  return checkStackConfig(own, {
    project: name,
    stack,
    region: values.get("aws:region"),
    secretKeys: secretKeys.flatMap((key) => (key.startsWith(prefix) ? [key.slice(prefix.length)] : [])),
    encrypted,
  });
}

/** What it finds. */
export function configFindings(project: Project, stack: string, config: PulumiConfig): readonly PlannedFinding[] {
  const findings = checkedConfig(project, stack, config)?.findings ?? [];
  return findings.map(({ rule: _, ...finding }) => finding);
}

function ceilingOf(spec: Value, region: string): Ceiling {
  return poolCeiling({ ...poolSelection(templateOf(spec), region), limits: limitsOf(spec) });
}

const byName = (a: { readonly name: string }, b: { readonly name: string }) =>
  a.name < b.name ? -1 : a.name > b.name ? 1 : 0;

/** The ceilings of every registered pool, by team, and of the cluster as a whole. A team without pools of its own reaches 0. */
export function reckon(
  resources: Iterable<RegisteredResource>,
  region: string,
): { readonly teams: readonly PlannedTeam[]; readonly cluster: PlannedCluster } {
  const byTeam = new Map<string, PlannedPool[]>();
  const sharedPools: PlannedPool[] = [];
  // by the hour, so that pools that keep the same hours share what is reckoned of them
  const now = Math.floor(Date.now() / hourMs) * hourMs;
  const held = new Map(
    [...resources].flatMap((resource) => {
      const inputs = warmCapacityInputs(resource);
      return inputs === undefined ? [] : [[inputs.pool, inputs] as const];
    }),
  );
  const users = new Map<string, "all" | readonly string[]>();
  const poolsOf = (team: string): PlannedPool[] => {
    const pools = byTeam.get(team) ?? [];
    byTeam.set(team, pools);
    return pools;
  };
  for (const resource of resources) {
    const team = resource.type === namespaceType ? metadataOf(resource).labels[teamKey] : undefined;
    if (team !== undefined) poolsOf(team);
    const component = nodePoolInputs(resource);
    if (component !== undefined) users.set(resource.name, component.users);
    if (resource.type !== nodePoolType) continue;
    const spec = shown(resource.inputs.spec ?? null);
    const owner = labelsOf(spec)[teamKey];
    const pools = owner === undefined ? sharedPools : poolsOf(owner);
    const name = metadataOf(resource).name;
    const warm = held.get(name);
    pools.push({
      name,
      ceiling: ceilingOf(spec, region),
      ...(warm === undefined ? {} : { warm: plannedWarm(warm, spec, region, now) }),
    });
  }
  sharedPools.sort(byName);
  const mayUse = (team: string, pool: string) => {
    const list = users.get(pool) ?? "all";
    return list === "all" || list.includes(team);
  };
  const teams = [...byTeam].map(([name, pools]) => ({
    name,
    pools: pools.sort(byName),
    sharedPools: sharedPools.map((pool) => pool.name).filter((pool) => mayUse(name, pool)),
    ceiling: sumCeilings(pools),
  }));
  teams.sort(byName);
  return { teams, cluster: { ceiling: sumCeilings([...teams, ...sharedPools]), sharedPools } };
}
