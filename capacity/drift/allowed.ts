/**
 * How many nodes of a pool Karpenter disrupts at a time. Held to Karpenter's own answers by test/golden/karpenter-hash.
 * Source: core v1.14.1 and v1.15.0 pkg/apis/v1/nodepool.go, MustGetAllowedDisruptions and Budget.GetAllowedDisruptions.
 */
import { parseBudgetSchedule } from "../cron/cron";
import type { Budget, DisruptionReason } from "../nodePool/spec";
import { budgetDurationSeconds } from "../units/duration";
import { budgetSpans } from "../windows/budgetSpans";

/** Source: the CRD's default of spec.disruption.budgets. */
export const defaultBudgets: readonly Budget[] = [{ nodes: "10%" }];

/** Nodes that one budget allows of a pool's nodes; a percentage is rounded up. */
export function budgetNodes({ nodes }: Pick<Budget, "nodes">, poolNodes: number): number {
  const percent = /^(\d+)%$/.exec(nodes)?.[1];
  return percent === undefined ? Number(nodes) : Math.ceil((Number(percent) * poolNodes) / 100);
}

/** Whether Karpenter can parse a budget; with one that it cannot, a pool disrupts nothing, whatever that budget's reasons. */
export function isReadableBudget({ nodes, schedule, duration }: Budget): boolean {
  try {
    if (schedule !== undefined) parseBudgetSchedule(schedule);
    if (duration !== undefined) budgetDurationSeconds(duration);
  } catch {
    return false;
  }
  return /^(\d+%|\d+)$/.test(nodes);
}

/**
 * Nodes of a pool that may be under disruption for a reason at an instant: the least of the budgets that are active then;
 * Infinity without one.
 * @param at milliseconds since 1970
 */
export function allowedDisruptions(
  budgets: readonly Budget[],
  reason: DisruptionReason,
  poolNodes: number,
  at: number,
): number {
  if (!budgets.every(isReadableBudget)) return 0;
  const active = ofReason(budgets, reason).filter((budget) => budgetSpans(budget, { from: at, to: at + 1 }).length > 0);
  return Math.min(Number.POSITIVE_INFINITY, ...active.map((budget) => budgetNodes(budget, poolNodes)));
}

/** The budgets that count for a reason. */
export function ofReason(budgets: readonly Budget[], reason: DisruptionReason): readonly Budget[] {
  return budgets.filter(({ reasons }) => reasons === undefined || reasons.includes(reason));
}
