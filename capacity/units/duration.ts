/**
 * Karpenter's durations: the part of Go's grammar that the NodePool CRD admits.
 * Sources: pattern `^(([0-9]+(s|m|h))+|Never)$` of expireAfter and consolidateAfter, `^([0-9]+(s|m|h))+$` of
 * terminationGracePeriod and `^((([0-9]+(h|m))|([0-9]+h[0-9]+m))(0s)?)$` of a budget's duration (Karpenter v1.14.1).
 */

const unitSeconds: Readonly<Record<string, number>> = { h: 3600, m: 60, s: 1 };

/** Go keeps a duration in 63 bits of nanoseconds; beyond this, decoding the NodePool fails. */
const longestSeconds = 9_223_372_036;

/**
 * A duration in seconds: "720h" is 2592000, "1h30m" is 5400, "Never" is Infinity.
 * @throws RangeError naming the text; Karpenter knows no days ("30d"), no fractions and nothing below a second
 */
export function durationSeconds(text: string): number {
  if (text === "Never") return Number.POSITIVE_INFINITY;
  const days = /^(\d+)d$/.exec(text)?.[1];
  if (days !== undefined) {
    throw new RangeError(
      `"${text}" is not a valid duration: Karpenter accepts h, m and s; write "${BigInt(days) * 24n}h"`,
    );
  }
  if (!/^(\d+[smh])+$/.test(text)) {
    throw new RangeError(`"${text}" is not a valid duration; write "720h", "1h30m", "30s" or "Never"`);
  }
  let seconds = 0;
  for (const [, digits, unit] of text.matchAll(/(\d+)([smh])/g)) seconds += Number(digits) * unitSeconds[unit!]!;
  if (seconds > longestSeconds) {
    throw new RangeError(`"${text}" is longer than Go allows (2562047h); write "Never" for no end`);
  }
  return seconds;
}

/**
 * The duration of a disruption budget in seconds: hours and minutes only.
 * @throws RangeError naming the text
 */
export function budgetDurationSeconds(text: string): number {
  if (!/^(\d+[hm]|\d+h\d+m)(0s)?$/.test(text)) {
    throw new RangeError(
      `"${text}" is not a valid budget duration; write hours and minutes such as "8h", "30m" or "1h30m"`,
    );
  }
  return durationSeconds(text);
}

/**
 * Seconds as Karpenter reads them, largest unit first: 5400 is "1h30m", 0 is "0s", Infinity is "Never".
 * @throws RangeError when negative or not whole
 */
export function durationText(seconds: number): string {
  if (seconds === Number.POSITIVE_INFINITY) return "Never";
  if (!Number.isSafeInteger(seconds) || seconds < 0)
    throw new RangeError(`${seconds} is not a whole number of seconds`);
  const parts = [
    [Math.floor(seconds / 3600), "h"],
    [Math.floor(seconds / 60) % 60, "m"],
    [seconds % 60, "s"],
  ] as const;
  return parts.map(([count, unit]) => (count > 0 ? `${count}${unit}` : "")).join("") || "0s";
}
