/** What a team's namespaces get besides pools: quotas, access, and the settings of `teamDefaults`. */
import { parseLimits } from "../../capacity/nodePool/limits";
import { type PodCapacity, poolPodCapacity, sumPodCapacities } from "../../capacity/nodePool/podCapacity";
import { poolSelection } from "../../capacity/nodePool/selection";
import { cpuMillis, cpuText, memoryBytes } from "../../capacity/units/quantity";
import { type Filled, filled } from "../schema/frame/default";
import { entriesBeside } from "../schema/frame/further";
import { type ObjectQuota, objectQuotaSchema, unlimited } from "../schema/objectQuota";
import { type QuotaInput, quotaSchema, type TeamInput, type TeamSettings, teamDefaultsSchema } from "../schema/team";
import type { PoolConfig, Quota, TeamSurroundings } from "../stack";
import { nodeSettings } from "./nodeSettings";
import { definedOnly } from "./written";

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

/** Settings of a team, `teamDefaults` laid under them and the defaults of the schema filled in. */
export function teamSettings(team: TeamInput, defaults: TeamSettings): Filled<typeof teamDefaultsSchema> {
  return filled(teamDefaultsSchema, { ...definedOnly(defaults), ...definedOnly(team) });
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
  const settings = teamSettings(team, defaults);
  const { isolation, podSecurity, networkPolicy, allowIngress, allowEgress, requests, minRequests } = settings;
  return {
    isolation,
    podSecurity,
    networkPolicy: {
      choice: networkPolicy,
      from: { namespaces: allowIngress?.namespaces ?? [], cidrs: allowIngress?.cidrs ?? [] },
      to: { cidrs: allowEgress?.cidrs ?? [] },
    },
    requests,
    minRequests,
    quotas: quotasOf(namespaces, team.quotas ?? {}, podCapacity, objectQuotaOf(settings.objectQuota, podCapacity)),
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
  return poolPodCapacity({ ...poolSelection(pool, region), limits }, nodeSettings(pool.nodeClass));
}

function quotasOf(
  namespaces: readonly string[],
  written: Readonly<Record<string, QuotaInput>>,
  podCapacity: PodCapacity,
  objects: Quota,
): Readonly<Record<string, Quota>> {
  const [only, ...others] = namespaces;
  return Object.fromEntries(
    namespaces.flatMap((namespace) => {
      const share = Object.hasOwn(written, namespace) ? written[namespace] : undefined;
      if (share === undefined && (namespace !== only || others.length > 0)) return [];
      const quota = { ...quotaOf(share, podCapacity), ...objects };
      return Object.keys(quota).length === 0 ? [] : [[namespace, quota] as const];
    }),
  );
}

/** What each namespace may have besides, by Kubernetes' names; what is unlimited stays out. */
function objectQuotaOf(written: ObjectQuota, { pods }: PodCapacity): Quota {
  const most = {
    pods: written.pods ?? objectQuotaSchema.shape.pods.defaultFor(pods),
    "services.loadbalancers": written.loadBalancers,
    "services.nodeports": written.nodePorts,
    "requests.storage": written.storage,
  };
  return Object.fromEntries(
    Object.entries(most).flatMap(([resource, amount]) => (amount === unlimited ? [] : [[resource, String(amount)]])),
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
    ...Object.fromEntries(
      entriesBeside(quotaSchema, share).map(([resource, most]) => [`requests.${resource}`, String(most)]),
    ),
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
