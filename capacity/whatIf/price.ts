/** What nodes cost an hour. */
import { noPriceReason, onDemandUsdPerHour, type PriceBasis, priceBasis, spotPrice } from "../ec2/prices";
import { mostWithin } from "../nodePool/knapsack";
import type { Range } from "./bounds";
import type { Launchable } from "./launchable";

/** At on-demand list prices, which are the bound for spot too. */
export interface HourlyPrice {
  /** In USD, of the types whose price is known; null where none is. */
  readonly usdPerHour: Range | null;
  /** Why it is null, or which types it leaves out. */
  readonly reason?: string;
  /** What it rests on; absent where it is null, and where there are no nodes. */
  readonly priceBasis?: PriceBasis;
}

const microUsd = 1e6;

/** Above so many pods the least is computed by the cheapest price of a pod, which is lower by less than a node. */
const exactPods = 4096;

/**
 * What the new nodes for pods cost, at least and at most.
 * @param pods on new nodes
 * @param partial most nodes that are not full: one in each pool
 */
export function hourlyPrice(
  launchable: readonly Launchable[],
  pods: Range,
  region: string | undefined,
  partial = 1,
): HourlyPrice {
  if (pods.most === 0 || launchable.length === 0) return { usdPerHour: { least: 0, most: 0 } };
  const all = launchable.map(({ type }) => type);
  const reason = noPriceReason(all, region);
  const known = launchable.filter(({ usdPerHour }) => usdPerHour !== undefined);
  const basis = region === undefined ? undefined : priceBasis(all, region);
  if (known.length === 0 || basis === undefined) return { usdPerHour: null, reason: reason! };
  const priced = known.map(({ usdPerHour, pods: each }) => ({
    weight: each,
    value: Math.round(usdPerHour! * microUsd),
  }));
  const most =
    mostWithin(priced, Math.max(0, pods.most - partial)) + partial * Math.max(...priced.map(({ value }) => value));
  return {
    usdPerHour: { least: leastCost(priced, pods.least) / microUsd, most: most / microUsd },
    ...(reason === undefined ? {} : { reason }),
    priceBasis: basis,
  };
}

/** The least that whole items cost whose weights add up to at least `amount`. */
function leastCost(items: readonly { readonly weight: number; readonly value: number }[], amount: number): number {
  if (amount > exactPods) return Math.floor(amount * Math.min(...items.map(({ weight, value }) => value / weight)));
  const cheapest = new Map<number, number>();
  for (const { weight, value } of items) cheapest.set(weight, Math.min(value, cheapest.get(weight) ?? value));
  const least = new Float64Array(amount + 1).fill(Number.POSITIVE_INFINITY);
  least[0] = 0;
  for (let covered = 1; covered <= amount; covered++) {
    for (const [weight, value] of cheapest)
      least[covered] = Math.min(least[covered]!, least[Math.max(0, covered - weight)]! + value);
  }
  return least[amount]!;
}

/** What nodes of a type cost an hour; null where it is not known. @param spot at spot's average, where that is known */
export function usdPerHourOf(type: string, region: string | undefined, spot: boolean): number | null {
  if (region === undefined) return null;
  return (spot ? spotPrice(type, region)?.usdPerHour : onDemandUsdPerHour(type, region)) ?? null;
}
