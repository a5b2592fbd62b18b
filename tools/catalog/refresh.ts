/** Refreshes the price list of a region from AWS's own public lists, on the machine of whoever runs it. */

import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { instanceTypes, isUnlisted } from "../../capacity/ec2/catalogue";
import { partitionOfRegion } from "../../capacity/ec2/partitions";
import { type PriceList, priceListFolder } from "../../capacity/ec2/priceList";
import { ownValue } from "../../capacity/units/ownValue";
import { UsageError } from "../cli/errors";
import { replaceFile } from "../cli/writeAtomic";
import { locations } from "./lists/locations";
import { mergedList, typesOf } from "./lists/merged";
import { isAddress, openList } from "./lists/openList";
import { readList } from "./lists/readList";
import { priceListText } from "./priceListText";

/** Which of AWS's lists of on-demand prices is read without `--from`. */
export const priceLists = ["bulk", "page"] as const;

/** What to refresh. */
export interface RefreshOptions {
  readonly region: string;
  /** Files and addresses, read in this order. */
  readonly from: readonly string[];
  /** The region's list as it is. */
  readonly before: PriceList | undefined;
  /** Day of a list that does not say its own. */
  readonly today: string;
  /** @default the project's */
  readonly folder?: string;
  /** Receives what is done and how far it is. */
  readonly say?: (text: string) => void;
}

/** AWS's public lists of a region: on-demand prices, and the Spot Instance Advisor. No credentials are needed. */
export function listAddresses(region: string, list: (typeof priceLists)[number]): readonly string[] {
  const spot = "https://spot-bid-advisor.s3.amazonaws.com/spot-advisor-data.json";
  if (list === "bulk")
    return [`https://pricing.us-east-1.amazonaws.com/offers/v1.0/aws/AmazonEC2/current/${region}/index.json`, spot];
  const location = ownValue(locations, region);
  if (location === undefined)
    throw new UsageError(`--list page: the pricing page's name of ${region} is not known; use --list bulk`);
  const feed = "https://b0.p.awsstatic.com/pricing/2.0/meteredUnitMaps/ec2/USD/current/ec2-ondemand-without-sec-sel";
  return [`${feed}/${encodeURIComponent(location)}/Linux/index.json`, spot];
}

/** @throws UsageError for a region that AWS has not, or whose prices are not in USD */
export function checkRegion(region: string): void {
  const partition = partitionOfRegion(region);
  if (partition === undefined) throw new UsageError(`--region: ${JSON.stringify(region)} is not a region of AWS`);
  if (partition.name === "aws-cn")
    throw new UsageError(`--region: prices of ${region} are in CNY; the project's prices are in USD`);
}

/** Most names in a line. */
const shownNames = 8;

function named(types: readonly string[]): string {
  const more = types.length - shownNames;
  return more > 0 ? `${types.slice(0, shownNames).join(", ")} and ${more} more` : types.join(", ");
}

const countOf = (count: number, noun: string) => `${count} ${noun}${count === 1 ? "" : "s"}`;

/**
 * Refreshes the file of a region: all of the lists, or nothing.
 * @returns what changed, a line each
 * @throws UsageError when a list cannot be read, or is not of the region
 */
export async function refresh(options: RefreshOptions): Promise<readonly string[]> {
  const { region, from, today, folder = priceListFolder, say = () => {} } = options;
  const lines: string[] = [];
  let list = options.before;
  for (const each of from) {
    const { text, changedOn } = await openList(each, say);
    const read = await readList(text, region).catch((cause: unknown) => {
      if (!(cause instanceof Error)) throw cause;
      if (cause instanceof UsageError) throw new UsageError(`${each}: ${cause.message.replace(`${each}: `, "")}`);
      if ("code" in cause) throw new UsageError(`${each}: cannot be read (${String(cause.code)})`);
      throw cause;
    });
    const date = (read.kind === "spot" ? undefined : read.publishedOn) ?? changedOn ?? today;
    const fromText = isAddress(each) ? each : `file ${each.split(/[\\/]/).at(-1)}`;
    const { list: made, added, changed, same, kept } = mergedList(region, list, read, { from: fromText, date });
    list = made;
    const what = read.kind === "spot" ? "spot saving" : "price";
    const count = added.length + changed.length + same;
    lines.push(
      `${countOf(count, what)} of ${region} as of ${date}: ${added.length} new, ${changed.length} changed, ${same} as before`,
    );
    if (kept.length > 0)
      lines.push(`${countOf(kept.length, "older price")} kept, which the list lacks: ${named(kept)}`);
  }
  if (list === undefined || list.onDemand.length === 0)
    throw new UsageError(`no on-demand price of ${region} is known yet; read them before the spot savings`);
  const known = new Set(instanceTypes().map(({ type }) => type));
  const types = [...new Set(list.onDemand.flatMap(({ usdPerHour }) => typesOf(usdPerHour)))];
  const byPriceOnly = types.filter((type) => !known.has(type) && !isUnlisted(type)).sort();
  if (byPriceOnly.length > 0)
    lines.push(
      `${countOf(byPriceOnly.length, "type")} known by price only, without vCPUs, memory and pods: ${named(byPriceOnly)}; --describe brings them`,
    );
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `${region}.json`);
  replaceFile(path, priceListText(list));
  return [...lines, `wrote ${path}`];
}
