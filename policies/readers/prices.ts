/** List prices compared with a rule's settings. They are on-demand prices, the bound for spot too. */
import type { Ceiling } from "../../capacity/nodePool/ceiling";
import type { Judge } from "../frame/rule";
import { amount, flag, text } from "../frame/setting";
import { contributionsText } from "./ceilings";
import type { PoolShare } from "./sums";

/** The settings of a rule about prices. @param whose completes "Most that … may cost" */
export const priceSettings = (whose: string, maxUsdPerHour: number) => ({
  maxUsdPerHour: amount(maxUsdPerHour, `Most that ${whose} may cost in USD per hour, at on-demand list prices.`),
  requirePrice: flag(false, "Refuse what has no price, instead of saying that it cannot be told."),
  region: text(
    "",
    "Region whose prices apply; empty takes the region of the pool's zones, else the stack's aws:region.",
  ),
});

export interface PriceSettings {
  readonly maxUsdPerHour: number;
  readonly requirePrice: boolean;
}

/** Up to a hundredth of a cent: rounded further, 3.0720 against 3.0715 would read as equal. */
const figure = (usdPerHour: number): string => String(Number(usdPerHour.toFixed(4)));

export const usdText = (usdPerHour: number): string => `${figure(usdPerHour)} USD per hour`;

/** Judges the total price of pools; what has a price may be too much whatever the rest costs. */
export function judgePrice(shares: readonly PoolShare[], settings: PriceSettings, place: string, judge: Judge): void {
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
    if (unknown === undefined) judge.violation(place, what);
    else judge.cannotTell(`${place}, which ${what}`, `${unknown.unknownPath} of ${unknown.name} is not known yet`);
  }
  const [unpriced, ...more] = shares.filter(({ ceiling }) => ceiling.usdPerHour === null);
  if (unpriced === undefined) return;
  const reason = `${unpriced.name}: ${reasonOf(unpriced)}${more.length > 0 ? `, and ${more.length} more pools` : ""}`;
  if (requirePrice) judge.violation(place, `have no price (${reason}), and the policy config requires one`);
  else judge.cannotTell(`the price of ${place}`, reason);
}

function reasonOf({ ceiling, unsure }: { ceiling: Ceiling; unsure: string | undefined }): string {
  return unsure ?? ceiling.usdPerHourReason ?? "no limit bounds the pool";
}
