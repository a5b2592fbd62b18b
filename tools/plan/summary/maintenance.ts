/** When nodes of a pool may be replaced, read from the program's NodePool component. */
import { dayMs } from "../../../capacity/cron/zone";
import { defaultExpireAfter, expireAfterOf } from "../../../capacity/nodePool/spec";
import { recordOf } from "../../../capacity/units/fields";
import {
  clockChangesText,
  type MaintenanceWindow,
  maintenanceFreezes,
  maintenanceMinutes,
} from "../../../capacity/windows/maintenance";
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
  const { asked, lost } = maintenanceMinutes(windows, { from, to: from + 365 * dayMs });
  const expireAfter = expireAfterOf(spec) ?? defaultExpireAfter;
  const isStatic = recordOf(spec).replicas !== undefined;
  return {
    windows: windows.map((window) => ({ text: timesText(window), timezone: window.timezone })),
    freezes: maintenanceFreezes(windows).length,
    minutesPerYear: asked,
    minutesLost: lost,
    ...(lost === 0 ? {} : { lostBecause: `budgets are in UTC and name months, and ${clockChangesText(windows)}` }),
    notBound: [
      ...(expireAfter === "Never" ? [] : [`expiry after ${expireAfter}`]),
      "interruption by AWS",
      "repair of broken nodes",
      ...(isStatic ? ["the scale-down of a static pool"] : []),
    ],
  };
}
