/**
 * What an instance type costs in a region: the one place that says so. Never another region's price: a type has a listed price
 * of its own region, an estimate that is marked as one, or none.
 */
import { memoizeBy } from "../units/memoize";
import type { InstanceType } from "./catalogue";
import { estimatedPrice, type PriceEstimate } from "./priceEstimate";
import { figureOf, listedPrice, type PriceSource, priceList } from "./priceList";

/** Names shown of the types that have no price. */
const shownTypes = 3;

/** A Linux on-demand price, which is the bound for spot too. */
export interface OnDemandPrice extends PriceSource {
  readonly usdPerHour: number;
  /** What it is made of, when it is not listed. */
  readonly estimate?: PriceEstimate;
}

/** The on-demand price of a type in a region; undefined where it is not known. */
export const onDemandPrice: (type: string, region: string) => OnDemandPrice | undefined = memoizeBy(
  (type, region) => `${region} ${type}`,
  (type, region) => {
    const listed = listedPrice(type, region);
    if (listed !== undefined) return listed;
    const estimate = estimatedPrice(type, region);
    if (estimate === undefined) return undefined;
    const source = `estimate: us-east-1's price times ${estimate.ratio.toFixed(3)}, the ratio of ${estimate.families.join(", ")}`;
    return { usdPerHour: estimate.usdPerHour, source, date: estimate.date, estimate };
  },
);

/** The on-demand price alone, in USD per hour; estimates count. Undefined where it is not known. */
export function onDemandUsdPerHour(type: string, region: string): number | undefined {
  return onDemandPrice(type, region)?.usdPerHour;
}

/** What spot cost on average in the 30 days before the advice's date. */
export interface SpotPrice extends PriceSource {
  /** On-demand times (1 - saving). */
  readonly usdPerHour: number;
  /** Of the on-demand price. */
  readonly savingPercent: number;
  /** Share of instances that were interrupted in a month: "<5%". */
  readonly interruptions: string;
  /** The bound: a spot instance never costs more. */
  readonly onDemand: OnDemandPrice;
}

/** The spot price of a type in a region; undefined where the saving or the on-demand price is not known. */
export function spotPrice(type: string, region: string): SpotPrice | undefined {
  const advice = priceList(region)?.spot;
  const onDemand = onDemandPrice(type, region);
  if (advice === undefined || onDemand === undefined) return undefined;
  const saved = figureOf(advice.savings, type);
  if (saved === undefined) return undefined;
  const [savingPercent, band] = saved;
  return {
    usdPerHour: Number((onDemand.usdPerHour * (1 - savingPercent / 100)).toFixed(6)),
    savingPercent,
    interruptions: advice.interruptionBands[band] ?? "not known",
    onDemand,
    source: advice.source,
    date: advice.date,
  };
}

/**
 * Why the types' prices in a region cannot all be told; undefined when they can.
 * @param region undefined where nobody says whose prices apply
 */
export function noPriceReason(
  types: readonly Pick<InstanceType, "type">[],
  region: string | undefined,
): string | undefined {
  const missing = types.filter(({ type }) => region === undefined || onDemandPrice(type, region) === undefined);
  if (missing.length === 0) return undefined;
  if (region === undefined) {
    return "neither the pool's zones nor the stack's aws:region say which region's prices apply";
  }
  if (priceList(region) === undefined) return `no prices of ${region} are known`;
  const names = missing.slice(0, shownTypes).map(({ type }) => type);
  const more = missing.length - names.length;
  return `no price in ${region} is known for ${names.join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}

/** What prices of several types rest on. */
export interface PriceBasis {
  /** Several are joined with `, `. */
  readonly region: string;
  /** Day of the oldest figure. */
  readonly date: string;
  /** Types whose price is an estimate. */
  readonly estimated: readonly string[];
}

/** What the prices of types in a region rest on; undefined where none is known. */
export function priceBasis(types: readonly Pick<InstanceType, "type">[], region: string): PriceBasis | undefined {
  const known = types.flatMap(({ type }) => {
    const price = onDemandPrice(type, region);
    return price === undefined ? [] : [{ type, price }];
  });
  if (known.length === 0) return undefined;
  return {
    region,
    date: known.map(({ price }) => price.date).sort()[0]!,
    estimated: known.filter(({ price }) => price.estimate !== undefined).map(({ type }) => type),
  };
}

/** What a sum of prices rests on; undefined for a sum of none. */
export function joinedBasis(bases: readonly PriceBasis[]): PriceBasis | undefined {
  if (bases.length === 0) return undefined;
  return {
    region: [...new Set(bases.map(({ region }) => region))].sort().join(", "),
    date: bases.map(({ date }) => date).sort()[0]!,
    estimated: [...new Set(bases.flatMap(({ estimated }) => estimated))].sort(),
  };
}
