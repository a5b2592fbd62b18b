/** The check of a duration in a pool. */
import { durationSeconds } from "../../capacity/units/duration";
import type { Field } from "../frame/field";
import type { Reporter } from "../frame/rule";

/** Settings of a rule about a duration, as Karpenter writes them: "720h". Both ends are allowed. */
export interface DurationBounds {
  readonly min: string;
  readonly max: string;
}

/**
 * Reports a duration that is not valid, or out of bounds.
 * @param missing Karpenter's default
 * @throws Undecided where preview does not know it
 */
export function checkDuration(place: Field, { min, max }: DurationBounds, missing: string, reporter: Reporter): void {
  const text = place.text() ?? missing;
  const found = place.isMissing ? `is missing, which means "${missing}"` : `is "${text}"`;
  const seconds = secondsOrFault(text);
  if (typeof seconds === "string") reporter.violation(`${place.path}:`, seconds);
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
