/** What a message suggests for a word that is not known. */
import { nearest } from "../../capacity/units/spelling";

/** Other names of what we know under one. */
const synonyms: ReadonlyMap<string, string> = new Map([
  ["x86_64", "amd64"],
  ["x86-64", "amd64"],
  ["x86", "amd64"],
  ["x64", "amd64"],
  ["aarch64", "arm64"],
  ["arm", "arm64"],
  ["graviton", "arm64"],
]);

/** `did you mean "spot"? (spot, on-demand)`: the nearest spelling, and all of them while they are few. */
export function didYouMean(word: string, known: readonly string[]): string {
  const synonym = synonyms.get(word.toLowerCase());
  const near = synonym !== undefined && known.includes(synonym) ? synonym : nearest(word, known);
  const list = known.length <= 12 ? known.join(", ") : undefined;
  if (near === undefined) return list === undefined ? "see docs/config.md for what is known" : `allowed: ${list}`;
  return `did you mean ${JSON.stringify(near)}?${list === undefined ? "" : ` (${list})`}`;
}
