/** The comparison of list prices with a rule's ceiling. Prices are on-demand ones, the upper bound for spot too. */
import type { Ceiling } from "../../capacity/nodePool/ceiling";
import type { Reporter } from "../frame/rule";
import { amount, flag, text } from "../frame/setting";
import { contributionsText } from "./ceilings";
import type { PoolShare } from "./sums";

/** The settings of a rule on prices. @param whose in descriptions: `Most that … may cost` @param maxUsdPerHour default */
export const priceSettings = (whose: string, maxUsdPerHour: number) => ({
  maxUsdPerHour: amount(maxUsdPerHour, `Most that ${whose} may cost in USD per hour, at on-demand list prices.`),
  requirePrice: flag(false, 'Refuse what has no price, instead of reporting "cannot tell".'),
  region: text(
    "",
    "Region whose prices apply; empty takes the region of the pool's zones, else the stack's aws:region.",
  ),
});

export interface PriceSettings {
  readonly maxUsdPerHour: number;
  readonly requirePrice: boolean;
}

/** To a hundredth of a cent: rounded further, 3.0720 and 3.0715 would look equal. */
const figure = (usdPerHour: number): string => String(Number(usdPerHour.toFixed(4)));

/** `3.072 USD per hour` */
export const usdText = (usdPerHour: number): string => `${figure(usdPerHour)} USD per hour`;

/**
 * Reports a total price above the ceiling, and pools without a price: those that have one may cost too much already.
 * @param place the subject of the texts: `its pools`
 */
export function checkPrice(
  shares: readonly PoolShare[],
  settings: PriceSettings,
  place: string,
  reporter: Reporter,
): void {
  const { maxUsdPerHour, requirePrice } = settings;
  const priced = shares.filter(({ ceiling }) => ceiling.usdPerHour !== null);
  const micros = priced.reduce((sum, { ceiling }) => sum + Math.round(ceiling.usdPerHour! * 1e6), 0);
  const ceilingText = `the ceiling is ${usdText(maxUsdPerHour)} (maxUsdPerHour)`;
  if (micros > maxUsdPerHour * 1e6) {
    const parts = priced.map(({ name, ceiling: { usdPerHour } }) => ({
      name,
      text: figure(usdPerHour!),
      size: usdPerHour!,
    }));
    const pools = shares.length > 1 ? `; pools: ${contributionsText(parts)}` : "";
    const what = `cost up to ${usdText(micros / 1e6)}; ${ceilingText}${pools}`;
    const unknown = priced.find(({ unknownPath }) => unknownPath !== undefined);
    if (unknown === undefined) reporter.violation(place, what);
    else reporter.cannotTell(`${place}, which ${what}`, `${unknown.unknownPath} of ${unknown.name} is not known yet`);
  }
  const [unpriced, ...more] = shares.filter(({ ceiling }) => ceiling.usdPerHour === null);
  if (unpriced === undefined) return;
  const reason = `${unpriced.name}: ${reasonOf(unpriced)}${more.length > 0 ? `, and ${more.length} more pools` : ""}`;
  if (requirePrice) reporter.violation(place, `have no price (${reason}), and the policy config requires one`);
  else reporter.cannotTell(`the price of ${place}`, reason);
}

function reasonOf({ ceiling, unsure }: { ceiling: Ceiling; unsure: string | undefined }): string {
  return unsure ?? ceiling.usdPerHourReason ?? "no limit bounds the pool";
}
