/**
 * What a type costs in a region that offers it and whose price list lacks it: the price of us-east-1 times the ratio of both
 * regions' prices in the next older family of the same letter and CPU maker. For known families, left out one at a time, that
 * is within 2% for 95 of 100 types and within 13% for 99; test/capacity/ec2/priceEstimate.test.ts measures it.
 */
import { memoizeBy } from "../units/memoize";
import { type InstanceType, instanceTypes, instanceTypesIn } from "./catalogue";
import { listedPrice, priceList } from "./priceList";

/** The region whose list has the most types. */
export const referenceRegion = "us-east-1";

/** An estimated price, and what it is made of. */
export interface PriceEstimate {
  readonly usdPerHour: number;
  /** List price in {@link referenceRegion}. */
  readonly referenceUsdPerHour: number;
  /** Median of the region's prices to those of {@link referenceRegion} in `families`. */
  readonly ratio: number;
  /** The next older ones of the same letter and maker. */
  readonly families: readonly string[];
  /** Day of the region's older list in use. */
  readonly date: string;
}

interface Family {
  readonly name: string;
  /** Letters before the generation, and a memory size as in "u-6tb1". */
  readonly letter: string;
  readonly generation: number;
  /** After the generation: "gd", "i-flex". */
  readonly variant: string;
  /** Of the CPU. */
  readonly maker: string;
  readonly types: readonly string[];
}

/** Built once, on the first estimate. */
const families: () => ReadonlyMap<string, Family> = memoizeBy(
  () => "",
  () => {
    const byName = new Map<string, { type: InstanceType; types: string[] }>();
    for (const type of instanceTypes()) {
      const known = byName.get(type.family);
      if (known === undefined) byName.set(type.family, { type, types: [type.type] });
      else known.types.push(type.type);
    }
    return new Map(
      [...byName].flatMap(([name, { type, types }]) => {
        const [, letter, generation, variant] = /^([a-z]+(?:-[0-9]+tb)?)([0-9]+)(.*)$/.exec(name) ?? [];
        if (letter === undefined) return [];
        const family = {
          name,
          letter,
          generation: Number(generation),
          variant: variant!,
          maker: type.manufacturer,
          types,
        };
        return [[name, family] as const];
      }),
    );
  },
);

/** Prices of a region to those of the reference region, of the types that both have. */
function ratios(types: readonly string[], region: string): readonly number[] {
  return types.flatMap((type) => {
    const here = listedPrice(type, region);
    const there = listedPrice(type, referenceRegion);
    return here === undefined || there === undefined ? [] : [here.usdPerHour / there.usdPerHour];
  });
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** The ratio for a family from the next older ones; of those with the same variant, where there are any. */
const familyRatio: (
  name: string,
  region: string,
) => { readonly ratio: number; readonly families: readonly string[] } | undefined = memoizeBy(
  (name, region) => `${region} ${name}`,
  (name, region) => {
    const family = families().get(name);
    if (family === undefined) return undefined;
    const older = [...families().values()].filter(
      ({ letter, maker, generation, types }) =>
        letter === family.letter &&
        maker === family.maker &&
        generation < family.generation &&
        ratios(types, region).length > 0,
    );
    const next = older.filter(({ generation }) => generation === Math.max(...older.map((each) => each.generation)));
    const same = next.filter(({ variant }) => variant === family.variant);
    const chosen = same.length > 0 ? same : next;
    if (chosen.length === 0) return undefined;
    const types = chosen.flatMap((each) => each.types);
    return { ratio: median(ratios(types, region)), families: chosen.map((each) => each.name) };
  },
);

/** The estimate for a type, whether or not its price is listed; undefined without an older family to go by. */
export function estimateFor(type: string, region: string): PriceEstimate | undefined {
  const reference = listedPrice(type, referenceRegion);
  const basis = familyRatio(type.slice(0, type.indexOf(".")), region);
  if (reference === undefined || basis === undefined) return undefined;
  const dates = priceList(region)!.onDemand.map(({ date }) => date);
  return {
    // to a hundredth of a cent a hundredfold: more digits would look like more knowledge
    usdPerHour: Number((reference.usdPerHour * basis.ratio).toFixed(6)),
    referenceUsdPerHour: reference.usdPerHour,
    ...basis,
    date: dates.sort()[0]!,
  };
}

const offered: (region: string) => ReadonlySet<string> = memoizeBy(
  (region) => region,
  (region) => new Set((instanceTypesIn(region) ?? []).map(({ type }) => type)),
);

/** The estimate for a type that the region offers and its list lacks; undefined for any other. */
export function estimatedPrice(type: string, region: string): PriceEstimate | undefined {
  if (!offered(region).has(type) || listedPrice(type, region) !== undefined) return undefined;
  return estimateFor(type, region);
}

/** Median of a region's prices to those of the reference region, over all types; 1 where no price of the region is known. */
export const regionRatio: (region: string) => number = memoizeBy(
  (region) => region,
  (region) => {
    const all = ratios(
      instanceTypes().map(({ type }) => type),
      region,
    );
    return all.length === 0 ? 1 : median(all);
  },
);
