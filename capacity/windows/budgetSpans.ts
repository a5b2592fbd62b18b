/** When a disruption budget is active: its schedule is in UTC, whatever the zones of windows. */
import { parseBudgetSchedule } from "../cron/cron";
import { fires, type Span } from "../cron/schedule";
import type { Budget, DisruptionReason } from "../nodePool/spec";
import { budgetDurationSeconds } from "../units/duration";

/**
 * The times of a range in which a budget is active, joined where they touch; all of it without a schedule.
 * @throws RangeError when schedule or duration cannot be read
 */
export function budgetSpans({ schedule, duration }: Budget, range: Span): readonly Span[] {
  if (schedule === undefined || duration === undefined) return [range];
  const length = budgetDurationSeconds(duration) * 1000;
  const starts = fires(parseBudgetSchedule(schedule), "UTC", { from: range.from - length, to: range.to });
  const spans = starts.map((at) => ({ from: Math.max(at, range.from), to: Math.min(at + length, range.to) }));
  return joined(spans.filter(({ from, to }) => from < to));
}

/** Whether a budget allows no disruption while it is active. */
export function isFreeze({ nodes }: Pick<Budget, "nodes">): boolean {
  return /^0+%?$/.test(nodes);
}

/** Spans in order, joined where they touch. */
function joined(spans: readonly Span[]): readonly Span[] {
  const all: Span[] = [];
  for (const span of [...spans].sort((a, b) => a.from - b.from)) {
    const last = all.at(-1);
    if (last === undefined || span.from > last.to) all.push(span);
    else if (span.to > last.to) all[all.length - 1] = { from: last.from, to: span.to };
  }
  return all;
}

/**
 * The times of a range in which any budget bounds a reason, joined where they touch; at others, nothing does.
 * Source: core v1.15.0 pkg/apis/v1/nodepool.go, MustGetAllowedDisruptions, which begins at the greatest number.
 * @throws RangeError when schedule or duration cannot be read
 */
export function boundedSpans(budgets: readonly Budget[], reason: DisruptionReason, range: Span): readonly Span[] {
  const bounding = budgets.filter(({ reasons }) => reasons === undefined || reasons.includes(reason));
  return joined(bounding.flatMap((budget) => budgetSpans(budget, range)));
}

/**
 * The times of a range in which budgets of 0 stop a reason, joined where they touch.
 * @throws RangeError when schedule or duration cannot be read
 */
export function freezeSpans(budgets: readonly Budget[], reason: DisruptionReason, range: Span): readonly Span[] {
  return boundedSpans(budgets.filter(isFreeze), reason, range);
}
