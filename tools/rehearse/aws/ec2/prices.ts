/** List prices: what Karpenter asks the pricing API for, and what a fleet is allocated by. */
import { instanceTypes } from "../../../../capacity/ec2/catalogue";
import { usdPerHour } from "../../nodes/instanceTypes";

/** Spot prices by type, USD per hour. */
export function spotPrices(region: string): ReadonlyMap<string, number> {
  return new Map(
    instanceTypes().flatMap(({ type, spot }) => {
      const usd = usdPerHour(type, "spot", region);
      return spot && usd !== undefined ? [[type, usd] as const] : [];
    }),
  );
}

/** One page of GetProducts as Karpenter reads it: all types, or those of bare metal. */
export function productList(
  isMetal: boolean,
  region: string,
): {
  readonly PriceList: readonly string[];
  readonly FormatVersion: string;
} {
  const PriceList = instanceTypes()
    .filter(({ type }) => type.includes("metal") === isMetal)
    .flatMap(({ type }) => {
      const usd = usdPerHour(type, "on-demand", region);
      if (usd === undefined) return [];
      const dimension = { pricePerUnit: { USD: usd.toFixed(10), CNY: usd.toFixed(10) } };
      return [
        JSON.stringify({
          product: { attributes: { instanceType: type } },
          terms: { OnDemand: { rehearsal: { priceDimensions: { rehearsal: dimension } } } },
        }),
      ];
    });
  return { PriceList, FormatVersion: "aws_v1" };
}
