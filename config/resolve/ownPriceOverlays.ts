/** The user's own prices as NodeOverlay objects, so that Karpenter chooses instances by them. */
import type { OwnPrices } from "../../capacity/ec2/ownPrices";
import { labelKeys } from "../../capacity/kubernetes/labels";
import type { NodeOverlayInput } from "../schema/nodeOverlay";

/**
 * Weights of the overlays: the most exact figure counts, as `ownUsdPerHour` has it. Overlays of one weight name types or
 * families apart, so none conflicts with another. They are the lowest that an object may have, so that overlays of the
 * stack file are above them.
 */
const weights = { flat: 1, family: 2, type: 3 } as const;

/** The lowest weight above all overlays of own prices. */
export const aboveOwnPrices = weights.type + 1;

/** Begins the name of each. */
const ownPriceName = "own-price";

/**
 * One overlay for the flat discount, for each family and for each type. On-demand only, as the plan shows own prices: spot has
 * its own price, of which the file says nothing.
 */
export function ownPriceOverlays(own: OwnPrices | undefined): readonly NodeOverlayInput[] {
  const { percentOff, families = {}, types = {} } = own ?? {};
  const of = (key: string, value: string) => [{ key, operator: "In" as const, values: [value] }];
  const onDemand = of(labelKeys.capacityType, "on-demand");
  return [
    ...(percentOff === undefined || percentOff === 0
      ? []
      : [
          {
            name: ownPriceName,
            requirements: onDemand,
            priceAdjustment: adjustment(percentOff),
            weight: weights.flat,
          },
        ]),
    ...Object.entries(families).map(([family, percent]) => ({
      name: `${ownPriceName}-${family}`,
      requirements: [...of(labelKeys.instanceFamily, family), ...onDemand],
      priceAdjustment: adjustment(percent),
      weight: weights.family,
    })),
    ...Object.entries(types).map(([type, usd]) => ({
      name: `${ownPriceName}-${type}`,
      requirements: [...of(labelKeys.instanceType, type), ...onDemand],
      price: decimal(usd),
      weight: weights.type,
    })),
  ];
}

/** A discount as the CRD takes it: "-25%"; all of the price is "-100%", without a fraction. */
function adjustment(percentOff: number): string {
  return `-${decimal(percentOff)}%`;
}

/** Without an exponent, which the CRD refuses; finer than a price in any list. */
function decimal(amount: number): string {
  return amount.toFixed(10).replace(/\.?0+$/, "");
}
