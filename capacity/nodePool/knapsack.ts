/** The most that any number of whole items can be worth under one limit (the unbounded knapsack). */

/** Something of which any whole number may be taken. Both figures whole and >= 0. */
export interface Item {
  readonly weight: number;
  readonly value: number;
}

/** Rows in the table of the exact computation; small, so that 1000 limits take about a second. */
const tableSize = 4096;

/** Above the error of a double in these figures, below the whole number that a value is. */
const rounding = 1e-6;

/**
 * The greatest total value of whole items whose weights sum to at most `capacity`; items heavier than that are left out.
 * Infinity when an item of value weighs nothing. Exact for one weight and for capacities up to 4096 times the common
 * divisor of the weights; above that an upper bound, no higher than the value with a little more capacity
 * (each item counts up to a 4096th of the capacity too light).
 */
export function mostWithin(items: readonly Item[], capacity: number): number {
  const best = new Map<number, number>();
  for (const { weight, value } of items) {
    if (weight <= capacity && value > (best.get(weight) ?? 0)) best.set(weight, value);
  }
  if (best.size === 0) return 0;
  if (best.has(0)) return Number.POSITIVE_INFINITY;
  const weights = [...best.keys()].sort((a, b) => a - b);
  const smallest = weights[0]!;
  if (weights.length === 1) return Math.floor(capacity / smallest) * best.get(smallest)!;

  const unit = weights.reduce(commonDivisor);
  const units = Math.floor(capacity / unit);
  if (units <= tableSize) return tableMost(weights, best, unit, units);
  // Coarser units: rounding both weights and capacity down keeps every choice that was possible, so it stays an upper bound
  const coarse = Math.ceil(capacity / tableSize);
  const byDensity = Math.floor(
    Math.max(...weights.map((weight) => (capacity * best.get(weight)!) / weight)) + rounding,
  );
  if (smallest < coarse) return byDensity;
  return Math.min(byDensity, tableMost(weights, best, coarse, Math.floor(capacity / coarse)));
}

function tableMost(weights: readonly number[], best: ReadonlyMap<number, number>, unit: number, units: number): number {
  const most = new Float64Array(units + 1);
  for (const weight of weights) {
    const steps = Math.floor(weight / unit);
    const value = best.get(weight)!;
    // no gain where smaller items reach as much in the same room
    if (most[steps]! >= value) continue;
    for (let room = steps; room <= units; room++) {
      const taken = most[room - steps]! + value;
      if (taken > most[room]!) most[room] = taken;
    }
  }
  return most[units]!;
}

function commonDivisor(a: number, b: number): number {
  return b === 0 ? a : commonDivisor(b, a % b);
}
