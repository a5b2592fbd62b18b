/** Which disruptions a pool's budgets rule out at all times. */

import { parseBudgetSchedule } from "../../capacity/cron/cron";
import { fires } from "../../capacity/cron/schedule";
import type { Budget, DisruptionReason } from "../../capacity/nodePool/spec";
import { budgetDurationSeconds } from "../../capacity/units/duration";
import { isFreeze } from "../../capacity/windows/budgetSpans";

const reasons: readonly DisruptionReason[] = ["Drifted", "Empty", "Underutilized"];

/** Two years in UTC: the second, a leap year, is judged, and budgets of the first may last into it. */
const years = { from: Date.UTC(2027, 0, 1), to: Date.UTC(2029, 0, 1) };
const secondYear = Date.UTC(2028, 0, 1);
const minuteMs = 60_000;

export interface Freeze {
  readonly reason: DisruptionReason;
  readonly why: string;
}

/** Reasons for which no node may go at any time: the lowest of all active budgets counts (Karpenter v1.14 nodepool.go). */
export function frozenReasons(budgets: readonly Budget[]): Freeze[] {
  return reasons.flatMap((reason) => {
    const ofReason = budgets.filter((budget) => budget.reasons === undefined || budget.reasons.includes(reason));
    const unreadable = ofReason.map(scheduleError).find((error) => error !== undefined);
    if (unreadable !== undefined) return [{ reason, why: unreadable }];
    const zero = ofReason.filter(({ nodes }) => isFreeze({ nodes }));
    if (zero.some(({ schedule }) => schedule === undefined)) return [{ reason, why: "a budget of 0 has no schedule" }];
    return coverAllTime(zero) ? [{ reason, why: "budgets of 0 follow each other without a break" }] : [];
  });
}

/** A schedule that Karpenter cannot read allows nothing for any reason of its budget, and logs an error every 10 s. */
function scheduleError({ schedule, duration }: Budget): string | undefined {
  try {
    if (schedule !== undefined) parseBudgetSchedule(schedule);
    if (duration !== undefined) budgetDurationSeconds(duration);
    return undefined;
  } catch (error) {
    if (error instanceof RangeError) return error.message;
    throw error;
  }
}

function coverAllTime(budgets: readonly Budget[]): boolean {
  const freezes = budgets.flatMap(({ schedule = "", duration = "0m" }) => {
    const length = Math.floor(budgetDurationSeconds(duration) / 60) * minuteMs;
    return fires(parseBudgetSchedule(schedule), "UTC", years).map((from) => ({ from, to: from + length }));
  });
  let covered = secondYear;
  for (const { from, to } of freezes.sort((a, b) => a.from - b.from)) {
    if (from > covered) return false;
    covered = Math.max(covered, to);
  }
  return covered >= years.to;
}
