/** Placeholder pods: Deployments of the pause image that keep nodes ready, and what scales them. */
import { labelKeys } from "../../capacity/kubernetes/labels";
import { cpuMillis, memoryBytes } from "../../capacity/units/quantity";
import type { CronTrigger } from "../../capacity/windows/window";
import type { Field } from "../frame/field";
import type { Collected, ResourceCheck } from "../frame/rule";
import type { Settings } from "../frame/setting";
import { shownName, types } from "../frame/subject";
import { poolCeilingOf, readPool } from "./pool";

/** Types that rules on warm capacity look at. */
export const warmTypes = [types.deployment, types.scaledObject, types.nodePool] as const;

export function isPlaceholder(inputs: Field): boolean {
  const containers = podSpec(inputs).at("containers");
  if (containers.isUnknown) return false;
  const images = containers.items().map((container) => container.at("image"));
  return images.some((image) => !image.isUnknown && /(^|\/)pause([:@]|$)/.test(image.text() ?? ""));
}

export const podSpec = (inputs: Field): Field => inputs.at("spec", "template", "spec");

/** Pools that a pod's required affinity and selector allow by name; undefined when it may go to any pool. */
export function pinnedPools(inputs: Field): readonly string[] | undefined {
  const pod = podSpec(inputs);
  const selected = pod.at("nodeSelector", labelKeys.nodePool).text();
  if (selected !== undefined) return [selected];
  const required = pod.at("affinity", "nodeAffinity", "requiredDuringSchedulingIgnoredDuringExecution");
  const terms = required.at("nodeSelectorTerms").items();
  const named = terms.map((term) => {
    const expressions = term.at("matchExpressions").items();
    const pinning = expressions.find(
      (entry) => entry.at("key").text() === labelKeys.nodePool && entry.at("operator").text() === "In",
    );
    return pinning?.at("values").texts();
  });
  // Terms are alternatives: one without a pool lets the pod go anywhere.
  return named.length === 0 || named.includes(undefined) ? undefined : named.flatMap((values) => values ?? []);
}

/** Whether at most one pod of the Deployment fits on a node. */
function isOnePerNode(inputs: Field): boolean {
  const terms = podSpec(inputs).at("affinity", "podAntiAffinity", "requiredDuringSchedulingIgnoredDuringExecution");
  return terms.items().some((term) => term.at("topologyKey").text() === labelKeys.hostname);
}

/** What a rule on warm capacity keeps of one resource. */
export type WarmPart =
  | {
      readonly kind: "placeholder";
      readonly key: string;
      readonly pools: readonly string[];
      readonly replicas: number;
      readonly cpuMillis: number;
      readonly memoryBytes: number;
      readonly onePerNode: boolean;
    }
  | {
      readonly kind: "scaler";
      readonly target: string;
      readonly most: number;
      readonly least: number;
      /** Capped at the most. */
      readonly triggers: readonly CronTrigger[];
    }
  | {
      readonly kind: "pool";
      readonly name: string;
      readonly cpuMillis: number | null;
      readonly memoryBytes: number | null;
      readonly nodes: number | null;
    };

/** @throws Undecided when a figure is not known yet */
export function warmPart({ subject, inputs }: ResourceCheck<Settings>): WarmPart | undefined {
  const namespace = inputs.at("metadata", "namespace").text() ?? "default";
  if (subject.type === types.nodePool) {
    const { ceiling } = poolCeilingOf(inputs, readPool(inputs));
    return { kind: "pool", name: shownName(subject), ...ceiling };
  }
  if (subject.type === types.scaledObject) {
    return {
      kind: "scaler",
      target: `${namespace}/${inputs.at("spec", "scaleTargetRef", "name").text()}`,
      ...scaledReplicas(inputs),
    };
  }
  if (!isPlaceholder(inputs)) return undefined;
  const requests = podSpec(inputs)
    .at("containers")
    .items()
    .map((container) => container.at("resources", "requests"));
  const sum = (key: string, parse: (text: string) => number) =>
    requests.reduce((total, request) => total + parse(request.at(key).text() ?? "0"), 0);
  return {
    kind: "placeholder",
    key: `${namespace}/${shownName(subject)}`,
    pools: pinnedPools(inputs) ?? [],
    replicas: inputs.at("spec", "replicas").number() ?? 1,
    cpuMillis: sum("cpu", cpuMillis),
    memoryBytes: sum("memory", memoryBytes),
    onePerNode: isOnePerNode(inputs),
  };
}

/** KEDA's own maximum when maxReplicaCount is not stated. Source: KEDA 2.20 scaledobject_types.go. */
const kedaMaxReplicas = 100;

/** The replicas of a ScaledObject's cron triggers: of those that are active the largest counts, not their sum. */
function scaledReplicas(inputs: Field): { most: number; least: number; triggers: readonly CronTrigger[] } {
  const spec = inputs.at("spec");
  const cap = spec.at("maxReplicaCount").number() ?? kedaMaxReplicas;
  const cron = spec
    .at("triggers")
    .items()
    .filter((trigger) => trigger.at("type").text() === "cron");
  const triggers = cron.map((trigger) => {
    const word = (key: string) => trigger.at("metadata", key).text() ?? "";
    const desiredReplicas = Math.min(trigger.at("metadata", "desiredReplicas").number() ?? 0, cap);
    return { start: word("start"), end: word("end"), timezone: word("timezone"), desiredReplicas };
  });
  const least = spec.at("minReplicaCount").number() ?? 0;
  const most = Math.min(Math.max(least, ...triggers.map(({ desiredReplicas }) => desiredReplicas)), cap);
  // outside all windows KEDA goes to idleReplicaCount, where there is one
  return { most, least: spec.at("idleReplicaCount").number() ?? least, triggers };
}

/** The warm capacity of one pool. */
export interface WarmLoad {
  readonly pool: string;
  /** A resource to show findings at. */
  readonly urn: string;
  readonly replicas: number;
  readonly cpuMillis: number;
  readonly memoryBytes: number;
  /** The most nodes for placeholders of which one fits on a node. */
  readonly nodes: number;
}

/** Warm loads by pool, in order of name. A placeholder that names several pools counts on each. */
export function warmLoads(collected: readonly Collected<WarmPart>[]): WarmLoad[] {
  const most = new Map<string, number>(
    collected.flatMap(({ value }) => (value.kind === "scaler" ? [[value.target, value.most] as const] : [])),
  );
  const loads = new Map<string, WarmLoad>();
  for (const { subject, value } of collected) {
    if (value.kind !== "placeholder") continue;
    const replicas = most.get(value.key) ?? value.replicas;
    for (const pool of value.pools) {
      const before = loads.get(pool) ?? { pool, urn: subject.urn, replicas: 0, cpuMillis: 0, memoryBytes: 0, nodes: 0 };
      loads.set(pool, {
        ...before,
        replicas: before.replicas + replicas,
        cpuMillis: before.cpuMillis + replicas * value.cpuMillis,
        memoryBytes: before.memoryBytes + replicas * value.memoryBytes,
        nodes: value.onePerNode ? Math.max(before.nodes, replicas) : before.nodes,
      });
    }
  }
  return [...loads.values()].sort((a, b) => a.pool.localeCompare(b.pool));
}
