/** What warm capacity costs a week, or why that is not known. */
import { noPriceReason, onDemandPrice, type PriceBasis, priceBasis } from "../ec2/prices";

/** KEDA's defaults (spec.pollingInterval, spec.cooldownPeriod). */
export const kedaSeconds = { polling: 30, cooldown: 300 } as const;

/** How long nodes stay after a window has closed, in parts; shown apart from the window's hours. */
export interface WarmLag {
  /** @default 300 */
  readonly cooldownSeconds?: number;
  /** @default 30: a poll may come as late as that */
  readonly pollingSeconds?: number;
  /** The pool's consolidateAfter; Infinity for "Never". */
  readonly consolidateAfterSeconds: number;
  /** Until the instance is gone. @default 60 */
  readonly drainSeconds?: number;
}

/** Hours from the end of a window until its nodes are gone; Infinity when consolidation never comes. */
export function lagHours({
  cooldownSeconds = kedaSeconds.cooldown,
  pollingSeconds = kedaSeconds.polling,
  consolidateAfterSeconds,
  drainSeconds = 60,
}: WarmLag): number {
  return (cooldownSeconds + pollingSeconds + consolidateAfterSeconds + drainSeconds) / 3600;
}

/** Nodes that stay after windows. */
export interface StayingNodes {
  /** Hours times nodes a week; Infinity when they stay for good. */
  readonly nodeHours: number;
  /** Why they do: "consolidateAfter is Never". */
  readonly staysBecause?: string;
}

/** Nodes of one type in a week of warm capacity. */
export interface TypeHours {
  /** As named by EC2. */
  readonly type: string;
  /** Hours times nodes, from the week view. */
  readonly nodeHours: number;
  /** The same of what stays after the windows. @default 0 */
  readonly lateNodeHours?: number;
}

/** A week of warm capacity. */
export interface WarmCostInput {
  readonly nodes: readonly TypeHours[];
  /** Why nodes stay after windows for good, so that no price can be said; absent when they do not. */
  readonly staysBecause?: string | undefined;
  /** Whose prices apply; undefined where nobody says. */
  readonly region: string | undefined;
}

/** At on-demand list prices; null where they are not known. */
export interface WarmCost {
  readonly usdPerWeek: number | null;
  /** Of 4.345 weeks (730 hours). */
  readonly usdPerMonth: number | null;
  /** Part of usdPerWeek that is paid after windows have closed. */
  readonly lagUsdPerWeek: number | null;
  /** Why the figures are null. */
  readonly reason?: string;
  /** What the price rests on; absent where it is not known. */
  readonly basis?: PriceBasis;
}

/** 730 hours, as AWS counts a month. */
export const weeksPerMonth = 4.345;

/** What a week of warm capacity costs; the sum of its types in whole cents, so that the lines of a bill add up to it. */
export function warmCost({ nodes, staysBecause, region }: WarmCostInput): WarmCost {
  const nothing = { usdPerWeek: null, usdPerMonth: null, lagUsdPerWeek: null };
  const reason = noPriceReason(nodes, region);
  if (reason !== undefined) return { ...nothing, reason };
  if (staysBecause !== undefined) return { ...nothing, reason: `${staysBecause}: nodes stay after their window` };
  const sum = (weeks: number, hours: (of: TypeHours) => number) =>
    cents(
      nodes.reduce(
        (total, each) => total + cents(hours(each) * onDemandPrice(each.type, region!)!.usdPerHour * weeks),
        0,
      ),
    );
  const all = ({ nodeHours, lateNodeHours = 0 }: TypeHours) => nodeHours + lateNodeHours;
  const basis = priceBasis(nodes, region!);
  return {
    usdPerWeek: sum(1, all),
    usdPerMonth: sum(weeksPerMonth, all),
    lagUsdPerWeek: sum(1, ({ lateNodeHours = 0 }) => lateNodeHours),
    ...(basis === undefined ? {} : { basis }),
  };
}

function cents(usd: number): number {
  return Math.round(usd * 100) / 100;
}
