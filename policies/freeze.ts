/** Which disruptions a pool's budgets rule out for good. */
import { parseBudgetSchedule } from "../capacity/cron";
import { budgetDurationSeconds } from "../capacity/duration";
import type { Budget, DisruptionReason } from "../capacity/nodePool";
import { firings, minutesOfDay } from "./firings";

const reasons: readonly DisruptionReason[] = ["Drifted", "Empty", "Underutilized"];

/** Two years: the second is looked at, the first lets its budgets run into it. */
const days = 365 + 366;

export interface Freeze {
  readonly reason: DisruptionReason;
  readonly why: string;
}

/** Reasons for which no node may go at any time: the lowest of all active budgets holds (Karpenter v1.14 nodepool.go). */
export function frozenReasons(budgets: readonly Budget[]): Freeze[] {
  return reasons.flatMap((reason) => {
    const ofReason = budgets.filter((budget) => budget.reasons === undefined || budget.reasons.includes(reason));
    const unreadable = ofReason.map(scheduleFault).find((fault) => fault !== undefined);
    if (unreadable !== undefined) return [{ reason, why: unreadable }];
    const zero = ofReason.filter(({ nodes }) => /^0+%?$/.test(nodes));
    if (zero.some(({ schedule }) => schedule === undefined)) return [{ reason, why: "a budget of 0 has no schedule" }];
    return zero.length > 0 && coverAllTime(zero)
      ? [{ reason, why: "budgets of 0 follow each other without a break" }]
      : [];
  });
}

/** A schedule that Karpenter cannot read allows nothing for any reason of its budget, and logs an error every 10 s. */
function scheduleFault({ schedule, duration }: Budget): string | undefined {
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
  const steps = new Int32Array(days * minutesOfDay + 1);
  for (const { schedule = "", duration = "0m" } of budgets) {
    const minutes = Math.floor(budgetDurationSeconds(duration) / 60);
    for (const start of firings(parseBudgetSchedule(schedule), days)) {
      steps[start]! += 1;
      steps[Math.min(start + minutes, steps.length - 1)]! -= 1;
    }
  }
  let active = 0;
  for (let minute = 0; minute < days * minutesOfDay; minute++) {
    active += steps[minute]!;
    if (minute >= 365 * minutesOfDay && active === 0) return false;
  }
  return true;
}
