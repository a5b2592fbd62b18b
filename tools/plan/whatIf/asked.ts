/** A what-if with what the stack has: its team, namespace, pools, and what admission says of its pods. */
import { labelKeys, normalizedKey } from "../../../capacity/kubernetes/labels";
import type { Requirement } from "../../../capacity/kubernetes/requirement";
import { parseLimits } from "../../../capacity/nodePool/limits";
import { regionOfZone } from "../../../capacity/nodePool/region";
import {
  type IsolationRule,
  type PodNamespace,
  type PodToleration,
  refusals,
  systemPriorityPrefix,
} from "../../../capacity/tenancy/isolation";
import { placeholderPriority, sharedPoolKey, teamKey } from "../../../capacity/tenancy/labels";
import { cpuMillis, cpuText, memoryBytes } from "../../../capacity/units/quantity";
import type { AskedPool, WhatIf } from "../../../capacity/whatIf/answer";
import type { AddonDaemonSets } from "../../../capacity/whatIf/daemonSets";
import { addShares } from "../../../capacity/whatIf/daemonSets";
import type { PodConstraints } from "../../../capacity/whatIf/match";
import type { Pods } from "../../../capacity/whatIf/pods";
import type { WhatIfPool } from "../../../capacity/whatIf/pool";
import { countedBy, nothingCounted } from "../../../capacity/whatIf/quota";
import { nodeSettings, nodeZones, openTo, type PoolConfig, type StackConfig, type TeamConfig } from "../../../config";
import { countedReplicas } from "./counted";
import type { ParsedWhatIf } from "./grammar/parse";
import { mistaken, type Word } from "./grammar/words";
import { type Minute, minuteOf, zoneOf } from "./minute";

/** What what-ifs are asked of. */
export interface Asking {
  readonly stack: StackConfig;
  /** `aws:region`, or the plan's default. */
  readonly region: string;
  /** Of the cluster's add-ons. */
  readonly daemonSets: AddonDaemonSets;
  /** Of a namespace as it is planned. */
  readonly labelsOf: (namespace: string) => Readonly<Record<string, string>>;
  /** Whether the admission policy that keeps teams apart is planned. */
  readonly guarded: boolean;
  /** Weeks begin after this instant, in milliseconds since 1970. */
  readonly now: number;
}

/** A what-if that can be answered. */
export interface AskedWhatIf {
  readonly written: ParsedWhatIf;
  readonly whatIf: WhatIf;
  readonly team: TeamConfig;
  readonly namespace: string;
  readonly minute: Minute | undefined;
  /** That the pods may run on, in the order of the file. */
  readonly pools: readonly PoolConfig[];
}

/** @throws UsageError for a team, namespace, pool or time that there is not */
export function askedWhatIf(written: ParsedWhatIf, asking: Asking): AskedWhatIf {
  const { stack, now } = asking;
  const team = teamOf(written, stack);
  const namespace = namespaceOf(written, team);
  const named = namedPool(written);
  const shared = openTo(team.name, stack.sharedPools);
  const pools = named === undefined ? unnamedPools(written, team, shared) : [poolNamed(written, named, team, stack)];
  const zone = zoneOf([...pools, ...team.pools]);
  const minute = written.at && minuteOf(written.at, zone, now);
  if (written.at !== undefined && minute === undefined)
    throw mistaken(written, {
      at: written.text.length,
      value: "",
      message: `that minute is skipped in ${written.at.timezone ?? zone}: clocks go forward`,
    });
  const pods = podsOf(written, team);
  const priorityClassName = typeof written.priority === "string" ? written.priority : undefined;
  const podNamespace = {
    name: namespace,
    labels: asking.labelsOf(namespace),
    maySystemPriority: stack.admission.systemPriorityNamespaces.includes(namespace),
  };
  const askedOf = (pool: PoolConfig) => {
    const constraints = constraintsOn(pool, written, named !== undefined);
    const scheduling = {
      nodeSelector: { ...pool.selector, ...ownSelector(written) },
      tolerations: constraints.tolerations,
      ...(priorityClassName === undefined ? { priority: pods.priority } : { priorityClassName }),
    };
    const by = asking.guarded ? refusals(scheduling, podNamespace) : [];
    return {
      pool: whatIfPool(pool, written, asking, minute),
      constraints,
      admission: by.map((rule) => refusalText(rule, team, podNamespace)),
      refusals: zoneRefusals(written, pool, asking),
    };
  };
  const asked = pools.map(askedOf);
  const [first] = asked;
  const others = named === undefined && team.pools.length > 0 ? shared : [];
  return {
    written,
    team,
    namespace,
    minute,
    pools,
    whatIf: {
      pods,
      constraints: first?.constraints ?? { requirements: requirementsOf(written), tolerations: [] },
      namespace: namespaceQuota(team, namespace),
      // the pods of all these pools are written alike, so that admission says the same of them
      refusals: [...(first?.admission ?? []), ...rangeRefusals(pods, team)],
      pools: asked.map(({ pool, refusals }): AskedPool => ({ pool, refusals })),
      otherPools: others.map(askedOf).map(({ admission, refusals: other, ...rest }) => ({
        ...rest,
        refusals: [...admission, ...other],
      })),
    },
  };
}

function teamOf(written: ParsedWhatIf, { teams }: StackConfig): TeamConfig {
  const { team: word } = written;
  const found = teams.find(({ name, key }) => key === word.text || name === word.text);
  if (found !== undefined) return found;
  const allowed = teams.map(({ key }) => key);
  throw mistaken(written, { ...asMistake(word), message: "is not a team of the stack", allowed });
}

const asMistake = ({ text, at }: Word) => ({ at, value: text });

function namespaceOf(written: ParsedWhatIf, team: TeamConfig): string {
  const { namespace: word } = written;
  const [first = team.name] = team.namespaces;
  if (word === undefined) return first;
  if (team.namespaces.includes(word.text)) return word.text;
  throw mistaken(written, {
    ...asMistake(word),
    message: `is not a namespace of team ${team.key}`,
    allowed: team.namespaces,
  });
}

/** The pool that is named, by its own word or by the label that its nodes have. */
function namedPool({ pool, selectors }: ParsedWhatIf): Word | undefined {
  if (pool !== undefined) return pool;
  const selector = selectors.find(({ key }) => key === sharedPoolKey || key === labelKeys.nodePool);
  return selector === undefined ? undefined : { text: selector.value, at: selector.at };
}

function poolNamed(
  written: ParsedWhatIf,
  word: Word,
  team: TeamConfig,
  { teams, sharedPools }: StackConfig,
): PoolConfig {
  const all = [...team.pools, ...sharedPools, ...teams.flatMap(({ pools }) => pools)];
  const found =
    team.pools.find(({ name }) => name === word.text) ?? all.find(({ nodePoolName }) => nodePoolName === word.text);
  if (found !== undefined) return found;
  const allowed = [
    ...new Set([...team.pools, ...openTo(team.name, sharedPools)].map(({ nodePoolName }) => nodePoolName)),
  ];
  throw mistaken(written, { ...asMistake(word), message: "is not a pool of the stack", allowed });
}

/** The team's own; for a team without any, the one shared pool that is open to it. */
function unnamedPools(written: ParsedWhatIf, team: TeamConfig, shared: readonly PoolConfig[]): readonly PoolConfig[] {
  if (team.pools.length > 0) return team.pools;
  const [only, ...others] = shared;
  if (only !== undefined && others.length === 0) return [only];
  const message =
    only === undefined
      ? "has no pool, and none is open to it: its pods wait forever"
      : "has no pool of its own; say which of the shared ones";
  throw mistaken(written, {
    ...asMistake(written.team),
    message,
    allowed: shared.map(({ nodePoolName }) => `pool ${nodePoolName}`),
  });
}

function ownSelector({ selectors }: ParsedWhatIf): Readonly<Record<string, string>> {
  return Object.fromEntries(selectors.map(({ key, value }) => [key, value]));
}

function requirementsOf({ arch, zone, capacityType, selectors }: ParsedWhatIf): readonly Requirement[] {
  const one = (key: string, value: string | undefined): Requirement[] =>
    value === undefined ? [] : [{ key, operator: "In", values: [value] }];
  return [
    ...one(labelKeys.arch, arch),
    ...one(labelKeys.zone, zone?.text),
    ...one(labelKeys.capacityType, capacityType),
    ...selectors.flatMap(({ key, value }) => one(key, value)),
  ];
}

/** As the team guide tells the team to write its pods; who names a pool writes the tolerations of its taints, too. */
function constraintsOn(pool: PoolConfig, written: ParsedWhatIf, isNamed: boolean): PodConstraints {
  const named = pool.taints
    .filter(({ effect }) => isNamed && effect !== "PreferNoSchedule")
    .map(({ key, value = "", effect }): PodToleration => ({ key, operator: "Equal", value, effect }));
  return {
    requirements: requirementsOf(written),
    tolerations: [...(pool.tolerations as readonly PodToleration[]), ...named, ...written.tolerations],
  };
}

function podsOf({ count, size, onePerNode, priority }: ParsedWhatIf, { requests }: TeamConfig): Pods {
  return {
    count,
    size: {
      cpuMillis: size.cpuMillis ?? cpuMillis(requests.cpu),
      memoryMiB: size.memoryMiB ?? Math.ceil(memoryBytes(requests.memory) / 2 ** 20),
    },
    gpus: size.gpus ?? 0,
    onePerNode,
    priority:
      typeof priority === "number" ? priority : priority.startsWith(systemPriorityPrefix) ? 2e9 : placeholderPriority,
  };
}

function whatIfPool(pool: PoolConfig, written: ParsedWhatIf, asking: Asking, minute: Minute | undefined): WhatIfPool {
  const { nodePoolName: name, weight = 0, requirements, labels, taints, limits, replicas, nodeClass, warm } = pool;
  const own = written.daemonSets === undefined ? [] : [{ ...written.daemonSets, pods: 1 }];
  return {
    name,
    weight,
    template: { requirements, labels: { ...labels, [labelKeys.nodePool]: name } },
    taints,
    limits: parseLimits(limits, replicas),
    replicas,
    packing: { ...nodeSettings(nodeClass), daemonSets: addShares([asking.daemonSets.share, ...own]) },
    region: asking.region,
    zones: nodeZones(asking.stack.network),
    ...(warm === undefined
      ? {}
      : { warm: { mode: warm.mode, replicas: countedReplicas(pool, warm, minute, asking), load: warm.load } }),
  };
}

/** What the namespace's quota has left, once the declared load runs. */
function namespaceQuota(team: TeamConfig, name: string): WhatIf["namespace"] {
  const load = team.pools
    .flatMap(({ warm }) => (warm?.load === undefined || "nodes" in warm.load ? [] : [warm.load]))
    .reduce((sum, size) => ({ cpuMillis: sum.cpuMillis + size.cpuMillis, memoryMiB: sum.memoryMiB + size.memoryMiB }), {
      cpuMillis: 0,
      memoryMiB: 0,
    });
  const most = { ...countedBy({ size: load, gpus: 0 }, 1), pods: 0 };
  const quota = Object.hasOwn(team.quotas, name) ? team.quotas[name] : undefined;
  // in which of several namespaces the load runs, nobody says
  return { name, quota, used: { least: team.namespaces.length === 1 ? most : nothingCounted, most } };
}

function rangeRefusals({ size }: Pods, { minRequests }: TeamConfig): readonly string[] {
  const least = { cpuMillis: cpuMillis(minRequests.cpu), memoryMiB: memoryBytes(minRequests.memory) / 2 ** 20 };
  return [
    ...(size.cpuMillis < least.cpuMillis
      ? [`${cpuText(size.cpuMillis)} CPU is below the LimitRange's least, ${minRequests.cpu}`]
      : []),
    ...(size.memoryMiB < least.memoryMiB
      ? [`${size.memoryMiB}Mi is below the LimitRange's least, ${minRequests.memory}`]
      : []),
  ];
}

/** Zones that the pods select, by the clause or the label. */
export function selectedZones(written: ParsedWhatIf): readonly string[] {
  return requirementsOf(written).flatMap(({ key, values = [] }) =>
    normalizedKey(key) === labelKeys.zone ? values : [],
  );
}

function zoneRefusals(
  written: ParsedWhatIf,
  pool: PoolConfig,
  { region, stack: { network } }: Asking,
): readonly string[] {
  const zones = network.kind === "created" && typeof network.zones !== "number" ? network.zones : undefined;
  return selectedZones(written).flatMap((zone) => {
    const isNamed = pool.requirements.some(({ key, values = [] }) => key === labelKeys.zone && values.includes(zone));
    if (regionOfZone(zone) !== region) return isNamed ? [] : [`${zone} is not a zone of ${region}`];
    return zones === undefined || zones.includes(zone)
      ? []
      : [`${zone} has no subnet; network.zones are ${zones.join(", ")}`];
  });
}

function refusalText(rule: IsolationRule, { key }: TeamConfig, { name }: PodNamespace): string {
  const why: Partial<Record<IsolationRule, string>> = {
    "selects-own-nodes": `pods of ${name} may select nodes of ${teamKey} ${key} and shared pools open to it`,
    "names-own-pools": `pods of ${name} may name pools of ${teamKey} ${key} and shared pools open to it`,
    "tolerates-own-team": `pods of ${name} may not tolerate another team's taint`,
    "tolerates-open-pools": `pods of ${name} may tolerate the taints of shared pools open to the team only`,
    "leaves-placeholders-alone": "the PriorityClass of placeholders is theirs alone",
    "leaves-system-priority": `pods of ${name} may not have a PriorityClass of the system's, or a priority above 1,000,000,000`,
  };
  return `admission refuses them (${rule}): ${why[rule] ?? "the isolation policy forbids it"}`;
}
