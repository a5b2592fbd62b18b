/** From a stack to the manifests of its pools and back by migration: what must be the same, and what the report must tell. Not a test. */
import { deepEqual, ok } from "node:assert/strict";
import { stringify } from "yaml";
import { labelKeys } from "../../../capacity/kubernetes/labels";
import { parseLimits } from "../../../capacity/nodePool/limits";
import { poolSelection } from "../../../capacity/nodePool/selection";
import { sharedPoolKey } from "../../../capacity/tenancy/labels";
import { recordOf } from "../../../capacity/units/fields";
import { nodeClassSpec } from "../../../components/nodePool/nodeClass";
import { nodePoolSpec } from "../../../components/nodePool/nodePool";
import { checkStackConfig, type PoolConfig, type StackConfig } from "../../../config";
import { type Migration, migrate } from "../../../tools/migrate/migrate";
import { context, type RawConfig } from "../../config/arbitraries";
import { root } from "../../support/plans";

/** What of a node class is the cluster's: no config says it, and the report tells so. */
const ofCluster = {
  role: "KarpenterNodeRole-demo",
  subnetSelectorTerms: [{ id: "subnet-0123456789abcdef0" }],
} as const;

function allPools({ teams, sharedPools }: StackConfig): readonly PoolConfig[] {
  return [...teams.flatMap(({ pools }) => pools), ...sharedPools];
}

/** The objects of the pools and of their node classes as `kubectl apply` takes them. */
function manifests(pools: readonly PoolConfig[]): string {
  const classes = new Map(pools.map(({ nodeClass }) => [nodeClass.name, nodeClass]));
  const objects = [
    ...pools.map((pool) => ({
      apiVersion: "karpenter.sh/v1",
      kind: "NodePool",
      metadata: { name: pool.nodePoolName, labels: { ...pool.selector, owner: pool.owner } },
      spec: nodePoolSpec(pool),
    })),
    ...[...classes.values()].map((nodeClass) => ({
      apiVersion: "karpenter.k8s.aws/v1",
      kind: "EC2NodeClass",
      metadata: { name: nodeClass.name },
      spec: {
        ...nodeClassSpec(nodeClass),
        ...ofCluster,
        securityGroupSelectorTerms: [
          { tags: { "aws:eks:cluster-name": "demo" } },
          ...nodeClass.securityGroupIds.map((id) => ({ id })),
        ],
      },
    })),
  ];
  return objects.map((object) => stringify(object, { version: "1.1", aliasDuplicateObjects: false })).join("---\n");
}

/** The stack around the pools, with what was migrated in their place. */
function resolved(
  { environment, tags, network, karpenter, cluster }: RawConfig,
  { config }: Migration,
  region: string,
): StackConfig {
  const { version, addons, existing } = recordOf(cluster);
  // of an existing cluster it is EKS's own default
  const { prefixDelegation = existing === undefined ? undefined : false } = recordOf(recordOf(addons)["vpc-cni"]);
  const around = {
    ...{ environment, network, karpenter },
    ...(tags === undefined ? {} : { tags }),
    cluster: {
      ...(version === undefined ? {} : { version }),
      ...(prefixDelegation === undefined ? {} : { addons: { "vpc-cni": { prefixDelegation } } }),
    },
  };
  const { environment: _, karpenter: __, ...made } = config;
  const given = Object.entries({ ...around, ...made }).filter(([, value]) => value !== undefined);
  const checked = checkStackConfig(Object.fromEntries(given), { ...context, region });
  const errors = checked.findings.filter(({ level }) => level === "error");
  ok(checked.config !== undefined, JSON.stringify(errors));
  return checked.config;
}

/** Keys that each type has: to ask only that they exist asks for nothing. */
const everyTypeHas: readonly string[] = [
  labelKeys.instanceCategory,
  labelKeys.instanceGeneration,
  labelKeys.instanceHypervisor,
];

/** Without empty maps and lists below the top, which say nothing. */
function withoutEmpty(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(withoutEmpty);
  const kept = Object.entries(value).map(([key, inner]) => [key, withoutEmpty(inner)] as const);
  return Object.fromEntries(
    kept.filter(([, inner]) => typeof inner !== "object" || inner === null || Object.keys(inner).length > 0),
  );
}

/** What must be the same of a pool, in one form whichever way it is written. */
function meaning(pool: PoolConfig, region: string) {
  const spec = nodePoolSpec(pool);
  const { allowed, types } = poolSelection(pool, region);
  const choices = [...allowed].filter(
    ([key, { complement, values, gte, lte, minValues }]) =>
      !(
        everyTypeHas.includes(key) &&
        complement &&
        values.size === 0 &&
        [gte, lte, minValues].every((one) => one === undefined)
      ),
  );
  return {
    name: pool.nodePoolName,
    types: types.map(({ type }) => type),
    allowed: choices
      .map(([key, { values, ...rest }]) => ({ key, values: [...values].sort(), ...rest }))
      .sort((a, b) => (a.key < b.key ? -1 : 1)),
    labels: Object.entries(pool.labels).sort(),
    annotations: pool.annotations,
    taints: pool.taints,
    startupTaints: pool.startupTaints,
    limits: parseLimits(pool.limits).map(({ resource, amount }) => [resource, amount]),
    otherLimits: Object.keys(pool.limits).sort(),
    weight: pool.weight,
    replicas: pool.replicas,
    expireAfter: pool.expireAfter,
    disruption: pool.replicas === undefined ? spec.disruption : undefined,
    nodeClass: withoutEmpty(nodeClassSpec({ ...pool.nodeClass, tags: {} })),
    tags: Object.entries(pool.nodeClass.tags).sort(),
    securityGroupIds: pool.nodeClass.securityGroupIds,
  };
}

const byName = (a: PoolConfig, b: PoolConfig) => (a.nodePoolName < b.nodePoolName ? -1 : 1);

/** The program's own taint of a shared pool, which only listed teams may use. */
const isOwnTaint = (pool: PoolConfig) => (taint: PoolConfig["taints"][number]) =>
  pool.team === undefined && taint.key === sharedPoolKey && taint.value === pool.nodePoolName;

/**
 * What the manifests cannot say, as the report must: the cluster's part of each node class, and to whom a shared pool is open
 * where no team of the input is there to be listed.
 */
function unsaid(pools: readonly PoolConfig[]): readonly string[] {
  const classes = new Set(pools.map(({ nodeClass }) => nodeClass.name)).size;
  const ofClasses = ["spec.role", "spec.securityGroupSelectorTerms[0]", "spec.subnetSelectorTerms"];
  const taints = pools.some(({ team }) => team !== undefined)
    ? []
    : pools.flatMap((pool) => {
        const index = pool.taints.findIndex(isOwnTaint(pool));
        return index < 0 ? [] : [`spec.template.spec.taints[${index}]`];
      });
  return [...ofClasses.flatMap((path) => Array<string>(classes).fill(path)), ...taints].sort();
}

/** What the pools mean but for {@link unsaid}. */
function sayable(pools: readonly PoolConfig[], region: string) {
  const hasTeams = pools.some(({ team }) => team !== undefined);
  return pools.map((pool) => ({
    ...meaning(pool, region),
    taints: hasTeams ? pool.taints : pool.taints.filter((taint) => !isOwnTaint(pool)(taint)),
  }));
}

/**
 * Renders the pools of a stack to manifests, migrates these, and compares what both resolve to; a difference that the report does
 * not tell of fails.
 * @returns how many pools there were
 */
export function checkRoundTrip(config: RawConfig, region: string = context.region): number {
  const { config: stack } = checkStackConfig(config, { ...context, region, root });
  const before = [...allPools(stack!)].sort(byName);
  if (before.length === 0) return 0;
  const migration = migrate([{ file: "cluster.yaml", text: manifests(before) }], { region });
  const after = [...allPools(resolved(config, migration, region))].sort(byName);
  deepEqual(sayable(after, region), sayable(before, region));
  deepEqual(migration.lists.noEquivalent.map(({ from }) => from.path).sort(), unsaid(before));
  return before.length;
}
