/** Budgets of a pool that allow no disruption at any time. */
import { parseBudgetSchedule } from "../../capacity/cron/cron";
import { fires } from "../../capacity/cron/schedule";
import { type Budget, type DisruptionReason, disruptionReasons } from "../../capacity/nodePool/spec";
import { budgetDurationSeconds } from "../../capacity/units/duration";
import { isFreeze } from "../../capacity/windows/budgetSpans";
import { parsed } from "./parsed";

const reasons: readonly DisruptionReason[] = [...disruptionReasons].sort();

/** The second year, a leap year, is checked; budgets of the first may last into it. Budgets run in UTC. */
const years = { from: Date.UTC(2027, 0, 1), to: Date.UTC(2029, 0, 1) };
const secondYear = Date.UTC(2028, 0, 1);
const minuteMs = 60_000;

export interface Freeze {
  readonly reason: DisruptionReason;
  /** Without a full stop: `a budget of 0 has no schedule`. */
  readonly why: string;
}

/** Reasons for which no node is ever disrupted; the lowest active budget applies (Karpenter v1.14 nodepool.go). */
export function frozenReasons(budgets: readonly Budget[]): Freeze[] {
  const unreadable = budgets.map(scheduleError).find((error) => error !== undefined);
  if (unreadable !== undefined) return reasons.map((reason) => ({ reason, why: unreadable }));
  return reasons.flatMap((reason) => {
    const ofReason = budgets.filter((budget) => budget.reasons === undefined || budget.reasons.includes(reason));
    const zero = ofReason.filter(({ nodes }) => isFreeze({ nodes }));
    if (zero.some(({ schedule }) => schedule === undefined)) return [{ reason, why: "a budget of 0 has no schedule" }];
    return coverAllTime(zero) ? [{ reason, why: "budgets of 0 follow each other without a break" }] : [];
  });
}

/**
 * With a schedule that Karpenter cannot parse, a budget allows nothing, whatever its own reasons; Karpenter logs it every 10 s.
 * Held to Karpenter's own answers by test/golden/karpenter-hash (Budget.GetAllowedDisruptions, core v1.14.1 and v1.15.0).
 */
function scheduleError({ schedule, duration }: Budget): string | undefined {
  const read = parsed(() => {
    if (schedule !== undefined) parseBudgetSchedule(schedule);
    if (duration !== undefined) budgetDurationSeconds(duration);
  });
  return "error" in read ? read.error : undefined;
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
