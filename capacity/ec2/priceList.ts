/**
 * List prices of EC2 by region, from priceLists/<region>.json. Only the file of a region that is asked for is read. Sources,
 * licences and dates stand inside each file; `npm run catalog` refreshes one from AWS's public lists.
 */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { memoizeBy } from "../units/memoize";
import { ownValue } from "../units/ownValue";

/** Figures of instance types: `figures.m7i.large`. */
export type ByFamilyAndSize<T> = Readonly<Record<string, Readonly<Record<string, T>>>>;

/** Where figures come from. */
export interface PriceSource {
  /** In words: "AWS bulk price list, as recorded in ...". */
  readonly source: string;
  /** Day of the figures: "2026-03-15". */
  readonly date: string;
}

/** Prices from one source: Linux, on-demand, in USD per hour, at shared tenancy unless the source says otherwise. */
export interface ListedPrices extends PriceSource {
  readonly licence: string;
  readonly usdPerHour: ByFamilyAndSize<number>;
}

/** AWS's Spot Instance Advisor: what spot saved against on-demand over the last 30 days, and how often it was interrupted. */
export interface SpotAdvice extends PriceSource {
  readonly licence: string;
  /** How many instances were interrupted in a month: "<5%", "5-10%", ... */
  readonly interruptionBands: readonly string[];
  /** Percent saved, and the index of the band. */
  readonly savings: ByFamilyAndSize<readonly [savingPercent: number, band: number]>;
}

/** The file of a region. */
export interface PriceList {
  readonly about: string;
  readonly region: string;
  /** The first that has a type counts: fresher ones stand before older ones. */
  readonly onDemand: readonly ListedPrices[];
  readonly spot?: SpotAdvice;
}

/** Folder of the files, beside this one; a packed policy pack has it beside its code. */
export const priceListFolder = join(__dirname, "priceLists");

/** The prices of a region; undefined where none are known, as in China, whose prices are in CNY. */
export const priceList: (region: string) => PriceList | undefined = memoizeBy(
  (region) => region,
  (region) => {
    // a region is the user's word: it must not name another file
    if (!/^[a-z0-9-]+$/.test(region)) return undefined;
    const path = join(priceListFolder, `${region}.json`);
    return existsSync(path) ? (JSON.parse(readFileSync(path, "utf8")) as PriceList) : undefined;
  },
);

/** The figure of a type; undefined where there is none. */
export function figureOf<T>(figures: ByFamilyAndSize<T>, type: string): T | undefined {
  const dot = type.indexOf(".");
  const family = ownValue(figures, type.slice(0, dot));
  return family === undefined ? undefined : ownValue(family, type.slice(dot + 1));
}

/** A price as a list has it. */
export interface ListedPrice extends PriceSource {
  readonly usdPerHour: number;
}

/** The listed price of a type in a region; undefined where no source has it. */
export function listedPrice(type: string, region: string): ListedPrice | undefined {
  for (const { source, date, usdPerHour } of priceList(region)?.onDemand ?? []) {
    const price = figureOf(usdPerHour, type);
    if (price !== undefined) return { usdPerHour: price, source, date };
  }
  return undefined;
}
