/** The warm capacity of a pool: defaults filled in, amounts counted in placeholders. */
import { type PodSize, tinyPlaceholder } from "../../capacity/ec2/allocatable";
import { durationSeconds } from "../../capacity/units/duration";
import { memoryBytes } from "../../capacity/units/quantity";
import { type DeclaredLoad, placeholdersFor } from "../../capacity/warm/demand";
import type { Window } from "../../capacity/windows/window";
import { filled } from "../schema/frame/default";
import type { PoolInput, SharedPoolInput } from "../schema/pool";
import { type WarmInput, type WindowInput, warmSchema, windowSchema } from "../schema/warm";
import type { NodeClassConfig, WarmConfig } from "../stack";
import { fitted } from "../values/names";
import { nodeSettings } from "./nodeSettings";
import { millisOf } from "./written";

/** KEDA names the autoscaler `keda-hpa-<name>`, which may have 63 characters. Source: KEDA v2.20.2 scaledobject_webhook.go. */
const longestScaledObject = 54;

/** @param nodePoolName name of the NodePool object */
export function resolveWarm(
  pool: PoolInput | SharedPoolInput,
  nodePoolName: string,
  nodeClass: NodeClassConfig,
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
    mode: size === undefined ? { kind: "perNode" } : { kind: "headroom", size },
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
