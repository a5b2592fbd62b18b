/** When nodes of a pool may be replaced, read from the program's NodePool component. */
import { hoursOf, type Span } from "../../../capacity/cron/schedule";
import { dayMs } from "../../../capacity/cron/zone";
import { type Budget, type DisruptionReason, defaultExpireAfter, expireAfterOf } from "../../../capacity/nodePool/spec";
import { recordOf } from "../../../capacity/units/fields";
import { freezeSpans } from "../../../capacity/windows/budgetSpans";
import {
  clockChangesText,
  frozenForMaintenance,
  type MaintenanceWindow,
  maintenanceFreezes,
  maintenanceMinutes,
} from "../../../capacity/windows/maintenance";
import { commonSpans } from "../../../capacity/windows/overlap";
import { timesText } from "../../../capacity/windows/times";
import type { Value } from "../engine/property";

/** Maintenance of a pool: what was asked for, and what of it Karpenter's budgets can say. */
export interface PlannedMaintenance {
  readonly windows: readonly { readonly text: string; readonly timezone: string }[];
  /** Budgets of 0 that they become, beside those of the stack file. */
  readonly freezes: number;
  /** Of the windows in the 365 days from the plan's day on. */
  readonly minutesPerYear: number;
  /** Part of these in which nodes are frozen nevertheless. */
  readonly minutesLost: number;
  /** Why; absent when none is lost. */
  readonly lostBecause?: string;
  /** More of these in which budgets of the stack file freeze nodes, too. */
  readonly minutesLostToBudgets: number;
  /** Which: "disruption.budgets[1]". */
  readonly lostTo: readonly string[];
  /** What takes nodes away at any time. */
  readonly notBound: readonly string[];
}

/**
 * @param spec of the NodePool
 * @param now the year begins with its day, in milliseconds since 1970
 */
export function plannedMaintenance(
  windows: readonly MaintenanceWindow[],
  spec: Value,
  now: number,
): PlannedMaintenance {
  const from = Math.floor(now / dayMs) * dayMs;
  const year = { from, to: from + 365 * dayMs };
  const { asked, lost } = maintenanceMinutes(windows, year);
  const expireAfter = expireAfterOf(spec) ?? defaultExpireAfter;
  const isStatic = recordOf(spec).replicas !== undefined;
  const freezes = maintenanceFreezes(windows);
  const own = ownBudgets(spec, freezes);
  const reasons = isStatic ? (["Drifted"] as const) : frozenForMaintenance;
  const minutesLostToBudgets = minutesLostTo(own, freezes, reasons, year);
  const isLostTo = (budget: Budget) =>
    minutesLostToBudgets > 0 && reasons.some((reason) => minutesLostTo([budget], freezes, [reason], year) > 0);
  return {
    windows: windows.map((window) => ({ text: timesText(window), timezone: window.timezone })),
    freezes: freezes.length,
    minutesPerYear: asked,
    minutesLost: lost,
    ...(lost === 0 ? {} : { lostBecause: `budgets are in UTC and name months, and ${clockChangesText(windows)}` }),
    minutesLostToBudgets,
    lostTo: own.flatMap((budget, index) => (isLostTo(budget) ? [`disruption.budgets[${index}]`] : [])),
    notBound: [
      ...(expireAfter === "Never" ? [] : [`expiry after ${expireAfter}`]),
      "interruption by AWS",
      "repair of broken nodes",
      ...(isStatic ? ["the scale-down of a static pool"] : []),
    ],
  };
}

/** A pool's budgets without those of its maintenance, which follow them. */
function ownBudgets(spec: Value, freezes: readonly Budget[]): readonly Budget[] {
  const { budgets } = recordOf(recordOf(spec).disruption);
  if (!Array.isArray(budgets)) return [];
  return (budgets as readonly Budget[]).slice(0, Math.max(0, budgets.length - freezes.length));
}

/** Minutes that maintenance leaves and budgets of 0 freeze for each of the reasons. */
function minutesLostTo(
  budgets: readonly Budget[],
  freezes: readonly Budget[],
  reasons: readonly DisruptionReason[],
  year: Span,
): number {
  const [first, ...others] = reasons.map((reason) => freezeSpans(budgets, reason, year));
  const frozen = others.reduce(commonSpans, first ?? []);
  const already = commonSpans(frozen, freezeSpans(freezes, "Drifted", year));
  return Math.round((hoursOf(frozen) - hoursOf(already)) * 60);
}
