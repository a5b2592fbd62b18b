/** List prices of AWS services other than EC2, by region, from servicePrices.json beside this file; its sources stand in it. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { PriceSource } from "../ec2/priceList";
import { lazy } from "../units/memoize";
import { ownValue } from "../units/ownValue";

/**
 * What is priced, with its unit. `eksExtendedHour` is all that an hour in extended support costs; `interfaceEndpointZoneHour`
 * is for one endpoint in one zone; `gp3IopsMonth` above 3,000 and `gp3MiBpsMonth` above 125; a KMS key is one key version.
 */
export type PricedItem =
  | "eksHour"
  | "eksExtendedHour"
  | "natHour"
  | "natGB"
  | "interfaceEndpointZoneHour"
  | "interfaceEndpointGB"
  | "publicIpv4Hour"
  | "gp3GBMonth"
  | "gp3IopsMonth"
  | "gp3MiBpsMonth"
  | "logsIngestGB"
  | "logsStoreGBMonth"
  | "kmsKeyMonth"
  | "sqsMillion"
  | "crossZoneGB"
  | "fargateVcpuHour"
  | "fargateGBHour";

/** A price in USD for one unit of an item. */
export interface UnitPrice extends PriceSource {
  readonly usd: number;
}

interface ServicePricesFile {
  /** Day on which the sources were read. */
  readonly readOn: string;
  readonly sources: Readonly<Record<string, { readonly at: string; readonly date: string; readonly licence: string }>>;
  /** Price and the ids of its sources, with spaces between them. */
  readonly usd: Readonly<Record<PricedItem, Readonly<Record<string, readonly [usd: number, sources: string]>>>>;
}

const file = lazy(() => JSON.parse(readFileSync(join(__dirname, "servicePrices.json"), "utf8")) as ServicePricesFile);

/** The price of an item in a region; undefined where no source was found: another region's is never taken. */
export function servicePrice(item: PricedItem, region: string): UnitPrice | undefined {
  const { readOn, sources, usd } = file();
  const found = ownValue(usd[item], region);
  if (found === undefined) return undefined;
  const [price, ids] = found;
  const texts = ids.split(" ").map((id) => `${sources[id]!.at} (${sources[id]!.date})`);
  return { usd: price, source: texts.join("; "), date: readOn };
}
