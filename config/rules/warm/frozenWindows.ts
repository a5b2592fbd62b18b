/** Windows of a full pool while budgets of 0 let none of its nodes go: there is no room for what the window brings. */
import { parseBudgetSchedule } from "../../../capacity/cron/cron";
import { isWeekly, isWeeklyPair } from "../../../capacity/cron/week";
import { wallMinutes, wallText, weekTimeText } from "../../../capacity/cron/zone";
import type { Budget } from "../../../capacity/nodePool/spec";
import { freezeSpans, isFreeze } from "../../../capacity/windows/budgetSpans";
import { maintenanceFreezes } from "../../../capacity/windows/maintenance";
import { commonSpans } from "../../../capacity/windows/overlap";
import { clocksChangeTogether, type WholeRange, yearFrom } from "../../../capacity/windows/repeats";
import { referenceWeek, replicaSteps } from "../../../capacity/windows/replicas";
import { type Window, windowText, windowTriggers } from "../../../capacity/windows/window";
import type { PoolConfig, WarmConfig } from "../../stack";
import { budgetsPath } from "../pool/disruption";
import { isReadableMaintenance } from "../pool/maintenance";
import type { Report } from "../rule";

/** What keeps nodes of a pool: a budget of 0, or all times outside of its maintenance. */
interface Freeze {
  readonly path: string;
  readonly value: unknown;
  readonly budgets: readonly Budget[];
  /** What it keeps: "no node". */
  readonly lets: string;
  /** Whether it is meant for the same times of every week. */
  readonly isWeekly: boolean;
}

/**
 * Reports each freeze of a pool that is full in a window, at the first window that it meets.
 * @param from in milliseconds since 1970
 */
export function reportFreezes(pool: PoolConfig & { readonly warm: WarmConfig }, from: number, report: Report): void {
  const { windows } = pool.warm;
  for (const freeze of freezesOf(pool)) {
    const [met] = windows.flatMap((window) => {
      const [when] = rangesOf(windows, freeze, from).flatMap((range) => meeting(freeze, window, range) ?? []);
      return when === undefined ? [] : [{ window, when }];
    });
    if (met === undefined) continue;
    report({
      path: freeze.path,
      value: freeze.value,
      message: `lets ${freeze.lets} go from ${met.when}, in the window ${windowText(met.window)}, when the pool is full: what does not fit then waits until nodes may go`,
      suggestion: "raise the limits, or let nodes go before the window",
    });
  }
}

/**
 * Karpenter counts a budget only for its own reasons, or for all. What stops Drifted or Unhealthy alone keeps no node, since
 * these replace nodes; and where empty nodes may go, room comes as pods end, whatever stops Underutilized.
 * Source: Karpenter v1.15.0 pkg/apis/v1/nodepool.go, GetAllowedDisruptionsByReason.
 */
function freezesOf(pool: PoolConfig): readonly Freeze[] {
  const own = pool.budgets.flatMap((budget, index): readonly Freeze[] => {
    const { reasons, schedule } = budget;
    if (!isFreeze(budget) || reasons?.includes("Empty") === false || !canBeRead(budget)) return [];
    return [
      {
        path: budgetsPath(pool, index),
        value: budget,
        budgets: [budget],
        lets: reasons?.includes("Underutilized") === false ? "no empty node" : "no node",
        isWeekly: schedule === undefined || isWeekly(parseBudgetSchedule(schedule)),
      },
    ];
  });
  if (!isReadableMaintenance(pool)) return own;
  const { maintenance } = pool;
  const budgets = maintenanceFreezes(maintenance);
  const path = pool.pathOf("disruption.maintenance");
  return [...own, { path, value: maintenance, budgets, lets: "no node", isWeekly: true }];
}

/** Whether a budget's schedule and duration are both there, or neither, and valid; another rule refuses it otherwise. */
function canBeRead(budget: Budget): boolean {
  if ((budget.schedule === undefined) !== (budget.duration === undefined)) return false;
  try {
    freezeSpans([budget], "Empty", { from: 0, to: 0 });
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/** Where to look for the first time, in order: a week of those that are alike, and the year in which others differ. */
function rangesOf(windows: readonly Window[], freeze: Freeze, from: number): readonly WholeRange[] {
  const triggers = windows.flatMap(windowTriggers);
  const zones = triggers.map(({ timezone }) => timezone);
  const year = { ...yearFrom(from), repeats: false };
  if (!freeze.isWeekly || !triggers.every(isWeeklyPair)) return [year];
  const week = { ...referenceWeek(zones[0]!, zones, from), repeats: true };
  // budgets are in UTC, so that they meet other hours of a window in summer
  return clocksChangeTogether([...zones, "UTC"], from) ? [week] : [week, year];
}

/** The first time in which a window is open in a freeze: "Mon 09:00 to Mon 17:00 in Asia/Seoul". */
function meeting({ budgets }: Freeze, window: Window, range: WholeRange): string | undefined {
  const open = replicaSteps(windowTriggers(window), range).filter(({ nodes }) => nodes > 0);
  const [common] = commonSpans(freezeSpans(budgets, "Empty", range), open);
  if (common === undefined) return undefined;
  const text = (at: number) => (range.repeats ? weekTimeText : wallText)(wallMinutes(window.timezone, at));
  return `${text(common.from)} to ${text(common.to)} in ${window.timezone}`;
}
