/**
 * Placeholders: Deployments of the pause image that keep nodes ready, and the ScaledObjects that scale them; PodTemplates of
 * it, and the CapacityBuffers that count them.
 */
import { labelKeys } from "../../capacity/kubernetes/labels";
import { cpuMillis, memoryBytes } from "../../capacity/units/quantity";
import type { CronTrigger } from "../../capacity/windows/window";
import type { Field } from "../frame/field";
import type { Collected, ResourceCheck } from "../frame/rule";
import type { Settings } from "../frame/setting";
import { shownName, types } from "../frame/subject";
import { poolCeilingOf, readPool } from "./pool";

/** Types that rules on warm capacity look at. */
export const warmTypes = [
  ...[types.deployment, types.scaledObject, types.nodePool],
  ...[types.podTemplate, types.capacityBuffer],
] as const;

/** Whether a Deployment or a PodTemplate runs the pause image; false where preview does not know its images. */
export function isPlaceholder(inputs: Field): boolean {
  const containers = podSpec(inputs).at("containers");
  if (containers.isUnknown) return false;
  const images = containers.items().map((container) => container.at("image"));
  return images.some((image) => !image.isUnknown && /(^|\/)pause([:@]|$)/.test(image.text() ?? ""));
}

/** Of a Deployment, or of a PodTemplate. */
export const podSpec = (inputs: Field): Field =>
  inputs.at("template").isMissing ? inputs.at("spec", "template", "spec") : inputs.at("template", "spec");

/** Pools that the pods' selector or required affinity name; undefined where they may run on any pool. */
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
  // terms are alternatives: with one that names no pool, the pods may run anywhere
  return named.length === 0 || named.includes(undefined) ? undefined : named.flatMap((values) => values ?? []);
}

/** Whether at most one pod of the Deployment fits on a node. */
function isOnePerNode(inputs: Field): boolean {
  const terms = podSpec(inputs).at("affinity", "podAntiAffinity", "requiredDuringSchedulingIgnoredDuringExecution");
  return terms.items().some((term) => term.at("topologyKey").text() === labelKeys.hostname);
}

/** What a rule on warm capacity collects from one resource. */
export type WarmPart =
  | {
      readonly kind: "placeholder";
      /** Namespace and name, such as `warm/dotori-general`; of a PodTemplate with its kind. */
      readonly key: string;
      /** Empty where the pods may run on any pool. */
      readonly pools: readonly string[];
      /** Of the Deployment, where no ScaledObject scales it; 0 of a PodTemplate, which CapacityBuffers count. */
      readonly replicas: number;
      /** Requests of one pod. */
      readonly cpuMillis: number;
      readonly memoryBytes: number;
      /** Whether at most one pod fits on a node. */
      readonly onePerNode: boolean;
    }
  | {
      readonly kind: "scaler";
      /** `key` of the placeholder. */
      readonly target: string;
      /** Replicas at most, and outside all windows. */
      readonly most: number;
      readonly least: number;
      /** With at most `most` replicas each. */
      readonly triggers: readonly CronTrigger[];
    }
  | {
      readonly kind: "pool";
      readonly name: string;
      /** Ceilings; null without a bound. */
      readonly cpuMillis: number | null;
      readonly memoryBytes: number | null;
      readonly nodes: number | null;
    };

/** What a resource of `warmTypes` adds; undefined for another Deployment. @throws Undecided where a figure is unknown */
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
  if (subject.type === types.capacityBuffer) {
    const template = inputs.at("spec", "podTemplateRef", "name").text();
    if (template === undefined) return undefined;
    const replicas = inputs.at("spec", "replicas").number() ?? 0;
    return { kind: "scaler", target: templateKey(namespace, template), most: replicas, least: replicas, triggers: [] };
  }
  if (!isPlaceholder(inputs)) return undefined;
  const isTemplate = subject.type === types.podTemplate;
  const requests = podSpec(inputs)
    .at("containers")
    .items()
    .map((container) => container.at("resources", "requests"));
  const sum = (key: string, parse: (text: string) => number) =>
    requests.reduce((total, request) => total + parse(request.at(key).text() ?? "0"), 0);
  return {
    kind: "placeholder",
    key: isTemplate ? templateKey(namespace, shownName(subject)) : `${namespace}/${shownName(subject)}`,
    pools: pinnedPools(inputs) ?? [],
    replicas: isTemplate ? 0 : (inputs.at("spec", "replicas").number() ?? 1),
    cpuMillis: sum("cpu", cpuMillis),
    memoryBytes: sum("memory", memoryBytes),
    onePerNode: isOnePerNode(inputs),
  };
}

/** A PodTemplate may have the name of a Deployment beside it. */
const templateKey = (namespace: string, name: string) => `${namespace}/PodTemplate/${name}`;

/** KEDA's default of maxReplicaCount. Source: KEDA 2.20 scaledobject_types.go. */
const kedaMaxReplicas = 100;

/** Replicas that a ScaledObject asks for: of its active cron triggers the largest counts, not their sum. */
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

/** The placeholders of one pool together. */
export interface WarmLoad {
  readonly pool: string;
  /** Of a placeholder, at which violations are shown. */
  readonly urn: string;
  /** At most at a time, as the other figures. */
  readonly replicas: number;
  readonly cpuMillis: number;
  readonly memoryBytes: number;
  /** Nodes that placeholders need of which one fits on a node; 0 without such. */
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
