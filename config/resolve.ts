/**
 * From what a stack says to what the program makes: defaults filled in, a pool's keys laid over `poolDefaults`, node
 * classes joined, every name decided. Components take only these types.
 */
import type { Budget, Taint } from "../capacity/nodePool";
import { cpuText } from "../capacity/quantity";
import type { Requirement } from "../capacity/requirement";
import { pathText } from "./finding";
import { fitted, nameLimits } from "./names";
import { poolRequirements } from "./requirements";
import { type NodeClassConfig, resolveNodeClass } from "./resolveNodeClass";
import {
  type KedaConfig,
  type PlaceholdersConfig,
  resolveKeda,
  resolvePlaceholders,
  resolveWarm,
  type WarmConfig,
} from "./resolveWarm";
import type { AddonName } from "./schema/cluster";
import { type FeatureGate, featureGateDefaults } from "./schema/karpenter";
import type { NodeClassInput } from "./schema/nodeClass";
import type { CapacityType, PoolInput, PoolSettings, SharedPoolInput } from "./schema/pool";
import type { StackInput, TeamInput } from "./schema/stack";

/** What is known of the stack besides its config. */
export interface StackContext {
  readonly project: string;
  readonly stack: string;
  /** `aws:region`; undefined when the stack file does not name it. */
  readonly region?: string | undefined;
  /** Keys under the namespace (`teams`, `karpenter`) that hold an encrypted value somewhere inside. */
  readonly secretKeys?: readonly string[];
  /** The instant from which changes of clocks are looked for, in milliseconds. @default now */
  readonly now?: number | undefined;
}

/** Label on a team's nodes and namespaces, and key of the taint that keeps others off. */
export const teamKey = "team";
/** Taint key of a shared pool that only listed teams may use; its value is the pool's name. */
export const sharedPoolKey = "shared-pool";
/** Label and tag that say who answers for a thing. */
export const ownerKey = "owner";
/** Owner of shared pools. */
const platformOwner = "platform";

export interface CreatedNetwork {
  readonly kind: "created";
  readonly cidr: string;
  /** Zone names, or how many zones AWS's list shall give. */
  readonly zones: number | readonly string[];
  readonly zoneCount: number;
  readonly nat: "none" | "single" | "perZone";
  readonly interfaceEndpoints: readonly string[];
  readonly gatewayEndpoints: readonly string[];
  readonly secondaryCidr?: string | undefined;
  readonly flowLogs: boolean;
}
export interface ExistingNetwork {
  readonly kind: "existing";
  readonly vpcId: string;
  readonly privateSubnetIds: readonly string[];
}
export type NetworkConfig = CreatedNetwork | ExistingNetwork;

export interface AddonConfig {
  readonly name: AddonName;
  readonly version?: string | undefined;
}

export interface ClusterConfig {
  readonly name: string;
  readonly version: string;
  readonly support: "standard" | "extended";
  readonly publicCidrs: readonly string[];
  /** "create", "awsOwned" or a key's ARN. */
  readonly secretsKey: string;
  readonly logs: readonly string[];
  readonly deletionProtection: boolean;
  readonly serviceCidr?: string | undefined;
  readonly admins: readonly string[];
  /** In the order they are made. */
  readonly addons: readonly AddonConfig[];
  readonly prefixDelegation: boolean;
  readonly bootstrap:
    | { readonly capacity: "fargate" }
    | {
        readonly capacity: "nodeGroup";
        readonly instanceTypes: readonly string[];
        readonly nodes: number;
        readonly diskGiB: number;
      };
}

export interface KarpenterConfig {
  readonly version: string;
  readonly charts: { readonly karpenter: string; readonly "karpenter-crd": string };
  readonly identity: "podIdentity" | "irsa";
  readonly permissionsBoundary?: string | undefined;
  readonly featureGates: Readonly<Record<FeatureGate, boolean>>;
  readonly replicas: number;
  readonly resources: { readonly cpu: string; readonly memory: string };
  readonly interruption: boolean;
  readonly spotServiceLinkedRole: "existing" | "create";
  readonly values: Readonly<Record<string, unknown>>;
  /** Whether some of the values were encrypted in the stack file. */
  readonly valuesAreSecret: boolean;
  /** No way to IAM and the price list: Karpenter makes no instance profiles, so the program does. */
  readonly isolated: boolean;
}

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

export interface TeamConfig {
  readonly name: string;
  readonly owner: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly namespaces: readonly string[];
  readonly pools: readonly PoolConfig[];
  readonly path: string;
}

export interface StackConfig {
  readonly environment: "development" | "production";
  readonly region?: string | undefined;
  readonly tags: Readonly<Record<string, string>>;
  readonly network: NetworkConfig;
  readonly cluster: ClusterConfig;
  readonly karpenter: KarpenterConfig;
  /** Undefined when no pool has a window and nobody asked for it. */
  readonly keda?: KedaConfig | undefined;
  /** Undefined when no pool holds anything. */
  readonly placeholders?: PlaceholdersConfig | undefined;
  /** In alphabetical order, so that their order in the file changes nothing. */
  readonly teams: readonly TeamConfig[];
  readonly sharedPools: readonly PoolConfig[];
}

/** Services that nodes and Karpenter cannot do without when nothing leads out of the VPC (facts karpenter 6 #9). */
export const privateEndpointServices = ["ec2", "ecr.api", "ecr.dkr", "sts", "ssm", "sqs", "eks"] as const;

const builtInPool = {
  consolidationPolicy: "WhenEmptyOrUnderutilized",
  consolidateAfter: "1m",
  budgets: [{ nodes: "10%" }],
  expireAfter: "720h",
  terminationGracePeriod: "1h",
} as const;

/** Fills in everything that the stack leaves out. */
export function resolveStack(input: StackInput, context: StackContext): StackConfig {
  const production = input.environment === "production";
  const karpenter = resolveKarpenter(input, context);
  const network = resolveNetwork(input, production, karpenter.identity);
  const cluster = resolveCluster(input, context, production);
  const { secretKeys = [] } = context;
  const shared = { input, production, prefixDelegation: cluster.prefixDelegation, secretKeys };
  const teams = Object.entries(input.teams ?? {})
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, team]) => resolveTeam(name, team, shared));
  const sharedPools = (input.sharedPools ?? []).map((pool, index) => resolveSharedPool(pool, index, shared));
  const pools = [...teams.flatMap((team) => team.pools), ...sharedPools];
  const hasWindows = pools.some(({ warm }) => warm !== undefined && warm.windows.length > 0);
  const holds = pools.some(({ warm, smokeTest }) => warm !== undefined || smokeTest);
  return {
    environment: input.environment,
    region: context.region,
    tags: input.tags ?? {},
    network,
    cluster,
    karpenter: { ...karpenter, isolated: karpenter.isolated || (network.kind === "created" && network.nat === "none") },
    keda: hasWindows || input.keda?.install === "always" ? resolveKeda(input.keda) : undefined,
    placeholders: holds ? resolvePlaceholders(input.placeholders) : undefined,
    teams,
    sharedPools,
  };
}

function resolveNetwork(
  { network = {} }: StackInput,
  production: boolean,
  identity: KarpenterConfig["identity"],
): NetworkConfig {
  if (network.existing) return { kind: "existing", ...network.existing };
  const zones = network.zones ?? 3;
  const nat = network.nat ?? (production ? "perZone" : "single");
  const needed = [...privateEndpointServices, ...(identity === "podIdentity" ? ["eks-auth"] : [])];
  return {
    kind: "created",
    cidr: network.cidr ?? "10.0.0.0/16",
    zones,
    zoneCount: typeof zones === "number" ? zones : zones.length,
    nat,
    interfaceEndpoints: network.interfaceEndpoints ?? (nat === "none" ? needed : []),
    gatewayEndpoints: network.gatewayEndpoints ?? ["s3"],
    secondaryCidr: network.secondaryCidr,
    flowLogs: network.flowLogs ?? production,
  };
}

function resolveCluster({ cluster = {} }: StackInput, context: StackContext, production: boolean): ClusterConfig {
  const addons = cluster.addons ?? {};
  const ebs = addons["aws-ebs-csi-driver"];
  const bootstrap = cluster.bootstrap ?? {};
  return {
    name: cluster.name ?? fitted(`${context.project}-${context.stack}`, nameLimits.cluster),
    version: cluster.version ?? "1.35",
    support: cluster.support ?? "extended",
    publicCidrs: cluster.endpoint?.publicCidrs ?? [],
    secretsKey: cluster.secretsKey ?? "create",
    logs: cluster.logs ?? ["api", "audit", "authenticator"],
    deletionProtection: cluster.deletionProtection ?? production,
    serviceCidr: cluster.serviceCidr,
    admins: cluster.admins ?? [],
    addons: [
      { name: "vpc-cni", version: addons["vpc-cni"]?.version },
      { name: "kube-proxy", version: addons["kube-proxy"]?.version },
      { name: "eks-pod-identity-agent", version: addons["eks-pod-identity-agent"]?.version },
      { name: "coredns", version: addons.coredns?.version },
      ...(ebs?.enabled === false ? [] : [{ name: "aws-ebs-csi-driver" as const, version: ebs?.version }]),
    ],
    prefixDelegation: addons["vpc-cni"]?.prefixDelegation ?? true,
    bootstrap:
      bootstrap.capacity === "fargate"
        ? { capacity: "fargate" }
        : {
            capacity: "nodeGroup",
            instanceTypes: bootstrap.instanceTypes ?? ["m7g.large"],
            nodes: bootstrap.nodes ?? 2,
            diskGiB: bootstrap.diskGiB ?? 30,
          },
  };
}

function resolveKarpenter({ karpenter = {} }: StackInput, { secretKeys = [] }: StackContext): KarpenterConfig {
  const settings = karpenter.values?.settings;
  const isolated =
    typeof settings === "object" && settings !== null && "isolatedVPC" in settings && settings.isolatedVPC === true;
  return {
    version: karpenter.version ?? "1.14.1",
    charts: {
      karpenter: karpenter.charts?.karpenter ?? "oci://public.ecr.aws/karpenter/karpenter",
      "karpenter-crd": karpenter.charts?.["karpenter-crd"] ?? "oci://public.ecr.aws/karpenter/karpenter-crd",
    },
    identity: karpenter.identity ?? "podIdentity",
    permissionsBoundary: karpenter.permissionsBoundary,
    featureGates: { ...featureGateDefaults, ...definedOnly(karpenter.featureGates ?? {}) },
    replicas: karpenter.replicas ?? 2,
    resources: {
      cpu: karpenter.resources?.cpu === undefined ? "1" : cpuQuantity(karpenter.resources.cpu),
      memory: karpenter.resources?.memory ?? "1Gi",
    },
    interruption: karpenter.interruption ?? true,
    spotServiceLinkedRole: karpenter.spotServiceLinkedRole ?? "existing",
    values: karpenter.values ?? {},
    valuesAreSecret: secretKeys.includes("karpenter"),
    isolated,
  };
}

interface Shared {
  readonly input: StackInput;
  readonly production: boolean;
  readonly prefixDelegation: boolean;
  readonly secretKeys: readonly string[];
}

function resolveTeam(name: string, team: TeamInput, shared: Shared): TeamConfig {
  const path = pathText(["teams", name]);
  const owner = team.owner ?? name;
  const layers = [
    { input: team.nodeClass, path: `${path}.nodeClass` },
    { input: team.tags && { tags: team.tags }, path },
    { input: shared.input.nodeClassDefaults, path: "nodeClassDefaults" },
  ];
  const tags = { [teamKey]: name, [ownerKey]: owner };
  const pools = (team.pools ?? []).map((pool, index) => {
    const poolPath = `${path}.pools[${index}]`;
    const nodePoolName = `${name}-${pool.name}`;
    return resolvePool(pool, {
      shared,
      path: poolPath,
      nodePoolName,
      team: name,
      owner,
      users: [name],
      labels: { ...team.labels, [teamKey]: name },
      ownTaint: { key: teamKey, value: name, effect: "NoSchedule" },
      selector: { [teamKey]: name },
      nodeClass: nodeClassOf(pool.nodeClass, poolPath, layers, { team: name, pool: nodePoolName, tags, shared }),
    });
  });
  return { name, owner, labels: team.labels ?? {}, namespaces: team.namespaces ?? [name], pools, path };
}

function resolveSharedPool(pool: SharedPoolInput, index: number, shared: Shared): PoolConfig {
  const path = `sharedPools[${index}]`;
  const users = pool.teams ?? "all";
  const layers = [{ input: shared.input.nodeClassDefaults, path: "nodeClassDefaults" }];
  const tags = { [ownerKey]: platformOwner };
  return resolvePool(pool, {
    shared,
    path,
    nodePoolName: pool.name,
    team: undefined,
    owner: platformOwner,
    users,
    labels: { [sharedPoolKey]: pool.name },
    ownTaint: users === "all" ? undefined : { key: sharedPoolKey, value: pool.name, effect: "NoSchedule" },
    selector: { [sharedPoolKey]: pool.name },
    nodeClass: nodeClassOf(pool.nodeClass ?? {}, path, layers, { team: undefined, pool: pool.name, tags, shared }),
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
  const { production, prefixDelegation, secretKeys } = owner.shared;
  const name = overrides === undefined && owner.team !== undefined ? owner.team : owner.pool;
  const all = overrides === undefined ? layers : [{ input: overrides, path: `${poolPath}.nodeClass` }, ...layers];
  const stackTags = owner.shared.input.tags ?? {};
  return resolveNodeClass({
    name,
    layers: all,
    stackTags,
    ownTags: owner.tags,
    production,
    prefixDelegation,
    secretKeys,
  });
}

function resolvePool(
  pool: PoolInput | SharedPoolInput,
  own: {
    shared: Shared;
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
  const defaults = own.shared.input.poolDefaults ?? {};
  const written = definedOnly(pool);
  const settings: PoolSettings = { ...defaults, ...written };
  const disruption = { ...builtInPool, ...definedOnly(settings.disruption ?? {}) };
  const { ownTaint } = own;
  return {
    nodePoolName: own.nodePoolName,
    name: pool.name,
    team: own.team,
    owner: own.owner,
    users: own.users,
    weight: pool.weight,
    replicas: pool.replicas,
    capacityTypes: settings.capacityTypes ?? ["on-demand"],
    requirements: poolRequirements(settings, own.nodeClass.operatingSystem),
    taints: [...(ownTaint ? [ownTaint] : []), ...(settings.taints ?? [])],
    startupTaints: settings.startupTaints ?? [],
    labels: { ...settings.labels, ...own.labels, [ownerKey]: own.owner },
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

/** A CPU quantity as text: the API stores numbers as text, and the difference would show in every preview. */
function cpuQuantity(cpu: string | number): string {
  return typeof cpu === "number" ? cpuText(Math.ceil(cpu * 1000)) : cpu;
}

/** Without the keys whose value is undefined, so that a spread does not undo a default. */
function definedOnly<T extends object>(value: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, entry]) => entry !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
}
