/** What a message suggests for a word that is not known. */
import { nearest } from "../../capacity/units/spelling";

/** What people write for a word of ours, in small letters; no edit of letters leads there. */
const synonyms: ReadonlyMap<string, readonly string[]> = new Map([
  ["mon-fri", ["weekdays"]],
  ["monday-friday", ["weekdays"]],
  ["workdays", ["weekdays"]],
  ["sat-sun", ["weekends"]],
  ["daily", ["everyday"]],
  ["mon-sun", ["everyday"]],
  ["all", ["everyday"]],
  ["prod", ["production"]],
  ["prd", ["production"]],
  ["dev", ["development"]],
  ["x86_64", ["amd64"]],
  ["x86-64", ["amd64"]],
  ["x86", ["amd64"]],
  ["x64", ["amd64"]],
  ["intel", ["amd64"]],
  ["amd", ["amd64"]],
  ["aarch64", ["arm64"]],
  ["arm", ["arm64"]],
  ["graviton", ["arm64"]],
  ["od", ["on-demand"]],
  ["tues", ["tue"]],
  ["thur", ["thu"]],
  ["thurs", ["thu"]],
  ...["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"].map(
    (day) => [day, [day.slice(0, 3)]] as const,
  ),
]);

/** The known word that people mean by another one: `prod` is production. */
export function meantWord(word: string, known: readonly string[]): string | undefined {
  const lower = word.toLowerCase();
  const size = sizeInFull(lower);
  const all = [lower, ...(size === undefined ? [] : [size]), ...(synonyms.get(lower) ?? [])];
  return all.find((meant) => meant !== word && known.includes(meant));
}

/** The size that people mean by letters, in small ones: 4xl is 4xlarge. */
export function sizeInFull(lower: string): string | undefined {
  const [, times, letters] = /^(\d*)-?(xl|l|m|s)$/.exec(lower) ?? [];
  if (letters === undefined) return undefined;
  return `${times}${{ xl: "xlarge", l: "large", m: "medium", s: "small" }[letters]}`;
}

/**
 * `did you mean "spot"? (spot, on-demand)`: the nearest spelling, and all of them while they are few.
 * @param otherwise where to look when there are many, and none is near
 */
export function didYouMean(
  word: string,
  known: readonly string[],
  otherwise = "see docs/config.md for what is known",
): string {
  const near = meantWord(word, known) ?? nearest(word, known);
  const list = known.length <= 12 ? known.join(", ") : undefined;
  if (near === undefined) return list === undefined || list === "" ? otherwise : `allowed: ${list}`;
  return `did you mean ${JSON.stringify(near)}?${list === undefined ? "" : ` (${list})`}`;
}
