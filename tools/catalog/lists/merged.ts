/** A region's price list with what a fresher list says. */
import type { ByFamilyAndSize, ListedPrices, PriceList } from "../../../capacity/ec2/priceList";
import { figureOf } from "../../../capacity/ec2/priceList";
import type { PriceListRead } from "./readList";

/** What a refresh changed. */
export interface Refreshed {
  readonly list: PriceList;
  /** Types by what became of their price: new, another one, the same. */
  readonly added: readonly string[];
  readonly changed: readonly string[];
  readonly same: number;
  /** Types whose older figures stay, since the fresh list lacks them. */
  readonly kept: readonly string[];
}

/** Where a fresh list comes from. */
export interface FreshSource {
  /** The address or the file's name. */
  readonly from: string;
  /** Day of the figures. */
  readonly date: string;
}

const about = (region: string) =>
  `Linux on-demand list prices of EC2 in ${region}, USD per hour. Read by capacity/ec2/priceList.ts; refreshed by \`npm run catalog\`.`;

const licence = "AWS public price list";

const kinds = {
  bulk: "AWS bulk price list of EC2",
  page: "AWS pricing page feed",
  spot: "AWS Spot Instance Advisor",
} as const;

function nested<T>(figures: ReadonlyMap<string, T>): ByFamilyAndSize<T> {
  const families = new Map<string, Map<string, T>>();
  for (const [type, figure] of figures) {
    const dot = type.indexOf(".");
    if (dot < 0 || type.startsWith("mac")) continue;
    const sizes = families.get(type.slice(0, dot)) ?? new Map<string, T>();
    families.set(type.slice(0, dot), sizes.set(type.slice(dot + 1), figure));
  }
  return Object.fromEntries([...families].map(([family, sizes]) => [family, Object.fromEntries(sizes)]));
}

/** Types of figures, "m7i.large", sorted. */
export function typesOf(figures: ByFamilyAndSize<unknown>): readonly string[] {
  return Object.entries(figures)
    .flatMap(([family, sizes]) => Object.keys(sizes).map((size) => `${family}.${size}`))
    .sort();
}

function without<T>(figures: ByFamilyAndSize<T>, types: ByFamilyAndSize<unknown>): ByFamilyAndSize<T> {
  const left = Object.entries(figures).map(([family, sizes]) => {
    const others = Object.entries(sizes).filter(([size]) => figureOf(types, `${family}.${size}`) === undefined);
    return [family, Object.fromEntries(others)] as const;
  });
  return Object.fromEntries(left.filter(([, sizes]) => Object.keys(sizes).length > 0));
}

/** What became of each figure. */
function difference<T>(before: (type: string) => T | undefined, fresh: ByFamilyAndSize<T>) {
  const text = (figure: T | undefined) => JSON.stringify(figure);
  const types = typesOf(fresh);
  const added = types.filter((type) => before(type) === undefined);
  const changed = types.filter(
    (type) => before(type) !== undefined && text(before(type)) !== text(figureOf(fresh, type)),
  );
  return { added, changed, same: types.length - added.length - changed.length };
}

/** The list of a region with a fresh one in front: a figure that the fresh one lacks stays, with its source and date. */
export function mergedList(
  region: string,
  before: PriceList | undefined,
  read: PriceListRead,
  { from, date }: FreshSource,
): Refreshed {
  const source = `${kinds[read.kind]}, from ${from}`;
  const older = before?.onDemand ?? [];
  const head = { about: about(region), region };
  if (read.kind === "spot") {
    const savings = nested(read.savings);
    const spot = { source, date, licence, interruptionBands: read.interruptionBands, savings };
    // savings of 30 days ago are of no use beside today's: what the fresh list lacks goes
    return {
      list: { ...head, onDemand: older, spot },
      ...difference((type) => before?.spot && figureOf(before.spot.savings, type), savings),
      kept: [],
    };
  }
  const usdPerHour = nested(read.usdPerHour);
  const rest = older
    .map((list): ListedPrices => ({ ...list, usdPerHour: without(list.usdPerHour, usdPerHour) }))
    .filter((list) => Object.keys(list.usdPerHour).length > 0);
  const priceBefore = (type: string) =>
    older.map((list) => figureOf(list.usdPerHour, type)).find((price) => price !== undefined);
  return {
    list: {
      ...head,
      onDemand: [{ source, date, licence, usdPerHour }, ...rest],
      ...(before?.spot === undefined ? {} : { spot: before.spot }),
    },
    ...difference(priceBefore, usdPerHour),
    kept: rest.flatMap((list) => typesOf(list.usdPerHour)).sort(),
  };
}
