/** Quantities and durations as people say them: vCPU, GiB, days. */

import { durationSeconds } from "../../../capacity/units/duration";
import { cpuMillis, memoryBytes } from "../../../capacity/units/quantity";

const number = (amount: number, places: number) => amount.toLocaleString("en-US", { maximumFractionDigits: places });

/** Millicores: 199360 is "199.36 vCPU". */
export function vcpuText(millis: number): string {
  return `${number(millis / 1000, 3)} vCPU`;
}

/** Bytes in the largest binary unit of which there is one, rounded down: 2^40 is "1 TiB", 1.5 × 2^30 "1.5 GiB". */
export function bytesText(bytes: number): string {
  const units = ["bytes", "KiB", "MiB", "GiB", "TiB", "PiB"];
  const power = Math.min(units.length - 1, bytes < 1 ? 0 : Math.floor(Math.log2(bytes) / 10));
  return `${number(Math.floor((bytes / 1024 ** power) * 100) / 100, 2)} ${units[power]}`;
}

/** A count: 5280 is "5,280". */
export function countText(count: number): string {
  return number(count, 0);
}

/** A quantity of a resource; what is neither CPU nor bytes stays as it is written. */
export function quantityText(resource: string, quantity: string): string {
  if (/(^|\.)cpu$/.test(resource)) return vcpuText(cpuMillis(quantity));
  if (/(^|[.-])(memory|storage)$/.test(resource)) return bytesText(memoryBytes(quantity));
  return /^\d+$/.test(quantity) ? countText(Number(quantity)) : quantity;
}

/** A duration by its parts, largest first; days only where it is at least two whole ones. */
export interface DurationParts {
  /** Undefined for "Never". */
  readonly days?: number;
  readonly hours: number;
  readonly minutes: number;
  readonly seconds: number;
}

/** Undefined for "Never". @throws RangeError as `durationSeconds` does */
export function durationParts(text: string): DurationParts | undefined {
  const total = durationSeconds(text);
  if (!Number.isFinite(total)) return undefined;
  const parts = { hours: Math.floor(total / 3600), minutes: Math.floor(total / 60) % 60, seconds: total % 60 };
  return total >= 172_800 && total % 86_400 === 0 ? { days: total / 86_400, ...parts } : parts;
}
