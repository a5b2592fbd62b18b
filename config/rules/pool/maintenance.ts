/** The times in which a pool's nodes may be replaced, and what does not keep to them. */
import {
  clockChangesText,
  type MaintenanceWindow,
  maintenanceFreezes,
  monthName,
  monthsWithoutMaintenance,
  mostBudgets,
} from "../../../capacity/windows/maintenance";
import { sameTimeFinding, timesFindings } from "../../../capacity/windows/times";
import { zoneFindings } from "../../../capacity/windows/zoneFindings";
import type { Level } from "../../finding";
import type { PoolConfig } from "../../stack";
import { poolRule, type Report, type Rule } from "../rule";

const maintenancePath = (pool: PoolConfig) => pool.pathOf("disruption.maintenance");

/** What is wrong with days and times of a window. */
function windowProblems(window: MaintenanceWindow) {
  const problems = timesFindings(window);
  const same = problems.length > 0 ? undefined : sameTimeFinding(window);
  return same === undefined ? problems : [same];
}

function isReadable(window: MaintenanceWindow): boolean {
  return (
    windowProblems(window).length === 0 && zoneFindings(window.timezone, []).every(({ level }) => level !== "error")
  );
}

/** Whether a pool has maintenance, and all of it can be read. */
export function isReadableMaintenance({ maintenance }: PoolConfig): boolean {
  return maintenance.length > 0 && maintenance.every(isReadable);
}

/** A rule on pools whose maintenance can all be read. */
function readableRule(name: string, level: Level, check: (pool: PoolConfig, report: Report) => void): Rule {
  return poolRule(name, level, (pool, report) => {
    if (isReadableMaintenance(pool)) check(pool, report);
  });
}

function zoneRule(name: string, level: Level): Rule {
  return poolRule(name, level, (pool, report) => {
    for (const [index, { timezone }] of pool.maintenance.entries()) {
      for (const finding of zoneFindings(timezone, [])) {
        if (finding.level !== level) continue;
        const { message, suggestion } = finding;
        const path = `${maintenancePath(pool)}[${index}].timezone`;
        report({ path, value: timezone, message, ...(suggestion === undefined ? {} : { suggestion }) });
      }
    }
  });
}

export const maintenanceRules: readonly Rule[] = [
  poolRule("maintenance-can-be-read", "error", (pool, report) => {
    for (const [index, window] of pool.maintenance.entries()) {
      for (const { field, message, suggestion } of windowProblems(window)) {
        const path = `${maintenancePath(pool)}[${index}].${field}`;
        report({ path, value: window[field], message, ...(suggestion === undefined ? {} : { suggestion }) });
      }
    }
  }),
  zoneRule("maintenance-zone-is-known", "error"),
  zoneRule("maintenance-zone-is-of-a-city", "warning"),
  readableRule("maintenance-leaves-hours-out", "error", (pool, report) => {
    if (maintenanceFreezes(pool.maintenance).length > 0) return;
    report({
      path: maintenancePath(pool),
      value: pool.maintenance,
      message: "lasts all week: it allows what is allowed without it",
      suggestion: "leave maintenance out, or shorten its times",
    });
  }),
  readableRule("maintenance-leaves-time", "error", (pool, report) => {
    if (monthsWithoutMaintenance(pool.maintenance).length < 12) return;
    report({
      path: maintenancePath(pool),
      value: pool.maintenance,
      message: `leaves no time in any month, since budgets are in UTC and ${clockChangesText(pool.maintenance)}: nodes would never be replaced`,
      suggestion: "make it longer than the clock's change, an hour in most zones",
    });
  }),
  readableRule("maintenance-in-every-month", "warning", (pool, report) => {
    const months = monthsWithoutMaintenance(pool.maintenance);
    if (months.length === 0 || months.length === 12) return;
    report({
      path: maintenancePath(pool),
      value: pool.maintenance,
      message: `leaves no time in ${months.map(monthName).join(", ")}, since budgets are in UTC and ${clockChangesText(pool.maintenance)}`,
      suggestion: "make it longer than the clock's change, an hour in most zones",
    });
  }),
  readableRule("budgets-fit-with-maintenance", "error", (pool, report) => {
    const [own, freezes] = [pool.budgets.length, maintenanceFreezes(pool.maintenance).length];
    if (own + freezes <= mostBudgets) return;
    report({
      path: maintenancePath(pool),
      value: pool.maintenance,
      message: `needs ${freezes} budgets beside the ${own} of disruption.budgets, and a NodePool has at most ${mostBudgets}`,
      suggestion: "write windows of the same hours as one, with several days; or use one time zone for all",
    });
  }),
  poolRule("maintenance-and-expiry", "warning", (pool, report, { environment }) => {
    if (environment !== "production" || pool.maintenance.length === 0 || pool.expireAfter === "Never") return;
    report({
      path: pool.pathOf("expireAfter"),
      value: pool.expireAfter,
      message: "ends nodes at any hour: expiry does not keep to disruption.maintenance",
      suggestion:
        'replace nodes by a new AMI, which keeps to it, before they expire; "Never" needs a policy config that sets the max of pool-expires-in-bounds to Never',
    });
  }),
];
