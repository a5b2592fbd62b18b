/**
 * From what a stack says to what the program makes: defaults filled in, teams and pools joined with their node classes,
 * every name decided. The parts are resolved in files of their own.
 */
import type { TaintEffect } from "../../capacity/nodePool/spec";
import { ownerKey, sharedPoolKey, teamKey } from "../../capacity/tenancy/labels";
import { hasImageVolumes } from "../../capacity/warm/images";
import { pathText } from "../finding";
import { type Environment, filled } from "../schema/frame/default";
import type { NodeClassInput } from "../schema/nodeClass";
import { type SharedPoolInput, sharedPoolSchema } from "../schema/pool";
import { type StackInput, stackSchema } from "../schema/stack";
import { type Isolation, type TeamInput, teamSchema } from "../schema/team";
import type { NodeClassConfig, PoolConfig, StackConfig, StackContext, TeamConfig, TeamSource } from "../stack";
import { isAwsManagedKey } from "../values/kmsKey";
import { accountWideNames } from "../values/names";
import { compareVersions } from "../values/version";
import { resolveCapacityBuffer } from "./capacityBuffer";
import { clusterName, delegatesPrefixes, resolveCluster } from "./cluster";
import { resolveDevicePlugins } from "./devicePlugins";
import { resolveKarpenter } from "./karpenter";
import { resolveKeda } from "./keda";
import { resolveNetwork } from "./network";
import { resolveNodeClass } from "./nodeClass";
import { ownPriceOverlays } from "./ownPriceOverlays";
import { resolvePool } from "./pool";
import { resolveSurroundings, teamSettings } from "./team";
import { type StackZones, stackZones } from "./warm";

/** Owner of shared pools. */
const platformOwner = "platform";

/** First Kubernetes with MutatingAdmissionPolicy in v1 (KEP-3962); before, EKS has no switch for it. */
const mutatingPolicySince = "1.36";

/** Fills in everything that the stack leaves out. */
export function resolveStack(input: StackInput, context: StackContext): StackConfig {
  const { environment, tags, admission, placeholders, ...stack } = filled(stackSchema, input);
  const karpenter = resolveKarpenter(stack.karpenter, context, clusterName(stack.cluster, context));
  const network = resolveNetwork(stack.network, environment, {
    identity: karpenter.identity,
    zonalShift: stack.cluster.zonalShift,
    podIdentities: Object.values(stack.teams).some(({ podIdentities = [] }) => podIdentities.length > 0),
  });
  const { secretKeys = [], secretPaths = [], teamSources, region } = context;
  const prefixDelegation = delegatesPrefixes(stack.cluster);
  const { accountWideName } = karpenter;
  const shared = {
    ...{ input, environment, tags, prefixDelegation, secretKeys, secretPaths, teamSources, region },
    accountWideName,
    zones: stackZones(network, karpenter),
  };
  const sharedPools = stack.sharedPools.map((pool, index) => resolveSharedPool(pool, index, shared));
  const teams = Object.entries(stack.teams)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, team]) => resolveTeam(key, team, shared, sharedPools));
  const cluster = resolveCluster(stack.cluster, environment, context, teams);
  const pools = [...teams.flatMap((team) => team.pools), ...sharedPools];
  const hasWindows = pools.some(({ warm }) => warm !== undefined && warm.windows.length > 0);
  const hasPlaceholders = pools.some(({ warm, smokeTest }) => warm !== undefined || smokeTest);
  const runImages =
    !hasImageVolumes(cluster.version) && pools.some(({ warm }) => warm !== undefined && warm.images.length > 0);
  return {
    environment,
    region,
    tags,
    ownPrices: context.ownPrices,
    adopt: input.adopt ?? {},
    network,
    cluster,
    karpenter: {
      ...karpenter,
      isolated: karpenter.isolated || (network.kind === "created" && network.nat === "none"),
      amiParameters: amiParametersOf(pools),
      volumeKeys: volumeKeysOf(pools),
    },
    admission: {
      systemNamespaces: ["kube-system", ...admission.systemNamespaces],
      daemonSetNamespaces: admission.daemonSetNamespaces,
      systemPriorityNamespaces: admission.systemPriorityNamespaces,
      protectObjects: admission.protectObjects,
      externalIpCidrs: admission.externalIpCidrs,
      fillsIn: compareVersions(cluster.version, mutatingPolicySince) >= 0,
    },
    keda: resolveKeda(stack.keda, hasWindows),
    placeholders: hasPlaceholders ? { ...placeholders, runImages } : undefined,
    teams,
    sharedPools,
    nodeOverlays: stack.nodeOverlays,
    ownPriceOverlays: karpenter.featureGates.nodeOverlay ? ownPriceOverlays(context.ownPrices) : [],
    devicePlugins: resolveDevicePlugins(input.devicePlugins, pools),
  };
}

/** In alphabetical order, so that the order of teams and pools changes no policy. */
function amiParametersOf(pools: readonly PoolConfig[]): readonly string[] {
  const named = pools.flatMap(({ nodeClass }) =>
    (nodeClass.amiSelectorTerms ?? []).flatMap(({ ssmParameter }) =>
      ssmParameter === undefined ? [] : [ssmParameter],
    ),
  );
  return [...new Set(named)].sort();
}

/** In alphabetical order, as the parameters. */
function volumeKeysOf(pools: readonly PoolConfig[]): readonly string[] {
  const named = pools.flatMap(({ nodeClass }) => (nodeClass.disks ?? []).flatMap(({ kmsKeyId }) => kmsKeyId ?? []));
  return [...new Set(named.filter((key) => !isAwsManagedKey(key)))].sort();
}

/** What every team and pool takes from the stack. */
interface Shared {
  readonly input: StackInput;
  readonly environment: Environment;
  readonly tags: Readonly<Record<string, string>>;
  readonly prefixDelegation: boolean;
  readonly secretKeys: readonly string[];
  readonly secretPaths: readonly string[];
  readonly teamSources: ReadonlyMap<string, TeamSource> | undefined;
  readonly region: string | undefined;
  /** See KarpenterConfig. */
  readonly accountWideName: string;
  readonly zones: StackZones;
}

/** Effect of the taint on a team's nodes. */
const taintEffects: Readonly<Record<Isolation, TaintEffect | undefined>> = {
  enforced: "NoSchedule",
  prefer: "PreferNoSchedule",
  none: undefined,
};

/** The name that stays with what is made, however often the key in the stack file changes. */
function keptName(name: string, formerNames: readonly string[] = []): string {
  return formerNames[0] ?? name;
}

function resolveTeam(key: string, team: TeamInput, shared: Shared, sharedPools: readonly PoolConfig[]): TeamConfig {
  const name = keptName(key, team.formerNames);
  const defaults = shared.input.teamDefaults ?? {};
  const effect = taintEffects[teamSettings(team, defaults).isolation];
  const { shape } = teamSchema;
  const namespaces = team.namespaces ?? shape.namespaces.defaultFor(name);
  const path = pathText(["teams", key]);
  const owner = team.owner ?? shape.owner.defaultFor(name);
  const layers = [
    { input: team.nodeClass, path: `${path}.nodeClass` },
    { input: team.tags && { tags: team.tags }, path },
    { input: shared.input.nodeClassDefaults, path: "nodeClassDefaults" },
  ];
  const tags = { [teamKey]: name, [ownerKey]: owner };
  const pools = (team.pools ?? shape.pools.byDefault).map((pool, index) => {
    const poolPath = `${path}.pools[${index}]`;
    const nodePoolName = `${name}-${keptName(pool.name, pool.formerNames)}`;
    return resolvePool(pool, {
      defaults: shared.input.poolDefaults ?? {},
      path: poolPath,
      nodePoolName,
      team: name,
      owner,
      users: [name],
      labels: { ...team.labels, [teamKey]: name },
      ownTaint: effect === undefined ? undefined : { key: teamKey, value: name, effect },
      selector: { [teamKey]: name },
      nodeClass: nodeClassOf(pool.nodeClass, poolPath, layers, { team: name, pool: nodePoolName, tags, shared }),
      region: shared.region,
      zones: shared.zones,
    });
  });
  const parts = { name, path, namespaces, pools, sharedPools, defaults, region: shared.region };
  const capacityBuffers = (team.capacityBuffers ?? shape.capacityBuffers.byDefault).map((buffer) =>
    resolveCapacityBuffer(buffer, namespaces[0]!),
  );
  const podIdentities = (team.podIdentities ?? shape.podIdentities.byDefault).map((identity) => {
    const { namespace = namespaces[0]!, serviceAccount } = identity;
    const roleName = accountWideNames.podRole(shared.accountWideName, namespace, serviceAccount);
    return { ...identity, namespace, roleName };
  });
  const source = shared.teamSources?.get(key);
  return {
    ...{ name, key, formerNames: team.formerNames ?? [], protect: team.protect ?? shape.protect.byDefault },
    ...{ owner, labels: team.labels ?? {}, namespaces, pools, capacityBuffers, podIdentities, path, source },
    ...resolveSurroundings(team, parts),
  };
}

function resolveSharedPool(pool: SharedPoolInput, index: number, shared: Shared): PoolConfig {
  const path = `sharedPools[${index}]`;
  const name = keptName(pool.name, pool.formerNames);
  const keys = pool.teams ?? sharedPoolSchema.shape.teams.byDefault;
  const { teams = {} } = shared.input;
  const users =
    keys === "all"
      ? keys
      : keys.map((key) => keptName(key, Object.hasOwn(teams, key) ? teams[key]?.formerNames : undefined));
  const layers = [{ input: shared.input.nodeClassDefaults, path: "nodeClassDefaults" }];
  const tags = { [ownerKey]: platformOwner };
  return resolvePool(pool, {
    defaults: shared.input.poolDefaults ?? {},
    path,
    nodePoolName: name,
    team: undefined,
    owner: platformOwner,
    users,
    labels: { [sharedPoolKey]: name },
    ownTaint: users === "all" ? undefined : { key: sharedPoolKey, value: name, effect: "NoSchedule" },
    selector: { [sharedPoolKey]: name },
    nodeClass: nodeClassOf(pool.nodeClass ?? {}, path, layers, { team: undefined, pool: name, tags, shared }),
    region: shared.region,
    zones: shared.zones,
  });
}

interface Layer {
  readonly input: NodeClassInput | undefined;
  readonly path: string;
}

/** A pool with overrides, and each shared pool, has a node class of its own; a team's other pools share the team's. */
function nodeClassOf(
  overrides: NodeClassInput | undefined,
  poolPath: string,
  layers: readonly Layer[],
  owner: { team: string | undefined; pool: string; tags: Readonly<Record<string, string>>; shared: Shared },
): NodeClassConfig {
  const { environment, tags: stackTags, prefixDelegation, secretKeys, secretPaths } = owner.shared;
  const name = overrides === undefined && owner.team !== undefined ? owner.team : owner.pool;
  const all = overrides === undefined ? layers : [{ input: overrides, path: `${poolPath}.nodeClass` }, ...layers];
  return resolveNodeClass({
    name,
    layers: all,
    stackTags,
    ownTags: owner.tags,
    environment,
    prefixDelegation,
    secretKeys,
    secretPaths,
  });
}
