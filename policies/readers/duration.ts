/** Durations as rules meet them: anything may stand where a duration should. */
import { durationSeconds } from "../../capacity/units/duration";
import type { Field } from "../frame/field";
import type { Reporter } from "../frame/rule";

export interface DurationBounds {
  readonly min: string;
  readonly max: string;
}

/**
 * Judges a duration against bounds, both ends allowed.
 * @param missing what Karpenter takes where nothing is stated
 */
export function checkDuration(place: Field, { min, max }: DurationBounds, missing: string, reporter: Reporter): void {
  const text = place.text() ?? missing;
  const found = place.isMissing ? `is missing, which means "${missing}"` : `is "${text}"`;
  const seconds = secondsOrFault(text);
  if (typeof seconds === "string") reporter.violation(place, `is no duration: ${seconds}`);
  else if (seconds < durationSeconds(min) || seconds > durationSeconds(max)) {
    reporter.violation(place, `${found}; allowed is "${min}" to "${max}"`);
  }
}

function secondsOrFault(text: string): number | string {
  try {
    return durationSeconds(text);
  } catch (error) {
    if (error instanceof RangeError) return error.message;
    throw error;
  }
}
