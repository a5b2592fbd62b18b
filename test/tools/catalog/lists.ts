/** Small price lists in the forms that AWS publishes. */

interface Product {
  readonly sku: string;
  readonly type: string;
  readonly usd?: string;
  readonly family?: string;
  readonly attributes?: Readonly<Record<string, string>>;
  readonly price?: unknown;
}

/** A product of a bulk offer file. */
export function productOf(
  { sku, type, family = "Compute Instance", attributes = {} }: Product,
  region: string,
): object {
  return {
    sku,
    productFamily: family,
    attributes: {
      servicecode: "AmazonEC2",
      regionCode: region,
      instanceType: type,
      operatingSystem: "Linux",
      tenancy: "Shared",
      preInstalledSw: "NA",
      capacitystatus: "Used",
      marketoption: "OnDemand",
      licenseModel: "No License required",
      ...attributes,
    },
  };
}

/** The on-demand term of a product. */
export function termOf({ sku, usd = "0.1", price }: Product): object {
  const rate = `${sku}.JRTCKXETXF`;
  return {
    [rate]: {
      offerTermCode: "JRTCKXETXF",
      sku,
      effectiveDate: "2026-11-01T00:00:00Z",
      priceDimensions: {
        [`${rate}.6YS6EN2CT7`]: {
          rateCode: `${rate}.6YS6EN2CT7`,
          unit: "Hrs",
          beginRange: "0",
          endRange: "Inf",
          pricePerUnit: price ?? { USD: usd },
        },
      },
      termAttributes: {},
    },
  };
}

/** A bulk offer file. */
export function bulkOffer(region: string, products: readonly Product[]): object {
  return {
    formatVersion: "v1.0",
    offerCode: "AmazonEC2",
    version: "20261120000000",
    publicationDate: "2026-11-20T18:00:00Z",
    products: Object.fromEntries(products.map((product) => [product.sku, productOf(product, region)])),
    terms: {
      OnDemand: Object.fromEntries(products.map((product) => [product.sku, termOf(product)])),
      Reserved: { R1: { "R1.X": { priceDimensions: { "R1.X.Y": { unit: "Hrs", pricePerUnit: { USD: "0.01" } } } } } },
    },
  };
}

/** The feed of the pricing page. */
export function pageFeed(location: string, prices: Readonly<Record<string, string>>): object {
  const rows = Object.entries(prices).map(([type, price]) => [
    `${type} row`,
    { rateCode: "X", price, Location: location, "Instance Type": type, "Operating System": "Linux" },
  ]);
  return {
    manifest: { hawkFilePublicationDate: "2026-11-18T17:45:21Z", currencyCode: "USD" },
    sets: {},
    regions: { [location]: Object.fromEntries(rows) },
  };
}

/** Data of the Spot Instance Advisor. */
export function spotAdvisor(region: string, savings: Readonly<Record<string, { s: number; r: number }>>): object {
  return {
    global_rate: "<10%",
    instance_types: { "m5.large": { cores: 2, emr: true, ram_gb: 8 } },
    ranges: [
      { index: 1, label: "5-10%", dots: 1, max: 11 },
      { index: 0, label: "<5%", dots: 0, max: 5 },
    ],
    spot_advisor: {
      "us-east-1": { Linux: { "m5.large": { s: 1, r: 1 } }, Windows: {} },
      [region]: { Linux: savings, Windows: { "m5.large": { s: 90, r: 0 } } },
    },
  };
}
