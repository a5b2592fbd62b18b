/** Why a pool's nodes never take some pods, whatever room there is. */
import { labelSource, normalizedKey } from "../kubernetes/labels";
import { allows, type Requirement } from "../kubernetes/requirement";
import { poolSelection } from "../nodePool/selection";
import type { Taint } from "../nodePool/spec";
import type { PodToleration } from "../tenancy/isolation";
import { cpuText } from "../units/quantity";
import type { Pods } from "./pods";
import { emptyRoom } from "./pods";
import { askedTypes, typesFor, type WhatIfPool, zonesWithoutTypes } from "./pool";

/** What pods say of nodes besides their size. */
export interface PodConstraints {
  /** As requirements: architecture, zone, capacity type, selectors. */
  readonly requirements: readonly Requirement[];
  readonly tolerations: readonly PodToleration[];
}

/** The resources whose taint a pod that requests them tolerates. Source: EKS, admission plugin ExtendedResourceToleration. */
const gpuTaint = "nvidia.com/gpu";

function tolerated({ key, value = "", effect }: Taint, tolerations: readonly PodToleration[], gpus: number): boolean {
  if (effect === "PreferNoSchedule" || (gpus > 0 && key === gpuTaint)) return true;
  return tolerations.some(
    (one) =>
      one.key === key &&
      (one.effect === undefined || one.effect === effect) &&
      (one.operator === "Exists" || (one.value ?? "") === value),
  );
}

/** The reasons, most telling first; none when nothing but room decides. */
export function mismatches(
  pool: WhatIfPool,
  pods: Pods,
  { requirements, tolerations }: PodConstraints,
): readonly string[] {
  const taints = pool.taints.filter((taint) => !tolerated(taint, tolerations, pods.gpus));
  if (taints.length > 0) return taints.map(taintText);
  const labels = requirements.flatMap((requirement) => labelMismatch(pool, requirement));
  if (labels.length > 0) return labels;
  return typeMismatch(pool, pods, requirements);
}

function taintText({ key, value, effect }: Taint): string {
  const taint = value === undefined ? key : `${key}=${value}`;
  return `its nodes have the taint ${taint}:${effect}, which the pods do not tolerate`;
}

function labelMismatch(pool: WhatIfPool, { key, values = [] }: Requirement): readonly string[] {
  const { allowed } = poolSelection(pool.template, pool.region);
  const possible = allowed.get(normalizedKey(key));
  const asked = `${key} ${values.join(" or ")}`;
  // Karpenter considers a label that it knows itself possible where the pool says nothing of it
  if (possible === undefined)
    return labelSource(key) === undefined ? [`its nodes have no label ${key}; the pods ask for ${asked}`] : [];
  if (values.some((value) => allows(possible, value))) return [];
  const list = [...possible.values].sort();
  const has = possible.complement
    ? list.length === 0
      ? "other values"
      : `any but ${list.join(", ")}`
    : list.length === 0
      ? `no ${key}`
      : list.join(", ");
  return [`its nodes have ${key} ${has}; the pods ask for ${values.join(" or ")}`];
}

function typeMismatch(pool: WhatIfPool, pods: Pods, requirements: readonly Requirement[]): readonly string[] {
  const types = typesFor(pool, pods, requirements);
  const { selection, launchable, enough } = types;
  if (selection.types.length === 0) {
    const zones = zonesWithoutTypes(pool, requirements);
    return zones.length === 0
      ? ["no instance type meets its requirements and the pods'"]
      : [`EC2 offers none of its instance types in ${zones.join(" or ")}`];
  }
  if (launchable.length === 0) return [tooLarge(pool, pods, selection.types)];
  if (pool.replicas !== undefined) return pool.replicas === 0 ? ["it is a static pool of 0 nodes"] : [];
  if (!enough(launchable))
    return ["too few instance types have room for a pod: its minValues ask for more different ones"];
  const fits = askedTypes(pool, types);
  if (!enough(fits)) {
    const stated = pool.limits.map(({ name, stated }) => `limits.${name} ${stated}`).join(", ");
    return [`${stated}: no node with room for a pod fits under ${pool.limits.length === 1 ? "it" : "them"}`];
  }
  return [];
}

function tooLarge(
  { packing }: WhatIfPool,
  { size, gpus }: Pods,
  types: ReturnType<typeof typesFor>["selection"]["types"],
): string {
  const rooms = types.map((type) => emptyRoom(type, packing));
  const most = (pick: (room: (typeof rooms)[number]) => number) => Math.max(0, ...rooms.map(pick));
  const [cpu, memory, gpu] = [
    most(({ cpuMillis }) => cpuMillis),
    most(({ memoryMiB }) => memoryMiB),
    most((room) => room.gpus),
  ];
  if (gpus > gpu)
    return gpu === 0 ? "none of its types has an NVIDIA GPU" : `none of its types has ${gpus} GPUs: the most is ${gpu}`;
  if (size.cpuMillis > cpu)
    return `none of its types has ${cpuText(size.cpuMillis)} CPU for a pod: the most is ${cpuText(cpu)}`;
  if (size.memoryMiB > memory)
    return `none of its types has ${size.memoryMiB} MiB for a pod: the most is ${Math.floor(memory)} MiB`;
  return "none of its types has so much CPU, memory and GPUs at once for a pod";
}
