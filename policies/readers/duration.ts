/** The check of a duration in a pool. */
import { durationSeconds } from "../../capacity/units/duration";
import type { Field } from "../frame/field";
import type { Reporter } from "../frame/rule";
import { parsed } from "./parsed";

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
  const seconds = parsed(() => durationSeconds(text));
  if ("error" in seconds) reporter.violation(`${place.path}:`, seconds.error);
  else if (seconds.value < durationSeconds(min) || seconds.value > durationSeconds(max)) {
    reporter.violation(place, `${found}; allowed is "${min}" to "${max}"`);
  }
}
