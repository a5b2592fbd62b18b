/** A bill for a month, line by line: what is paid for, how much of it, at which price and from which source. */
import type { PriceSource } from "../ec2/priceList";
import type { UnitPrice } from "./servicePrices";

/** Hours of a month, as AWS counts one. */
export const monthHours = 730;

/** What spot cost on average, where a pool admits it; the line's own amount, at list price, is the bound. */
export interface SpotAmount extends PriceSource {
  readonly usdPerMonth: number;
  /** Of the list price: "69%", or the range over several types. */
  readonly saving: string;
  /** Share of instances that were interrupted in a month: "<5%", or the range over several types. */
  readonly interruptions: string;
}

/** What the user pays by prices of their own. */
export interface OwnAmount extends PriceSource {
  readonly usdPerMonth: number;
}

/** One line of a bill. */
export interface MoneyLine {
  /** "NAT gateways" */
  readonly item: string;
  /** In a month. */
  readonly quantity: number;
  /** "gateway-hours" */
  readonly unit: string;
  /** USD for one unit; null where it is not known. */
  readonly usdPerUnit: number | null;
  /** To the cent; null where it is not known. */
  readonly usdPerMonth: number | null;
  /** Why an amount is null. */
  readonly reason?: string;
  /** Of the price; absent where there is none. */
  readonly source?: string;
  /** Of the price: "2026-03-15". */
  readonly date?: string;
  readonly spot?: SpotAmount;
  /** Where the stack names a file of own prices. */
  readonly own?: OwnAmount;
}

/** To the cent, as a bill has it. */
export function cents(usd: number): number {
  return Math.round(usd * 100) / 100;
}

/** What is paid for: {@link MoneyLine} without its price. */
export type MoneyItem = Pick<MoneyLine, "item" | "quantity" | "unit">;

/** A line at a price; without one, it says why. */
export function pricedLine(item: MoneyItem, price: UnitPrice | undefined, reason: string): MoneyLine {
  if (price === undefined) return unpricedLine(item, reason);
  const { usd, source, date } = price;
  return { ...item, usdPerUnit: usd, usdPerMonth: cents(item.quantity * usd), source, date };
}

/** A line whose amount is not known. */
export function unpricedLine(item: MoneyItem, reason: string): MoneyLine {
  return { ...item, usdPerUnit: null, usdPerMonth: null, reason };
}

/** The sum of lines. */
export interface MoneySum {
  /** Of the lines that have an amount; at least so much when `notKnown` names others. */
  readonly usdPerMonth: number;
  /** The same with spot at its average price; absent where nothing is spot. */
  readonly spotUsdPerMonth?: number;
  /** The same at the user's own prices; absent where they have none. */
  readonly ownUsdPerMonth?: number;
  /** Lines without an amount, by what they are for. */
  readonly notKnown: readonly string[];
}

/** Adds up lines, in whole cents: the parts of a bill add up to its total. */
export function sumLines(lines: readonly MoneyLine[]): MoneySum {
  const inCents = (usd: number | null) => Math.round((usd ?? 0) * 100);
  const sum = (amount: (line: MoneyLine) => number | null) =>
    lines.reduce((total, line) => total + inCents(amount(line)), 0) / 100;
  const notKnown = lines.filter(({ usdPerMonth }) => usdPerMonth === null).map(({ item }) => item);
  const isSpot = lines.some(({ spot }) => spot !== undefined);
  const isOwn = lines.some(({ own }) => own !== undefined);
  return {
    usdPerMonth: sum((line) => line.usdPerMonth),
    ...(isSpot ? { spotUsdPerMonth: sum((line) => line.spot?.usdPerMonth ?? line.usdPerMonth) } : {}),
    ...(isOwn ? { ownUsdPerMonth: sum((line) => line.own?.usdPerMonth ?? line.usdPerMonth) } : {}),
    notKnown,
  };
}

/** Adds up sums. */
export function sumOf(sums: readonly MoneySum[]): MoneySum {
  const add = (amount: (sum: MoneySum) => number) =>
    sums.reduce((total, sum) => total + Math.round(amount(sum) * 100), 0) / 100;
  const isSpot = sums.some(({ spotUsdPerMonth }) => spotUsdPerMonth !== undefined);
  const isOwn = sums.some(({ ownUsdPerMonth }) => ownUsdPerMonth !== undefined);
  return {
    usdPerMonth: add((sum) => sum.usdPerMonth),
    ...(isSpot ? { spotUsdPerMonth: add((sum) => sum.spotUsdPerMonth ?? sum.usdPerMonth) } : {}),
    ...(isOwn ? { ownUsdPerMonth: add((sum) => sum.ownUsdPerMonth ?? sum.usdPerMonth) } : {}),
    notKnown: sums.flatMap(({ notKnown }) => notKnown),
  };
}
