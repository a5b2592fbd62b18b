/** A reporter that keeps what a check finds, for checks that several rules share. */
import type { Field } from "../../policies/frame/field";
import type { Reporter } from "../../policies/frame/rule";

const pathOf = (place: Field | string): string => (typeof place === "string" ? place : place.path);

/** A reporter, and in `reported` each violation and "cannot tell" as a line. */
export function reporter(): Reporter & { readonly reported: readonly string[] } {
  const reported: string[] = [];
  return {
    reported,
    violation: (place, what) => void reported.push(`violation: ${pathOf(place)} ${what}`),
    cannotTell: (place, why) => void reported.push(`cannot tell about ${pathOf(place)}: ${why}`),
    each(items, check) {
      for (const item of items) check(item);
    },
  };
}
