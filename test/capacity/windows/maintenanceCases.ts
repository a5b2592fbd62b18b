/** Maintenance of many teams, for test/golden/karpenter-hash: `npx tsx test/capacity/windows/maintenanceCases.ts` writes it. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import type { Budget } from "../../../capacity/nodePool/spec";
import {
  type MaintenanceWindow,
  maintenanceFreezes,
  monthsWithoutMaintenance,
  mostBudgets,
} from "../../../capacity/windows/maintenance";
import { dayGroups, weekdays } from "../../../capacity/windows/times";

/** What the table was asked, one a line. */
export const maintenanceCasesFile = join(__dirname, "..", "..", "golden", "karpenter-hash", "maintenance-cases.jsonl");

export interface MaintenanceCase {
  readonly windows: readonly MaintenanceWindow[];
  readonly budgets: readonly Budget[];
}

const zones = [
  "Asia/Seoul",
  "Europe/Berlin",
  "America/New_York",
  "America/Santiago",
  "Australia/Lord_Howe",
  "Africa/Casablanca",
  "Asia/Kolkata",
] as const;

const two = (value: number) => String(value).padStart(2, "0");
const time = (minutes: number) => `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;

/** A window of any times that are a whole number of minutes, in one of the zones. */
export const arbitraryWindow: fc.Arbitrary<MaintenanceWindow> = fc
  .record({
    days: fc.oneof(
      fc.constantFrom(...(Object.keys(dayGroups) as (keyof typeof dayGroups)[])),
      fc.subarray([...weekdays], { minLength: 1 }),
    ),
    start: fc.oneof(
      fc.integer({ min: 0, max: 1439 }),
      fc.integer({ min: 0, max: 23 }).map((hour) => hour * 60),
    ),
    length: fc.oneof(
      fc.integer({ min: 1, max: 1439 }),
      fc.integer({ min: 1, max: 23 }).map((hour) => hour * 60),
    ),
    timezone: fc.constantFrom(...zones),
  })
  .map(({ days, start, length, timezone }) => {
    const end = (start + length) % 1440;
    return { days, from: time(start), to: end === 0 ? "24:00" : time(end), timezone };
  });

/** Lists of windows that the check accepts. */
export const arbitraryMaintenance = fc.array(arbitraryWindow, { minLength: 1, maxLength: 3 }).filter((windows) => {
  const freezes = maintenanceFreezes(windows).length;
  return freezes > 0 && freezes < mostBudgets && monthsWithoutMaintenance(windows).length < 12;
});

/** The same cases each time: the zones in turn, one window and several. */
export function maintenanceCases(): readonly MaintenanceCase[] {
  const windows = [
    ...zones.map((timezone) => [{ days: ["sat"], from: "02:00", to: "06:00", timezone }] as const),
    ...fc.sample(arbitraryMaintenance, { numRuns: 200 - zones.length, seed: 17 }),
  ];
  return windows.map((list) => ({ windows: list, budgets: maintenanceFreezes(list) }));
}

if (require.main === module) {
  const lines = maintenanceCases().map((each) => `${JSON.stringify(each)}\n`);
  writeFileSync(maintenanceCasesFile, lines.join(""));
}
