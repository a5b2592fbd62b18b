/**
 * Reads one of AWS's public price lists, whichever it is: the bulk offer file of EC2 in a region, the feed of the pricing page,
 * or the data of the Spot Instance Advisor. Forms as AWS publishes them in 2026; no credentials are needed for any of them.
 */

import type { Readable } from "node:stream";
import type { SpotAdvice } from "../../../capacity/ec2/priceList";
import { textOf } from "../../../capacity/units/fields";
import { ownValue } from "../../../capacity/units/ownValue";
import { UsageError } from "../../cli/errors";
import { isSameLocation, locations } from "./locations";
import { type Part, readParts } from "./partsOf";

/** What a list says of a region. */
export type PriceListRead =
  | {
      readonly kind: "bulk" | "page";
      /** Day of publication; undefined where the list does not say. */
      readonly publishedOn: string | undefined;
      /** Linux, on-demand, shared tenancy, by type. */
      readonly usdPerHour: ReadonlyMap<string, number>;
    }
  | {
      readonly kind: "spot";
      readonly interruptionBands: readonly string[];
      readonly savings: ReadonlyMap<string, SpotAdvice["savings"][string][string]>;
    };

type Fields = Readonly<Record<string, unknown>>;

const fieldsOf = (value: unknown): Fields => (typeof value === "object" && value !== null ? (value as Fields) : {});

/** A copy of a text: a part of a parsed text keeps all that was read with it in memory. */
const kept = (text: string): string => Buffer.from(text).toString();

/** The bulk offer file: SKUs with their attributes, then a price for each SKU. */
class BulkOffer {
  private readonly types = new Map<string, string>();
  readonly usdPerHour = new Map<string, number>();
  private hasTerms = false;

  constructor(private readonly region: string) {}

  product(sku: string, value: unknown): void {
    // prices of SKUs that are not known yet would be lost
    if (this.hasTerms) throw new UsageError("the list names prices before products; it has a form that is not known");
    const { productFamily, attributes } = fieldsOf(value);
    const { regionCode, instanceType, ...how } = fieldsOf(attributes);
    if (!textOf(productFamily).startsWith("Compute Instance")) return;
    if (typeof regionCode === "string" && regionCode !== this.region)
      throw new UsageError(`is the list of ${regionCode}, not of ${this.region}`);
    const isPlain =
      how.operatingSystem === "Linux" &&
      how.tenancy === "Shared" &&
      how.preInstalledSw === "NA" &&
      how.capacitystatus === "Used" &&
      (how.marketoption === undefined || how.marketoption === "OnDemand");
    if (isPlain && typeof instanceType === "string") this.types.set(kept(sku), kept(instanceType));
  }

  price(sku: string, value: unknown): void {
    this.hasTerms = true;
    const type = this.types.get(sku);
    if (type === undefined) return;
    for (const offer of Object.values(fieldsOf(value))) {
      for (const dimension of Object.values(fieldsOf(fieldsOf(offer).priceDimensions))) {
        const { unit, pricePerUnit } = fieldsOf(dimension);
        const { USD, ...others } = fieldsOf(pricePerUnit);
        if (USD === undefined && Object.keys(others).length > 0)
          throw new UsageError(`has prices in ${Object.keys(others).join(", ")}; the project's are in USD`);
        const usd = Number(USD);
        if (unit === "Hrs" && usd > 0) this.usdPerHour.set(type, usd);
      }
    }
  }
}

/** The feed of the pricing page: rows by location. */
function pageRow(location: string, value: unknown, region: string): readonly [type: string, usd: number] | undefined {
  if (!isSameLocation(location, ownValue(locations, region) ?? ""))
    throw new UsageError(
      `is the list of ${location}, not of ${region} (${ownValue(locations, region) ?? "not known by name"})`,
    );
  const row = fieldsOf(value);
  const [type, usd] = [textOf(row["Instance Type"]), Number(row.price)];
  const system = row["Operating System"];
  return type !== "" && usd > 0 && (system === undefined || system === "Linux") ? [kept(type), usd] : undefined;
}

function spotRow(value: unknown): SpotAdvice["savings"][string][string] | undefined {
  const { s, r } = fieldsOf(value);
  return typeof s === "number" && typeof r === "number" && s >= 0 && s < 100 ? [s, r] : undefined;
}

/**
 * Reads a list at constant memory.
 * @throws UsageError for a text that is none of the lists, or the list of another region
 */
export async function readList(text: Readable, region: string): Promise<PriceListRead> {
  const bulk = new BulkOffer(region);
  const page = new Map<string, number>();
  const savings = new Map<string, SpotAdvice["savings"][string][string]>();
  const bands: { readonly index: number; readonly label: string }[] = [];
  let published: string | undefined;
  const onPart = ({ path: [top = "", second = "", third = ""], value }: Part): void => {
    if (top === "publicationDate") published = textOf(value);
    else if (top === "manifest") published ??= textOf(fieldsOf(value).hawkFilePublicationDate);
    else if (top === "products") bulk.product(second, value);
    else if (top === "terms") bulk.price(third, value);
    else if (top === "regions") {
      const row = pageRow(second, value, region);
      if (row !== undefined) page.set(...row);
    } else if (top === "ranges") {
      for (const { index, label } of (Array.isArray(value) ? value : []).map(fieldsOf))
        if (typeof index === "number" && typeof label === "string") bands.push({ index, label });
    } else {
      for (const [type, row] of Object.entries(fieldsOf(fieldsOf(value).Linux))) {
        const saving = spotRow(row);
        if (saving !== undefined) savings.set(type, saving);
      }
    }
  };
  const wanted = [
    ["publicationDate"],
    ["products", "*"],
    ["terms", "OnDemand", "*"],
    ["manifest"],
    ["regions", "*", "*"],
    ["ranges"],
    ["spot_advisor", region],
  ];
  await readParts(text, wanted, onPart).catch((cause: unknown) => {
    if (cause instanceof UsageError || "code" in (cause as object)) throw cause;
    throw new UsageError(`is not JSON, or is cut off (${(cause as Error).message})`);
  });
  const publishedOn = published === undefined || published === "" ? undefined : published.slice(0, 10);
  if (bulk.usdPerHour.size > 0) return { kind: "bulk", publishedOn, usdPerHour: bulk.usdPerHour };
  if (page.size > 0) return { kind: "page", publishedOn, usdPerHour: page };
  if (savings.size > 0) {
    const labels = bands.sort((a, b) => a.index - b.index).map(({ label }) => label);
    return { kind: "spot", interruptionBands: labels, savings };
  }
  throw new UsageError(
    `has no prices of ${region}: give EC2's bulk offer file of the region, the feed of the pricing page, or the data of the Spot Instance Advisor`,
  );
}
