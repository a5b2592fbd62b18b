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
  return [
    ...windows.map(({ text, timezone }) => `nodes are replaced ${text} in ${timezone}`),
    `at no other time: ${counted(freezes, "budget")} of 0 for consolidation and drift`,
    ...(lostBecause === undefined
      ? []
      : [`of ${minutesPerYear} minutes a year ${minutesLost} stay frozen: ${lostBecause}`]),
    `not bound by it: ${notBound.join(", ")}`,
  ];
}
