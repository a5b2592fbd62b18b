/** Readers of fields that no schema has checked: what has another type reads as empty. */
import { ownValue } from "./ownValue";

/** Whether a value is a map: neither a list nor null. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A map; empty for anything else. */
export function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return isRecord(value) ? value : {};
}

/** A list; empty for anything else. */
export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** A text; empty for anything else. */
export function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}

/** What a map has at the end of some keys, of its own and of maps in it; undefined where one is missing. Lists are not entered. */
export function fieldAt(value: unknown, steps: readonly (string | number)[]): unknown {
  return steps.reduce<unknown>((inner, step) => ownValue(recordOf(inner), String(step)), value);
}
