/** Maintenance as lines: when nodes may be replaced, what of it is lost, and what does not keep to it. */
import type { PlannedMaintenance } from "../summary/maintenance";
import type { Plan } from "../summary/plan";
import { counted } from "./figures";
import { titledPools } from "./pools";

/** For each pool with maintenance its title and its lines. */
export function maintenanceOf(plan: Plan): readonly { readonly title: string; readonly lines: readonly string[] }[] {
  return titledPools(plan).flatMap(({ title, pool: { maintenance } }) =>
    maintenance === undefined ? [] : [{ title, lines: maintenanceLines(maintenance) }],
  );
}

/** The lines of one pool. */
export function maintenanceLines(maintenance: PlannedMaintenance): readonly string[] {
  const { windows, freezes, minutesPerYear, minutesLost, lostBecause, notBound } = maintenance;
  const { minutesLostToBudgets, lostTo } = maintenance;
  const isNever = minutesLost + minutesLostToBudgets >= minutesPerYear;
  const own = `${minutesLostToBudgets} ${minutesLost > 0 ? "more " : "stay frozen "}by ${lostTo.join(", ")}`;
  const lost = [
    ...(lostBecause === undefined ? [] : [`${minutesLost} stay frozen: ${lostBecause}`]),
    ...(minutesLostToBudgets === 0 ? [] : [own]),
  ];
  return [
    ...windows.map(({ text, timezone }) => `nodes are ${isNever ? "never " : ""}replaced ${text} in ${timezone}`),
    `at no other time: ${counted(freezes, "budget")} of 0 for consolidation and drift`,
    ...(lost.length === 0 ? [] : [`of ${minutesPerYear} minutes a year ${lost.join("; ")}`]),
    ...(isNever ? ["nothing is left of maintenance: other budgets freeze all of it"] : []),
    `not bound by it: ${notBound.join(", ")}`,
  ];
}
