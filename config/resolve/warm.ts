/** The warm capacity of a pool: defaults filled in, amounts counted in placeholders. */
import { type PodSize, tinyPlaceholder } from "../../capacity/ec2/allocatable";
import { labelKeys } from "../../capacity/kubernetes/labels";
import { allows } from "../../capacity/kubernetes/requirement";
import type { Selection } from "../../capacity/nodePool/selection";
import { durationSeconds } from "../../capacity/units/duration";
import { memoryBytes } from "../../capacity/units/quantity";
import { type DeclaredLoad, placeholdersFor } from "../../capacity/warm/demand";
import type { Window } from "../../capacity/windows/window";
import { filled } from "../schema/frame/default";
import type { PoolInput, SharedPoolInput } from "../schema/pool";
import { type WarmInput, type WindowInput, warmSchema, windowSchema } from "../schema/warm";
import type { KarpenterConfig, NetworkConfig, NodeClassConfig, WarmConfig } from "../stack";
import { fitted } from "../values/names";
import { nodeSettings } from "./nodeSettings";
import { millisOf } from "./written";

/** KEDA names the autoscaler `keda-hpa-<name>`, which may have 63 characters. Source: KEDA v2.20.2 scaledobject_webhook.go. */
const longestScaledObject = 54;

/**
 * @param nodePoolName name of the NodePool object
 * @param zones over which placeholders with a size are spread
 */
export function resolveWarm(
  pool: PoolInput | SharedPoolInput,
  nodePoolName: string,
  nodeClass: NodeClassConfig,
  zones: () => number,
): WarmConfig | undefined {
  const { warm, pin } = pool;
  if (warm === undefined && pin === undefined) return undefined;
  const size = warm?.placeholder && sizeOf(warm.placeholder);
  const spare = (amount: WarmInput["spare"]) =>
    amount === undefined || size === undefined ? 0 : placeholdersFor(sizeOf(amount), size);
  const { engine, cooldown } = filled(warmSchema, warm);
  const always = size === undefined ? Math.max(warm?.always ?? 0, pin ?? 0) : spare(warm?.spare);
  return {
    engine,
    mode: size === undefined ? { kind: "perNode" } : { kind: "headroom", size, zones: zones() },
    size: size ?? tinyPlaceholder,
    always,
    windows: (warm?.windows ?? []).flatMap(
      (window) => windowOf(window, size === undefined ? window.nodes : spare(window.spare)) ?? [],
    ),
    load: loadOf(warm?.load),
    packing: nodeSettings(nodeClass),
    images: warm?.images ?? [],
    cooldownSeconds: durationSeconds(cooldown),
    name: fitted(nodePoolName, longestScaledObject),
  };
}

/** Zones that pods of the stack's pools are spread over: their names, or how many there are. */
export type StackZones = readonly string[] | number;

/** Most zones that are taken for granted of a VPC whose subnets are all that is known. */
const usualZones = 3;

/** With preferencePolicy Ignore Karpenter spreads no pod by ScheduleAnyway: that is as one zone. */
export function stackZones(network: NetworkConfig, { values }: Pick<KarpenterConfig, "values">): StackZones {
  const { settings } = values;
  const ignores =
    typeof settings === "object" &&
    settings !== null &&
    "preferencePolicy" in settings &&
    settings.preferencePolicy === "Ignore";
  if (ignores) return 1;
  return network.kind === "created" ? network.zones : Math.min(network.nodeSubnetIds.length, usualZones);
}

/** How many of them a pool admits, 1 or more. @param allowed by its requirements and labels */
export function poolZones({ allowed }: Pick<Selection, "allowed">, zones: StackZones): number {
  const count = typeof zones === "number" ? zones : zones.length;
  const own = allowed.get(labelKeys.zone);
  if (own === undefined) return Math.max(1, count);
  if (typeof zones !== "number") return Math.max(1, zones.filter((zone) => allows(own, zone)).length);
  return Math.max(1, own.complement ? count - own.values.size : Math.min(count, own.values.size));
}

/** Undefined for a window of which keys are missing or too many; rules refuse it. */
function windowOf(window: WindowInput, nodes: number | undefined): Window | undefined {
  const { days, dates, from, to, lead, continuous, start, end, timezone } = window;
  if (nodes === undefined || nodes === 0) return undefined;
  const isCron = start !== undefined || end !== undefined;
  const isPlain =
    days !== undefined || dates !== undefined || from !== undefined || to !== undefined || lead !== undefined;
  if (isCron === isPlain) return undefined;
  if (isCron) return start === undefined || end === undefined ? undefined : { start, end, timezone, nodes };
  if ((days === undefined) === (dates === undefined) || from === undefined || to === undefined) return undefined;
  if (days !== undefined && continuous === true) return undefined;
  const leadMinutes = filled(windowSchema, window).lead;
  const times = { from, to, timezone, nodes, ...(leadMinutes === 0 ? {} : { lead: leadMinutes }) };
  return days === undefined ? { dates: dates!, ...(continuous ? { continuous } : {}), ...times } : { days, ...times };
}

function sizeOf({ cpu, memory }: { cpu: string | number; memory: string }): PodSize {
  return { cpuMillis: millisOf(cpu), memoryMiB: Math.ceil(memoryBytes(memory) / 2 ** 20) };
}

function loadOf(load: WarmInput["load"]): DeclaredLoad | undefined {
  if (load === undefined) return undefined;
  if (load.nodes !== undefined) return { nodes: load.nodes };
  return {
    cpuMillis: load.cpu === undefined ? 0 : millisOf(load.cpu),
    memoryMiB: load.memory === undefined ? 0 : Math.ceil(memoryBytes(load.memory) / 2 ** 20),
  };
}
