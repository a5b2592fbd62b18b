/** A pool: its keys laid over `poolDefaults`, what is left out filled in. */

import type { Requirement } from "../../capacity/kubernetes/requirement";
import type { Budget, Taint } from "../../capacity/nodePool/spec";
import { ownerKey } from "../../capacity/tenancy/labels";
import type { CapacityType, PoolInput, PoolSettings, SharedPoolInput } from "../schema/pool";
import type { NodeClassConfig } from "./nodeClass";
import { poolRequirements } from "./requirements";
import { resolveWarm, type WarmConfig } from "./warm";
import { cpuQuantity, definedOnly } from "./written";

export interface Toleration {
  readonly key: string;
  readonly operator: "Equal";
  readonly value: string;
  readonly effect: string;
}

export interface PoolConfig {
  /** Name of the NodePool object: `<team>-<pool>`, or the shared pool's own name. */
  readonly nodePoolName: string;
  readonly name: string;
  /** Undefined for a shared pool. */
  readonly team?: string | undefined;
  /** Who answers for it: the team's owner, or the platform. */
  readonly owner: string;
  /** Teams that may use it. */
  readonly users: "all" | readonly string[];
  readonly weight?: number | undefined;
  readonly replicas?: number | undefined;
  readonly capacityTypes: readonly CapacityType[];
  readonly requirements: readonly Requirement[];
  readonly taints: readonly Taint[];
  readonly startupTaints: readonly Taint[];
  readonly labels: Readonly<Record<string, string>>;
  /** By Kubernetes resource name (`cpu`, `memory`, `nodes`, `nvidia.com/gpu`), quantities as text. */
  readonly limits: Readonly<Record<string, string>>;
  readonly consolidationPolicy: "WhenEmpty" | "WhenEmptyOrUnderutilized" | "Balanced";
  readonly consolidateAfter: string;
  readonly budgets: readonly Budget[];
  readonly expireAfter: string;
  readonly terminationGracePeriod: string;
  readonly nodeClass: NodeClassConfig;
  /** Undefined when nothing is held. */
  readonly warm?: WarmConfig | undefined;
  /** Nodes that the pool is held at for a while; counted in `warm.always`. */
  readonly pin?: number | undefined;
  readonly smokeTest: boolean;
  /** What a pod writes to land here. */
  readonly selector: Readonly<Record<string, string>>;
  readonly tolerations: readonly Toleration[];
  /** As written, without the defaults. */
  readonly written: PoolInput | SharedPoolInput;
  /** The settings as written, defaults laid under them. */
  readonly settings: PoolSettings;
  /** Path of the pool in the stack file. */
  readonly path: string;
  /** Path where the key is written: the pool's own, else the default's. */
  readonly pathOf: (key: string) => string;
}

const builtInPool = {
  consolidationPolicy: "WhenEmptyOrUnderutilized",
  consolidateAfter: "1m",
  budgets: [{ nodes: "10%" }],
  expireAfter: "720h",
  terminationGracePeriod: "1h",
} as const;

export function resolvePool(
  pool: PoolInput | SharedPoolInput,
  own: {
    defaults: PoolSettings;
    path: string;
    nodePoolName: string;
    team: string | undefined;
    owner: string;
    users: "all" | readonly string[];
    labels: Record<string, string>;
    ownTaint: Taint | undefined;
    selector: Record<string, string>;
    nodeClass: NodeClassConfig;
  },
): PoolConfig {
  const defaults = own.defaults;
  const written = definedOnly(pool);
  const settings: PoolSettings = { ...defaults, ...written };
  const disruption = { ...builtInPool, ...definedOnly(settings.disruption ?? {}) };
  const { ownTaint } = own;
  const labels = { ...settings.labels, ...own.labels, [ownerKey]: own.owner };
  return {
    nodePoolName: own.nodePoolName,
    name: pool.name,
    team: own.team,
    owner: own.owner,
    users: own.users,
    weight: pool.weight,
    replicas: pool.replicas,
    capacityTypes: settings.capacityTypes ?? ["on-demand"],
    requirements: poolRequirements(settings, own.nodeClass.operatingSystem, labels),
    taints: [...(ownTaint ? [ownTaint] : []), ...(settings.taints ?? [])],
    startupTaints: settings.startupTaints ?? [],
    labels,
    limits: limitQuantities(settings, pool.ceiling === true ? pool.pin : undefined),
    consolidationPolicy: disruption.consolidationPolicy,
    consolidateAfter: disruption.consolidateAfter,
    budgets: disruption.budgets,
    expireAfter: settings.expireAfter ?? builtInPool.expireAfter,
    terminationGracePeriod: settings.terminationGracePeriod ?? builtInPool.terminationGracePeriod,
    nodeClass: own.nodeClass,
    warm: resolveWarm(pool, own.nodePoolName, own.nodeClass),
    pin: pool.pin,
    smokeTest: pool.smokeTest ?? false,
    selector: own.selector,
    tolerations: ownTaint
      ? [{ key: ownTaint.key, operator: "Equal", value: ownTaint.value ?? "", effect: ownTaint.effect }]
      : [],
    written: pool,
    settings,
    path: own.path,
    pathOf: (key) =>
      !Object.hasOwn(written, key) && Object.hasOwn(defaults, key) ? `poolDefaults.${key}` : `${own.path}.${key}`,
  };
}

/** @param ceiling most nodes while the pool is pinned */
function limitQuantities({ limits = {} }: PoolSettings, ceiling: number | undefined): Record<string, string> {
  const nodes = Math.min(limits.nodes ?? Number.POSITIVE_INFINITY, ceiling ?? Number.POSITIVE_INFINITY);
  return {
    ...(limits.cpu === undefined ? {} : { cpu: cpuQuantity(limits.cpu) }),
    ...(limits.memory === undefined ? {} : { memory: limits.memory }),
    ...(Number.isFinite(nodes) ? { nodes: String(nodes) } : {}),
    ...(limits.gpu === undefined ? {} : { "nvidia.com/gpu": String(limits.gpu) }),
  };
}
