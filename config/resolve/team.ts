/** What a team's namespaces get besides pools: quotas, access, and the settings of `teamDefaults`. */
import type { NodeSettings } from "../../capacity/ec2/allocatable";
import { parseLimits } from "../../capacity/nodePool/limits";
import { type PodCapacity, poolPodCapacity, sumPodCapacities } from "../../capacity/nodePool/podCapacity";
import { poolSelection } from "../../capacity/nodePool/selection";
import { cpuMillis, cpuText, memoryBytes } from "../../capacity/units/quantity";
import type {
  AccessLevel,
  Isolation,
  NetworkPolicyChoice,
  PodSecurityLevel,
  QuotaInput,
  TeamInput,
  TeamSettings,
} from "../schema/team";
import type { PoolConfig } from "./pool";

/** A ResourceQuota's `hard`: resource to quantity. */
export type Quota = Readonly<Record<string, string>>;

/** What a team has besides its name, its namespaces and its pools. */
export interface TeamSurroundings {
  readonly isolation: Isolation;
  readonly podSecurity: PodSecurityLevel;
  readonly networkPolicy: {
    readonly choice: NetworkPolicyChoice;
    /** Namespaces and IPv4 ranges that may open connections to the team's pods. */
    readonly from: { readonly namespaces: readonly string[]; readonly cidrs: readonly string[] };
    /** IPv4 ranges that the team's pods may connect to; only with the choice `both`. */
    readonly to: { readonly cidrs: readonly string[] };
  };
  /** Requests of a container that states none. */
  readonly requests: { readonly cpu: string; readonly memory: string };
  /** By namespace; empty where nothing bounds the pools. */
  readonly quotas: Readonly<Record<string, Quota>>;
  /** IAM principals by level. */
  readonly access: Readonly<Record<AccessLevel, readonly string[]>>;
  /** Shared pools that the team may use, by name. */
  readonly sharedPools: readonly string[];
  /** Of the team's pools and the shared pools that it may use; null where nothing bounds them. */
  readonly podCapacity: PodCapacity;
  /** Path where a setting is written: the team's own, else the default's. */
  readonly pathOf: (key: keyof TeamSettings) => string;
}

const builtIn = {
  isolation: "enforced",
  podSecurity: "baseline",
  networkPolicy: "ingress",
  requests: { cpu: "100m", memory: "128Mi" },
} as const;

export interface TeamParts {
  readonly name: string;
  readonly path: string;
  readonly namespaces: readonly string[];
  readonly pools: readonly PoolConfig[];
  /** All of the stack's. */
  readonly sharedPools: readonly PoolConfig[];
  readonly defaults: TeamSettings;
  readonly region: string | undefined;
}

/** Isolation of a team, which its pools need before the rest of the team is resolved. */
export function isolationOf(team: TeamInput, defaults: TeamSettings): Isolation {
  return team.isolation ?? defaults.isolation ?? builtIn.isolation;
}

/** Shared pools that a team may use. */
export function openTo(team: string, sharedPools: readonly PoolConfig[]): readonly PoolConfig[] {
  return sharedPools.filter(({ users }) => users === "all" || users.includes(team));
}

/** Fills in what a team leaves out. */
export function resolveSurroundings(team: TeamInput, parts: TeamParts): TeamSurroundings {
  const { name, path, namespaces, pools, defaults, region } = parts;
  const shared = openTo(name, parts.sharedPools);
  const podCapacity = sumPodCapacities([...pools, ...shared].map((pool) => podCapacityOf(pool, region)));
  const requests = team.requests ?? defaults.requests ?? {};
  const from = team.allowIngress ?? defaults.allowIngress ?? {};
  return {
    isolation: isolationOf(team, defaults),
    podSecurity: team.podSecurity ?? defaults.podSecurity ?? builtIn.podSecurity,
    networkPolicy: {
      choice: team.networkPolicy ?? defaults.networkPolicy ?? builtIn.networkPolicy,
      from: { namespaces: from.namespaces ?? [], cidrs: from.cidrs ?? [] },
      to: { cidrs: (team.allowEgress ?? defaults.allowEgress)?.cidrs ?? [] },
    },
    requests: {
      cpu: requests.cpu ?? builtIn.requests.cpu,
      memory: requests.memory ?? builtIn.requests.memory,
    },
    quotas: quotasOf(namespaces, team.quotas ?? {}, podCapacity),
    access: {
      view: team.access?.view ?? [],
      edit: team.access?.edit ?? [],
      admin: team.access?.admin ?? [],
    },
    sharedPools: shared.map((pool) => pool.nodePoolName),
    podCapacity,
    pathOf: (key) =>
      team[key] === undefined && defaults[key] !== undefined ? `teamDefaults.${key}` : `${path}.${key}`,
  };
}

/** What a pool's pods may request when it is at its limits. */
function podCapacityOf(pool: PoolConfig, region: string | undefined): PodCapacity {
  const limits = parseLimits(pool.limits, pool.replicas);
  return poolPodCapacity({ ...poolSelection(pool, region), limits }, nodeSettings(pool));
}

/** What the pool's node class says of room for pods. */
export function nodeSettings({ nodeClass: { kubelet, amiFamily } }: PoolConfig): NodeSettings {
  const maxPods = kubelet?.maxPods;
  return { ...(maxPods === undefined ? {} : { maxPods }), bottlerocket: amiFamily === "Bottlerocket" };
}

function quotasOf(
  namespaces: readonly string[],
  written: Readonly<Record<string, QuotaInput>>,
  podCapacity: PodCapacity,
): Readonly<Record<string, Quota>> {
  const [only, ...others] = namespaces;
  return Object.fromEntries(
    namespaces.flatMap((namespace) => {
      const share = written[namespace];
      if (share === undefined && (namespace !== only || others.length > 0)) return [];
      const quota = quotaOf(share, podCapacity);
      return Object.keys(quota).length === 0 ? [] : [[namespace, quota] as const];
    }),
  );
}

/** A namespace's share as written; without one, all of the pod capacity. */
function quotaOf(share: QuotaInput | undefined, { cpuMillis: cpu, memoryMiB, gpu }: PodCapacity): Quota {
  const gpus = share?.gpu ?? gpu;
  return {
    ...(share !== undefined
      ? { "requests.cpu": cpuText(shareMillis(share)), "requests.memory": share.memory }
      : {
          ...(cpu === null ? {} : { "requests.cpu": cpuText(cpu) }),
          ...(memoryMiB === null ? {} : { "requests.memory": `${memoryMiB}Mi` }),
        }),
    ...(gpus === null ? {} : { "requests.nvidia.com/gpu": String(gpus) }),
  };
}

/** CPU of a share in millicores. */
export function shareMillis({ cpu }: QuotaInput): number {
  return typeof cpu === "number" ? Math.ceil(cpu * 1000) : cpuMillis(cpu);
}

/** Memory of a share in MiB. */
export function shareMiB({ memory }: QuotaInput): number {
  return memoryBytes(memory) / 2 ** 20;
}
