/**
 * The ceiling of a pool: the most it may reach when every limit is used up in whole nodes.
 *
 * Ceilings count as Karpenter does: nodes that are draining no longer count, so for the length of a replacement more may
 * run. Each figure is the least of what every stated limit allows by itself, hence never too low; for a pool that admits
 * one type it is exact.
 */
import { countedMemoryMiB, type InstanceType, onDemandUsdPerHour, priceRegion } from "../ec2/catalogue";
import { noPriceReason } from "../ec2/prices";
import { countOf, cpuMillis, memoryBytes } from "../units/quantity";
import { type Item, mostWithin } from "./knapsack";
import type { Selection, UncataloguedValue } from "./selection";

/** The most that may be reached; null where nothing bounds it. */
export interface Ceiling {
  readonly cpuMillis: number | null;
  readonly memoryBytes: number | null;
  readonly nodes: number | null;
  /** NVIDIA and AMD together; 0 when no admitted type carries any. */
  readonly gpu: number | null;
  /** On-demand list price, which is the bound for spot too; null when nothing bounds it or a price is missing. */
  readonly usdPerHour: number | null;
  /** Why `usdPerHour` is null. */
  readonly usdPerHourReason?: string;
  /** The same nodes at the prices of us-east-1, for comparison: no other region's prices are in the catalogue. */
  readonly usdPerHourAtUsEast1: number | null;
}

export interface CeilingInput {
  /** spec.limits: resource to quantity. Resources other than cpu, memory, nodes and GPUs bound nothing here. */
  readonly limits?: Readonly<Record<string, string>>;
  /** spec.replicas of a static pool; without limits.nodes it bounds the nodes, with it limits.nodes does. */
  readonly replicas?: number;
  /** Of the pool's {@link Selection}, as the two below. */
  readonly types: readonly InstanceType[];
  /** With any of these only what is stated bounds the pool. */
  readonly uncatalogued?: readonly UncataloguedValue[];
  readonly region: string | undefined;
}

/** One stated limit: how much of it there is, and what a node takes of it. */
interface Limit {
  readonly capacity: number;
  readonly taken: (type: InstanceType) => number;
}

const bytesPerMiB = 2 ** 20;
const microUsd = 1e6;

/** How a limit on each resource counts a node. Source: sigs.k8s.io/karpenter pkg/apis/v1/nodepool.go, node capacity. */
const limitKinds: Readonly<Record<string, (quantity: string) => Limit>> = {
  cpu: (quantity) => ({ capacity: cpuMillis(quantity), taken: (type) => type.vcpu * 1000 }),
  memory: (quantity) => ({ capacity: Math.floor(memoryBytes(quantity) / bytesPerMiB), taken: countedMemoryMiB }),
  nodes: (quantity) => ({ capacity: countOf(quantity), taken: () => 1 }),
  "nvidia.com/gpu": (quantity) => ({ capacity: countOf(quantity), taken: gpusOf("nvidia") }),
  "amd.com/gpu": (quantity) => ({ capacity: countOf(quantity), taken: gpusOf("amd") }),
};

function gpusOf(manufacturer: string): (type: InstanceType) => number {
  return ({ gpu }) => (gpu?.manufacturer === manufacturer ? gpu.count : 0);
}

const reckoned = new WeakMap<readonly InstanceType[], Map<string, Ceiling>>();

/**
 * The ceiling of one pool. A type that does not fit under every limit by itself is never launched and does not count.
 * @throws RangeError when a limit on cpu, memory, nodes or GPUs is no quantity or negative
 */
export function poolCeiling(input: CeilingInput): Ceiling {
  const ceilings = reckoned.get(input.types) ?? new Map<string, Ceiling>();
  reckoned.set(input.types, ceilings);
  const question = JSON.stringify([input.region, input.replicas, input.limits, input.uncatalogued]);
  const ceiling = ceilings.get(question) ?? ceilingOf(input);
  ceilings.set(question, ceiling);
  return ceiling;
}

function ceilingOf(input: CeilingInput): Ceiling {
  const { limits = {}, uncatalogued = [], region } = input;
  if (uncatalogued.length > 0) return statedCeiling(statedLimits(input), uncatalogued);
  const filled = atLimits(input);
  const { most } = filled;
  const memoryMiB = most((type) => type.memoryMiB);
  const statedBytes = limits.memory === undefined ? Number.POSITIVE_INFINITY : memoryBytes(limits.memory);
  const price = priceOf(filled, region);
  return {
    cpuMillis: finite(most((type) => type.vcpu) * 1000),
    // EC2 lists more than a node offers, so whole nodes may list more than the limit; the limit counts what they offer
    memoryBytes: finite(Math.min(memoryMiB * bytesPerMiB, statedBytes)),
    nodes: finite(most(() => 1)),
    gpu: finite(most((type) => type.gpu?.count ?? 0)),
    ...price,
    usdPerHourAtUsEast1: (region === priceRegion ? price : priceOf(filled, priceRegion)).usdPerHour,
  };
}

function statedLimits({ limits = {}, replicas }: CeilingInput): Readonly<Record<string, string>> {
  return replicas === undefined ? limits : { nodes: String(replicas), ...limits };
}

/** What a pool's nodes may be at its limits. */
export interface AtLimits {
  /** Types that fit under every limit by themselves; no other is ever launched. */
  readonly launchable: readonly InstanceType[];
  /** The most that the nodes may add up to of what each is worth, a whole number; infinite where nothing bounds it. */
  readonly most: (worth: (type: InstanceType) => number) => number;
}

/**
 * A pool filled up with whole nodes of the types that the catalogue knows.
 * @throws RangeError when a limit on cpu, memory, nodes or GPUs is no quantity or negative
 */
export function atLimits(input: CeilingInput): AtLimits {
  const bounds = Object.entries(statedLimits(input)).flatMap(([resource, quantity]) =>
    Object.hasOwn(limitKinds, resource) ? [limitKinds[resource]!(quantity)] : [],
  );
  const launchable = input.types.filter((type) => bounds.every(({ capacity, taken }) => taken(type) <= capacity));
  const rooms = bounds.map(({ capacity, taken }): Room => ({ capacity, weights: launchable.map(taken) }));
  return { launchable, most: (worth) => mostUnder(rooms, launchable.map(worth)) };
}

/** Names the values, for the reason why a figure is not known. */
export function uncataloguedText(values: readonly UncataloguedValue[]): string {
  return `the catalogue of EC2 types has no ${[...new Set(values.map(({ value }) => value))].join(", ")}`;
}

/** The limits as they stand, for want of types to fit into them. */
function statedCeiling(limits: Readonly<Record<string, string>>, uncatalogued: readonly UncataloguedValue[]): Ceiling {
  const { cpu, memory, nodes, "nvidia.com/gpu": gpus } = limits;
  return {
    cpuMillis: cpu === undefined ? null : cpuMillis(cpu),
    memoryBytes: memory === undefined ? null : memoryBytes(memory),
    nodes: nodes === undefined ? null : countOf(nodes),
    gpu: gpus === undefined ? null : countOf(gpus),
    usdPerHour: null,
    usdPerHourReason: uncataloguedText(uncatalogued),
    usdPerHourAtUsEast1: null,
  };
}

/** A limit with what each launchable type takes of it. */
interface Room {
  readonly capacity: number;
  readonly weights: readonly number[];
}

function mostUnder(rooms: readonly Room[], values: readonly number[]): number {
  if (values.every((value) => value === 0)) return 0;
  return Math.min(
    ...rooms.map(({ capacity, weights }) => {
      const items = weights.map((weight, index): Item => ({ weight, value: values[index]! }));
      return mostWithin(items, capacity);
    }),
  );
}

function finite(amount: number): number | null {
  return Number.isFinite(amount) ? amount : null;
}

type Price = Pick<Ceiling, "usdPerHour" | "usdPerHourReason">;

function priceOf({ launchable, most }: AtLimits, region: string | undefined): Price {
  const reason = noPriceReason(launchable, region);
  if (reason !== undefined) return { usdPerHour: null, usdPerHourReason: reason };
  const micros = finite(most(({ type }) => Math.round(onDemandUsdPerHour(type, region!)! * microUsd)));
  if (micros === null) return { usdPerHour: null, usdPerHourReason: "no limit bounds the pool" };
  return { usdPerHour: micros / microUsd };
}

/** The figures of a ceiling. */
export const ceilingFigures = [
  "cpuMillis",
  "memoryBytes",
  "nodes",
  "gpu",
  "usdPerHour",
  "usdPerHourAtUsEast1",
] as const;

export type CeilingFigure = (typeof ceilingFigures)[number];

/** A named part of a sum: a pool of a team, or a team of a cluster. */
export interface CeilingPart {
  readonly name: string;
  readonly ceiling: Ceiling;
}

/** The sum of ceilings; a figure is null when it is null in any part. */
export interface CeilingSum extends Ceiling {
  /** For each figure the names of the parts in which it is null. */
  readonly unbounded: Readonly<Record<CeilingFigure, readonly string[]>>;
}

/** The ceiling of a team from its pools, or of a cluster from its teams. No parts reach nothing. */
export function sumCeilings(parts: readonly CeilingPart[]): CeilingSum {
  const without = (figure: CeilingFigure) =>
    parts.filter(({ ceiling }) => ceiling[figure] === null).map(({ name }) => name);
  const unbounded = {
    cpuMillis: without("cpuMillis"),
    memoryBytes: without("memoryBytes"),
    nodes: without("nodes"),
    gpu: without("gpu"),
    usdPerHour: without("usdPerHour"),
    usdPerHourAtUsEast1: without("usdPerHourAtUsEast1"),
  };
  const sum = (figure: CeilingFigure, unit = 1) => {
    if (unbounded[figure].length > 0) return null;
    // whole micro-dollars, because 0.1 + 0.2 is not 0.3
    return parts.reduce((total, { ceiling }) => total + Math.round(ceiling[figure]! * unit), 0) / unit;
  };
  const reasons = parts.flatMap(({ name, ceiling }) =>
    ceiling.usdPerHour === null ? [`${name}: ${ceiling.usdPerHourReason ?? "unknown"}`] : [],
  );
  return {
    cpuMillis: sum("cpuMillis"),
    memoryBytes: sum("memoryBytes"),
    nodes: sum("nodes"),
    gpu: sum("gpu"),
    usdPerHour: sum("usdPerHour", microUsd),
    ...(reasons.length === 0 ? {} : { usdPerHourReason: reasons.join("; ") }),
    usdPerHourAtUsEast1: sum("usdPerHourAtUsEast1", microUsd),
    unbounded,
  };
}
