/** What the stack costs a month: as planned and at the ceilings, for the platform, for each team and in sum. */

import type { OwnPrices } from "../../../../capacity/ec2/ownPrices";
import { labelKeys } from "../../../../capacity/kubernetes/labels";
import {
  type MoneyLine,
  type MoneySum,
  monthHours,
  sumLines,
  sumOf,
  unpricedLine,
} from "../../../../capacity/money/line";
import { ceilingLines, type FilledPool, nodeLines } from "../../../../capacity/money/poolLines";
import { type NodeVolumes, nodeVolumes } from "../../../../capacity/money/volumes";
import { poolSelection } from "../../../../capacity/nodePool/selection";
import { limitsOf, replicasOf, templateOf } from "../../../../capacity/nodePool/spec";
import { teamKey } from "../../../../capacity/tenancy/labels";
import { weeksPerMonth } from "../../../../capacity/warm/cost";
import { priceRank } from "../../../../capacity/warm/demand";
import { member, shown, type Value } from "../../engine/property";
import type { RegisteredResource } from "../../engine/resource";
import type { PlannedCluster, PlannedPool, PlannedTeam } from "../ceilings";
import {
  capacityBufferType,
  metadataOf,
  namespaceOf,
  namespaceType,
  nodeClassType,
  nodePoolType,
} from "../kubernetesObject";
import { usualWeek } from "../warm";
import { controlPlaneType, type NotCounted, notCounted, platformLines } from "./platform";

/** Lines with their sum. */
export interface Bill extends MoneySum {
  readonly lines: readonly MoneyLine[];
}

/** What one part of the stack costs. */
export interface MoneyShare {
  /** What runs without any pod of a team: it is paid for from the first day. */
  readonly planned: Bill;
  /** The most, when every pool is at its limits all month; at on-demand prices, which bound spot. */
  readonly atCeilings: Bill;
}

/** What the stack costs in a month of 730 hours. */
export interface PlannedMoney {
  /** Of the prices. Pools in zones of another region have that region's. */
  readonly region: string;
  readonly currency: "USD";
  /** Day from which the month counts, in UTC: "2026-11-25". */
  readonly from: string;
  readonly hours: typeof monthHours;
  /** Control plane, network, bootstrap nodes, and the shared pools. */
  readonly platform: MoneyShare;
  /** By name. */
  readonly teams: readonly (MoneyShare & { readonly name: string })[];
  /** Platform and teams. At least so much: see `notKnown` and `notCounted`. */
  readonly planned: MoneySum;
  readonly atCeilings: MoneySum;
  /** What is paid for by use, which no plan knows. */
  readonly notCounted: readonly NotCounted[];
  readonly assumptions: readonly string[];
}

/** A finished summary, as far as money needs it. */
export interface MoneyInput {
  readonly resources: readonly RegisteredResource[];
  readonly teams: readonly PlannedTeam[];
  readonly cluster: PlannedCluster;
  readonly region: string;
  /** Start of the month, in milliseconds since 1970. */
  readonly now: number;
  /** The user's own prices; undefined without any. */
  readonly own?: OwnPrices | undefined;
}

const assumptions = [
  "list prices: no tax, free tier, credit, discount, Savings Plan or reserved instance",
  "planned: what runs without any pod of a team; nodes that pods ask for come on top, up to the ceilings",
  "a node type that may be chosen is the cheapest that fits; EKS takes the first type of a node group",
  "at the ceilings: every pool at its limits for all 730 hours, by list price, which bounds spot",
  "spot: the list price less the average saving of the 30 days before the date of AWS's Spot Instance Advisor",
] as const;

/** Said where a pool keeps room of a size. */
const spareNodes =
  "spare room: on the nodes that Karpenter likely makes of its placeholders at once; those that come one by one may get less";

/** Said where the stack makes no cluster. */
const othersPlatform =
  "the cluster exists already: its control plane, add-ons, own nodes and network are paid for by others and not counted";

/** What the stack costs a month. */
export function plannedMoney({ resources, teams, cluster, region, now, own }: MoneyInput): PlannedMoney {
  const pricedPool = pricedPools(resources, region, own);
  const lines = (pools: readonly PlannedPool[]) => {
    const priced = pools.flatMap((pool) => pricedPool(pool) ?? []);
    return {
      planned: priced.flatMap(({ pool, spec, filled }) => [...warmLines(pool, filled), ...staticLines(spec, filled)]),
      atCeilings: priced.flatMap(({ filled }) => ceilingLines(filled)),
    };
  };
  const fixed = platformLines(resources, region, now, own);
  const shared = lines(cluster.sharedPools);
  const platform = share([...fixed, ...shared.planned], [...fixed, ...shared.atCeilings]);
  const buffersOf = teamBuffers(resources);
  const allPools = [...teams.flatMap(({ pools }) => pools), ...cluster.sharedPools];
  const ofTeams = teams.map(({ name, pools }) => {
    const own = lines(pools);
    // at the ceilings they are among the nodes of a full pool
    return { name, ...share([...own.planned, ...buffersOf(name)], own.atCeilings) };
  });
  return {
    region,
    currency: "USD",
    from: new Date(now).toISOString().slice(0, 10),
    hours: monthHours,
    platform,
    teams: ofTeams,
    planned: sumOf([platform, ...ofTeams].map(({ planned }) => planned)),
    atCeilings: sumOf([platform, ...ofTeams].map(({ atCeilings }) => atCeilings)),
    notCounted: notCounted(resources, region),
    assumptions: [
      ...(resources.some(({ type }) => type === controlPlaneType) ? [] : [othersPlatform]),
      ...assumptions,
      ...(allPools.some(({ warm }) => warm?.mode === "headroom") ? [spareNodes] : []),
    ],
  };
}

/**
 * The buffers of each team, whose room is there without any pod of it: a virtual pod is as large as those of the template or
 * workload that the buffer names, which the cluster alone knows.
 */
function teamBuffers(resources: readonly RegisteredResource[]): (team: string) => readonly MoneyLine[] {
  const ofType = (wanted: string) => resources.filter(({ type }) => type === wanted);
  const teams = new Map(
    ofType(namespaceType).map((resource) => {
      const { name, labels } = metadataOf(resource);
      return [name, labels[teamKey]];
    }),
  );
  const lines = new Map<string, MoneyLine[]>();
  for (const resource of ofType(capacityBufferType)) {
    const team = teams.get(namespaceOf(resource));
    if (team === undefined) continue;
    const spec = shown(resource.inputs.spec ?? null);
    const item = { item: `nodes for CapacityBuffer ${metadataOf(resource).name}`, quantity: 1, unit: "buffers" };
    const of = member(spec, "podTemplateRef", "name") ?? member(spec, "scalableRef", "name");
    const line = unpricedLine(item, `how large the pods of ${String(of)} are, the cluster alone knows`);
    lines.set(team, [...(lines.get(team) ?? []), line]);
  }
  return (team) => lines.get(team) ?? [];
}

/** A pool with all that its bill is computed of. */
export interface BilledPool {
  readonly pool: PlannedPool;
  /** Of the NodePool. */
  readonly spec: Value;
  readonly filled: FilledPool;
}

/** What finds a planned pool's prices and volumes among the resources; undefined for a pool that is not among them. */
export function pricedPools(
  resources: readonly RegisteredResource[],
  region: string,
  own: OwnPrices | undefined,
): (pool: PlannedPool) => BilledPool | undefined {
  const specs = poolSpecs(resources);
  return (pool) => {
    const spec = specs.get(pool.name);
    if (spec === undefined) return undefined;
    return { pool, spec: spec.spec, filled: { ...filledPool(pool, spec, region), own } };
  };
}

function share(planned: readonly MoneyLine[], atCeilings: readonly MoneyLine[]): MoneyShare {
  const bill = (lines: readonly MoneyLine[]): Bill => ({ ...sumLines(lines), lines });
  return { planned: bill(planned), atCeilings: bill(atCeilings) };
}

/** A NodePool's spec and the volumes of its node class. */
interface PoolSpec {
  readonly spec: Value;
  readonly volumes: FilledPool["volumes"];
}

function poolSpecs(resources: readonly RegisteredResource[]): ReadonlyMap<string, PoolSpec> {
  const specOf = ({ inputs }: RegisteredResource) => shown(inputs.spec ?? null);
  const classes = new Map(
    resources
      .filter(({ type }) => type === nodeClassType)
      .map((resource) => [metadataOf(resource).name, volumesOf(specOf(resource))] as const),
  );
  return new Map(
    resources
      .filter(({ type }) => type === nodePoolType)
      .map((resource) => {
        const spec = specOf(resource);
        return [metadataOf(resource).name, { spec, volumes: classes.get(nodeClassOf(spec)) }] as const;
      }),
  );
}

function nodeClassOf(spec: Value): string {
  const name = member(spec, "template", "spec", "nodeClassRef", "name");
  return typeof name === "string" ? name : "";
}

function volumesOf(nodeClass: Value): FilledPool["volumes"] {
  const mappings = member(nodeClass, "blockDeviceMappings");
  const family = member(nodeClass, "amiFamily");
  return nodeVolumes({
    amiFamily: typeof family === "string" ? family : undefined,
    mappings: Array.isArray(mappings) ? (mappings as unknown as NodeVolumes["mappings"]) : undefined,
  });
}

function filledPool({ name, ceiling }: PlannedPool, { spec, volumes }: PoolSpec, stackRegion: string): FilledPool {
  const { allowed, types, region } = poolSelection(templateOf(spec), stackRegion);
  const capacityType = allowed.get(labelKeys.capacityType);
  const spot = capacityType !== undefined && !capacityType.complement && capacityType.values.has("spot");
  return { name, ceiling, region, spot, volumes, types, limits: limitsOf(spec) };
}

/** The nodes that warm capacity keeps, until they are gone after each window. */
function warmLines({ warm }: PlannedPool, pool: FilledPool): readonly MoneyLine[] {
  if (warm === undefined) return [];
  if (warm.nodeTypes.length === 0) {
    const item = { item: `warm nodes of pool ${pool.name}`, quantity: usualWeek(warm).nodeHours, unit: "hours a week" };
    return [unpricedLine(item, "no admitted type takes a placeholder")];
  }
  return warm.nodeTypes.flatMap(({ name, nodeHours, lateNodeHours, usdPerMonth }) => {
    const [nodes, ...volumes] = nodeLines(pool, "warm nodes", name, (nodeHours + (lateNodeHours ?? 0)) * weeksPerMonth);
    if (nodes === undefined) return [];
    // the amount of the warm capacity's own section, so that both say the same to the cent
    if (usdPerMonth !== null) return [{ ...nodes, usdPerMonth }, ...volumes];
    if (nodes.usdPerMonth === null) return [nodes, ...volumes];
    // their number is not known when they stay after a window: no amount of any kind is
    const { spot, own, ...without } = nodes;
    const reason = warm.cost?.reason ?? "how long nodes stay is not known";
    return [{ ...without, usdPerMonth, reason }, ...volumes];
  });
}

/** The nodes of a static pool, which are always there. */
function staticLines(spec: Value, pool: FilledPool): readonly MoneyLine[] {
  const replicas = replicasOf(spec);
  if (replicas === undefined || replicas === 0) return [];
  const [cheapest] = [...pool.types].sort((a, b) => priceRank(a, pool.region) - priceRank(b, pool.region));
  return cheapest === undefined ? [] : nodeLines(pool, "nodes", cheapest.type, replicas * monthHours);
}
