/** Prices of the user's own: negotiated discounts and Savings Plans, beside list prices and never in their place. */
import { ownValue } from "../units/ownValue";
import type { PriceSource } from "./priceList";
import { onDemandUsdPerHour } from "./prices";

/** What the file of a stack's `prices.file` says. The most exact part counts: a type's price, its family's discount, the flat one. */
export interface OwnPrices extends PriceSource {
  /** Percent off every list price, 0 to 100. @default 0 */
  readonly percentOff?: number | undefined;
  /** Percent off the list prices of a family, 0 to 100. */
  readonly families?: Readonly<Record<string, number>> | undefined;
  /** USD per hour of a type. */
  readonly types?: Readonly<Record<string, number>> | undefined;
}

/** What a type costs the user in USD per hour; undefined where neither they nor a list say. */
export function ownUsdPerHour(type: string, region: string, own: OwnPrices): number | undefined {
  const { percentOff = 0, families = {}, types = {} } = own;
  const stated = ownValue(types, type);
  if (stated !== undefined) return stated;
  const list = onDemandUsdPerHour(type, region);
  if (list === undefined) return undefined;
  const percent = ownValue(families, type.slice(0, type.indexOf("."))) ?? percentOff;
  return Number((list * (1 - percent / 100)).toFixed(6));
}
