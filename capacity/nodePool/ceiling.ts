/**
 * The ceiling of a pool: the most it may reach when every limit is used up in whole nodes.
 *
 * Ceilings count as Karpenter does: draining nodes do not count, so more may run during a replacement. Each figure is the
 * least of what every stated limit allows by itself, hence never too low; for a pool that admits one type it is exact.
 */
import { noPriceReason, onDemandUsdPerHour, type PriceBasis, priceBasis } from "../ec2/prices";
import { memoizeBy } from "../units/memoize";
import { type AtLimits, atLimits, type FillInput } from "./atLimits";
import { amountOf, limitsText, statedGpus } from "./limits";
import type { Selection, UncataloguedValue } from "./selection";

/** The most that may be reached; null where nothing bounds it. */
export interface Ceiling {
  readonly cpuMillis: number | null;
  readonly memoryBytes: number | null;
  readonly nodes: number | null;
  /** NVIDIA and AMD together; 0 when no admitted type carries any. */
  readonly gpu: number | null;
  /** On-demand price, which is the bound for spot too; null when nothing bounds it or a price is missing. */
  readonly usdPerHour: number | null;
  /** Why `usdPerHour` is null. */
  readonly usdPerHourReason?: string;
  /** What `usdPerHour` rests on; absent when it is null, or no type can be launched. */
  readonly priceBasis?: PriceBasis;
}

/** A pool: its selection spread, and its limits. */
export interface CeilingInput extends FillInput {
  /** Of the pool's {@link Selection}; with any of these only what is stated bounds the pool. */
  readonly uncatalogued?: Selection["uncatalogued"];
  /** Of the pool's {@link Selection}. */
  readonly region: Selection["region"];
}

const bytesPerMiB = 2 ** 20;
const microUsd = 1e6;

/** The ceiling of one pool. A type that does not fit under every limit by itself is never launched and does not count. */
export const poolCeiling: (input: CeilingInput) => Ceiling = memoizeBy(
  ({ types, limits, region, uncatalogued }) => [types, JSON.stringify([region, limitsText(limits), uncatalogued])],
  (input) => {
    const { limits, uncatalogued = [], region } = input;
    if (uncatalogued.length > 0) return statedCeiling(input, uncatalogued);
    const filled = atLimits(input);
    const { most } = filled;
    const memoryMiB = most((type) => type.memoryMiB);
    const statedBytes = amountOf(limits, "memory") ?? Number.POSITIVE_INFINITY;
    return {
      cpuMillis: finite(most((type) => type.vcpu) * 1000),
      // EC2 lists more than a node offers, so whole nodes may list more than the limit; the limit counts what they offer
      memoryBytes: finite(Math.min(memoryMiB * bytesPerMiB, statedBytes)),
      nodes: finite(most(() => 1)),
      gpu: finite(most((type) => type.gpu?.count ?? 0)),
      ...priceOf(filled, region),
    };
  },
);

/** Names the values, for the reason why a figure is not known. */
export function uncataloguedText(values: readonly UncataloguedValue[]): string {
  return `the catalogue of EC2 types has no ${[...new Set(values.map(({ value }) => value))].join(", ")}`;
}

/** The limits as they stand, since some types' figures are not known. */
function statedCeiling({ types, limits }: CeilingInput, uncatalogued: readonly UncataloguedValue[]): Ceiling {
  return {
    cpuMillis: amountOf(limits, "cpu") ?? null,
    memoryBytes: amountOf(limits, "memory") ?? null,
    nodes: amountOf(limits, "nodes") ?? null,
    gpu: statedGpus(
      limits,
      types,
      uncatalogued.map(({ value }) => value),
    ),
    usdPerHour: null,
    usdPerHourReason: uncataloguedText(uncatalogued),
  };
}

function finite(amount: number): number | null {
  return Number.isFinite(amount) ? amount : null;
}

type Price = Pick<Ceiling, "usdPerHour" | "usdPerHourReason" | "priceBasis">;

function priceOf({ launchable, most }: AtLimits, region: string | undefined): Price {
  const reason = noPriceReason(launchable, region);
  if (reason !== undefined) return { usdPerHour: null, usdPerHourReason: reason };
  const micros = finite(most(({ type }) => Math.round(onDemandUsdPerHour(type, region!)! * microUsd)));
  if (micros === null) return { usdPerHour: null, usdPerHourReason: "no limit bounds the pool" };
  const basis = region === undefined ? undefined : priceBasis(launchable, region);
  return { usdPerHour: micros / microUsd, ...(basis === undefined ? {} : { priceBasis: basis }) };
}
