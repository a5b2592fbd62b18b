/** What a pool holds warm, what all placeholders share, and KEDA: defaults filled in, amounts counted in placeholders. */
import { type Packing, type PodSize, tinyPlaceholder } from "../../capacity/ec2/allocatable";
import { durationSeconds } from "../../capacity/units/duration";
import { memoryBytes } from "../../capacity/units/quantity";
import { kedaSeconds } from "../../capacity/warm/cost";
import { type DeclaredLoad, placeholdersFor, type WarmMode } from "../../capacity/warm/demand";
import type { Window } from "../../capacity/windows/window";
import { type KedaInput, kedaDefaults } from "../schema/keda";
import type { PoolInput, SharedPoolInput } from "../schema/pool";
import { placeholderDefaults, type WarmInput, type WindowInput } from "../schema/warm";
import { fitted } from "../values/names";
import type { NodeClassConfig } from "./nodeClass";
import { cpuQuantity, millisOf } from "./written";

export interface WarmConfig {
  /** One placeholder a node, or placeholders of a size beside what runs. */
  readonly mode: WarmMode;
  /** What one placeholder asks for. */
  readonly size: PodSize;
  /** Placeholders held at any time; a pin counts. */
  readonly always: number;
  /** With `nodes` counted in placeholders. Those that are half written are left out; the check refuses them. */
  readonly windows: readonly Window[];
  readonly load?: DeclaredLoad | undefined;
  /** What of a node is left to pods. */
  readonly packing: Packing;
  readonly cooldownSeconds: number;
  /** Name of the placeholders' Deployment and of its ScaledObject. */
  readonly name: string;
}

export interface PlaceholdersConfig {
  readonly image: string;
  /** Most placeholders of all pools together. */
  readonly most: number;
}

export interface KedaConfig {
  readonly version: string;
  readonly chart: string;
  readonly imageRegistry?: string | undefined;
  readonly resources: { readonly cpu: string; readonly memory: string };
}

/** KEDA names the autoscaler `keda-hpa-<name>`, which may have 63 characters. Source: KEDA v2.20.2 scaledobject_webhook.go. */
const longestScaledObject = 54;

/** @param nodePoolName name of the NodePool object */
export function resolveWarm(
  pool: PoolInput | SharedPoolInput,
  nodePoolName: string,
  { amiFamily, kubelet }: NodeClassConfig,
): WarmConfig | undefined {
  const { warm, pin } = pool;
  if (warm === undefined && pin === undefined) return undefined;
  const size = warm?.placeholder && sizeOf(warm.placeholder);
  const spare = (amount: WarmInput["spare"]) =>
    amount === undefined || size === undefined ? 0 : placeholdersFor(sizeOf(amount), size);
  const always = size === undefined ? Math.max(warm?.always ?? 0, pin ?? 0) : spare(warm?.spare);
  return {
    mode: size === undefined ? { kind: "perNode" } : { kind: "headroom", size },
    size: size ?? tinyPlaceholder,
    always,
    windows: (warm?.windows ?? []).flatMap(
      (window) => windowOf(window, size === undefined ? window.nodes : spare(window.spare)) ?? [],
    ),
    load: loadOf(warm?.load),
    packing: {
      bottlerocket: amiFamily === "Bottlerocket",
      ...(kubelet?.maxPods === undefined ? {} : { maxPods: kubelet.maxPods }),
    },
    cooldownSeconds: warm?.cooldown === undefined ? kedaSeconds.cooldown : durationSeconds(warm.cooldown),
    name: fitted(nodePoolName, longestScaledObject),
  };
}

/** A window that is written whole; undefined otherwise. */
function windowOf(
  { days, from, to, lead, start, end, timezone }: WindowInput,
  nodes: number | undefined,
): Window | undefined {
  if (nodes === undefined || nodes === 0) return undefined;
  const isCron = start !== undefined || end !== undefined;
  const isPlain = days !== undefined || from !== undefined || to !== undefined || lead !== undefined;
  if (isCron === isPlain) return undefined;
  if (isCron) return start === undefined || end === undefined ? undefined : { start, end, timezone, nodes };
  if (days === undefined || from === undefined || to === undefined) return undefined;
  return { days, from, to, timezone, nodes, ...(lead === undefined ? {} : { lead }) };
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

export function resolvePlaceholders(input: { image?: string | undefined; most?: number | undefined } = {}) {
  return {
    image: input.image ?? placeholderDefaults.image,
    most: input.most ?? placeholderDefaults.most,
  } satisfies PlaceholdersConfig;
}

export function resolveKeda(input: KedaInput = {}): KedaConfig {
  const { cpu, memory } = input.resources ?? {};
  return {
    version: input.version ?? kedaDefaults.version,
    chart: input.chart ?? kedaDefaults.chart,
    imageRegistry: input.imageRegistry,
    resources: {
      cpu: cpu === undefined ? kedaDefaults.resources.cpu : cpuQuantity(cpu),
      memory: memory ?? kedaDefaults.resources.memory,
    },
  };
}
