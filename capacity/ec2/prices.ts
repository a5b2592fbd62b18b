/** Why a price cannot be told. The catalogue has the list prices of one region. */
import { type InstanceType, onDemandUsdPerHour, priceRegion } from "./catalogue";

/** Names shown of the types that have no price. */
const shownTypes = 3;

/**
 * Why the types' prices in a region cannot all be told; undefined when they can.
 * @param region undefined where nobody says whose prices apply
 */
export function noPriceReason(
  types: readonly Pick<InstanceType, "type">[],
  region: string | undefined,
): string | undefined {
  const missing = types.filter(({ type }) => region === undefined || onDemandUsdPerHour(type, region) === undefined);
  if (missing.length === 0) return undefined;
  if (region === undefined) {
    return "neither the pool's zones nor the stack's aws:region say which region's prices apply";
  }
  if (region !== priceRegion) return `the catalogue has prices for ${priceRegion} only, not for ${region}`;
  const names = missing.slice(0, shownTypes).map(({ type }) => type);
  const more = missing.length - names.length;
  return `the catalogue has no price for ${names.join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}
