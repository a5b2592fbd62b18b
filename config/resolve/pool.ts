/** A pool: its keys laid over `poolDefaults`, defaults filled in. */

import { poolSelection } from "../../capacity/nodePool/selection";
import type { Taint } from "../../capacity/nodePool/spec";
import { ownerKey } from "../../capacity/tenancy/labels";
import { filled } from "../schema/frame/default";
import { entriesBeside } from "../schema/frame/further";
import { valueAt } from "../schema/frame/walk";
import {
  limitsSchema,
  type PoolInput,
  type PoolSettings,
  poolDefaultsSchema,
  poolSchema,
  type SharedPoolInput,
} from "../schema/pool";
import type { NodeClassConfig, PoolConfig } from "../stack";
import { poolRequirements } from "./requirements";
import { poolZones, resolveWarm, type StackZones } from "./warm";
import { cpuQuantity, definedOnly, laidOver } from "./written";

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
    ownTaint: (Taint & { readonly value: string }) | undefined;
    selector: Record<string, string>;
    nodeClass: NodeClassConfig;
    region: string | undefined;
    zones: StackZones;
  },
): PoolConfig {
  const defaults = own.defaults;
  const written = definedOnly(pool);
  const settings = laidOver<PoolSettings>(defaults, written, ["disruption", "instanceGenerations"]);
  const { capacityTypes, disruption, expireAfter, terminationGracePeriod } = filled(poolDefaultsSchema, settings);
  const { shape } = poolSchema;
  const hasCeiling = pool.ceiling ?? shape.ceiling.byDefault;
  const { ownTaint } = own;
  const labels = { ...settings.labels, ...own.labels, [ownerKey]: own.owner };
  const requirements = poolRequirements(settings, { maxPods: own.nodeClass.kubelet?.maxPods }, labels);
  const zones = () => poolZones(poolSelection({ requirements, labels }, own.region), own.zones);
  return {
    nodePoolName: own.nodePoolName,
    name: pool.name,
    team: own.team,
    owner: own.owner,
    users: own.users,
    weight: pool.weight,
    replicas: pool.replicas,
    capacityTypes,
    requirements,
    taints: [...(ownTaint ? [ownTaint] : []), ...(settings.taints ?? [])],
    startupTaints: settings.startupTaints ?? [],
    labels,
    annotations: settings.annotations ?? {},
    limits: limitQuantities(settings, hasCeiling ? pool.pin : undefined),
    ...disruption,
    maintenance: disruption.maintenance ?? [],
    expireAfter,
    terminationGracePeriod,
    nodeClass: own.nodeClass,
    warm: resolveWarm(pool, own.nodePoolName, own.nodeClass, zones),
    pin: pool.pin,
    smokeTest: pool.smokeTest ?? shape.smokeTest.byDefault,
    selector: own.selector,
    tolerations: ownTaint
      ? [{ key: ownTaint.key, operator: "Equal", value: ownTaint.value, effect: ownTaint.effect }]
      : [],
    written: pool,
    settings,
    path: own.path,
    pathOf: (key) => {
      const isIn = (layer: object) => valueAt(layer, key.split(".")) !== undefined;
      return !isIn(written) && isIn(defaults) ? `poolDefaults.${key}` : `${own.path}.${key}`;
    },
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
    ...Object.fromEntries(entriesBeside(limitsSchema, limits).map(([resource, most]) => [resource, String(most)])),
  };
}
