/** One form for what a stack file may write in several. */
import { isRecord } from "../../capacity/units/fields";
import { cpuMillis, cpuText } from "../../capacity/units/quantity";

/** A CPU quantity as text: the API stores numbers as text, and the difference would show in every preview. */
export function cpuQuantity(cpu: string | number): string {
  return typeof cpu === "number" ? cpuText(Math.ceil(cpu * 1000)) : cpu;
}

/** Without the keys whose value is undefined, so that a spread does not undo a default. */
export function definedOnly<T extends object>(value: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, entry]) => entry !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
}

/** A CPU quantity in millicores, fractions of one rounded up. @throws RangeError when a text is not a valid quantity */
export function millisOf(cpu: string | number): number {
  return typeof cpu === "number" ? Math.ceil(cpu * 1000) : cpuMillis(cpu);
}

/**
 * One map of settings over another: each key replaces that of the one below, but maps of settings of their own (`parts`) are
 * joined key by key, so that who says one of them keeps the rest.
 */
export function laidOver<T extends object>(below: T, above: T, parts: readonly (keyof T)[]): T {
  const joined = parts.flatMap((part) =>
    isRecord(below[part]) && isRecord(above[part]) ? [[part, { ...below[part], ...definedOnly(above[part]) }]] : [],
  );
  return { ...below, ...definedOnly(above), ...Object.fromEntries(joined) };
}
