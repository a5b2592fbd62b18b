/** What the plan says beyond the resources: findings in the config, and what teams and the cluster can reach. */
import { resolve } from "node:path";
import { admittedTypes } from "../../capacity/admission";
import { type Ceiling, type CeilingSum, poolCeiling, sumCeilings } from "../../capacity/ceiling";
import { labelsOf, limitsOf, replicasOf, requirementsOf } from "../../capacity/nodePool";
import { checkStackConfig, type Finding } from "../../config";
import type { Project } from "./project";
import { isProperties, shown, type Value } from "./property";
import type { RegisteredResource } from "./resource";
import type { StackConfig } from "./stackConfig";

/** Type token of a Karpenter pool. */
const nodePoolType = "kubernetes:karpenter.sh/v1:NodePool";
/** Label of a pool's nodes that says whose they are; pools without it are the platform's. */
const teamLabel = "team";

export interface PlannedPool {
  readonly name: string;
  readonly ceiling: Ceiling;
}

export interface PlannedTeam {
  readonly name: string;
  readonly pools: readonly PlannedPool[];
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
const ownRoot = resolve(__dirname, "../..");

/** The findings of the stack's config, as the program itself will judge it. */
export function configFindings({ root, name }: Project, stack: string, config: StackConfig): readonly PlannedFinding[] {
  if (root !== ownRoot) return [];
  const { own, values, encrypted, secretKeys } = config;
  const prefix = `${name}:`;
  const { findings } = checkStackConfig(own, {
    project: name,
    stack,
    region: values.get("aws:region"),
    secretKeys: secretKeys.flatMap((key) => (key.startsWith(prefix) ? [key.slice(prefix.length)] : [])),
    encrypted,
  });
  return findings.map(({ rule: _, ...finding }) => finding);
}

function poolName({ inputs, name }: RegisteredResource): string {
  const metadata = isProperties(inputs.metadata) ? inputs.metadata : {};
  return typeof metadata.name === "string" ? metadata.name : name;
}

function ceilingOf(spec: Value, region: string): Ceiling {
  const { types } = admittedTypes(requirementsOf(spec), region);
  const replicas = replicasOf(spec);
  try {
    return poolCeiling({ limits: limitsOf(spec), ...(replicas === undefined ? {} : { replicas }), types, region });
  } catch (cause) {
    // a limit that is no quantity: the policies say so; here nothing bounds the pool
    if (!(cause instanceof RangeError)) throw cause;
    return poolCeiling({ types, region });
  }
}

const byName = (a: { readonly name: string }, b: { readonly name: string }) =>
  a.name < b.name ? -1 : a.name > b.name ? 1 : 0;

/** The ceilings of every registered pool, by team, and of the cluster as a whole. */
export function reckon(
  resources: Iterable<RegisteredResource>,
  region: string,
): { readonly teams: readonly PlannedTeam[]; readonly cluster: PlannedCluster } {
  const byTeam = new Map<string | undefined, PlannedPool[]>();
  for (const resource of resources) {
    if (resource.type !== nodePoolType) continue;
    const spec = shown(resource.inputs.spec ?? null);
    const team = labelsOf(spec)[teamLabel];
    const pools = byTeam.get(team) ?? [];
    byTeam.set(team, pools);
    pools.push({ name: poolName(resource), ceiling: ceilingOf(spec, region) });
  }
  const sharedPools = (byTeam.get(undefined) ?? []).sort(byName);
  byTeam.delete(undefined);
  const teams = [...byTeam].flatMap(([name, pools]) =>
    name === undefined ? [] : [{ name, pools: pools.sort(byName), ceiling: sumCeilings(pools) }],
  );
  teams.sort(byName);
  return { teams, cluster: { ceiling: sumCeilings([...teams, ...sharedPools]), sharedPools } };
}
