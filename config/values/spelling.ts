/** What a message suggests for a word that is not known. */
import { nearest } from "../../capacity/units/spelling";

/**
 * `did you mean "spot"? (spot, on-demand)`: the nearest spelling, and all of them while they are few.
 * @param otherwise where to look when there are many, and none is near
 */
export function didYouMean(
  word: string,
  known: readonly string[],
  otherwise = "see docs/config.md for what is known",
): string {
  const near = nearest(word, known);
  const list = known.length <= 12 ? known.join(", ") : undefined;
  if (near === undefined) return list === undefined ? otherwise : `allowed: ${list}`;
  return `did you mean ${JSON.stringify(near)}?${list === undefined ? "" : ` (${list})`}`;
}
