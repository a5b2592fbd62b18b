/** Fields inside of a value that is carried over as a whole: the whole must not hide those that it leaves behind. */
import type { Model } from "../model";
import type { Field } from "../source/sourceObject";

/** Tells of the fields of a map that are none of those known. */
export function noteUnknown(map: Field, known: readonly string[], model: Model): void {
  const others = map.entries().filter(([key, field]) => !known.includes(key) && field.isThere);
  if (others.length === 0) return;
  model.notes.push((ledger) => {
    for (const [, field] of others)
      ledger.noEquivalent(
        field.from,
        "is not a field that migrate knows",
        "see whether it matters, and say it by hand",
      );
  });
}
