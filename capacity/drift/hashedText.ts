/** Durations and quantities as Go reads them: texts that are equal exactly when the values are. */
import { memoryBytes } from "../units/quantity";

const unitNanoseconds: Readonly<Record<string, bigint>> = {
  ns: 1n,
  us: 1_000n,
  µs: 1_000n,
  μs: 1_000n,
  ms: 1_000_000n,
  s: 1_000_000_000n,
  m: 60_000_000_000n,
  h: 3_600_000_000_000n,
};

/** A duration by its length: "90s" and "1m30s" are the same text. What is not a duration stays as it is. */
export function goDurationText(value: unknown): string {
  const text = String(value);
  if (!/^[+-]?((\d+\.?\d*|\.\d+)(ns|us|µs|μs|ms|s|m|h))+$/.test(text)) return text;
  let nanoseconds = 0n;
  for (const [, whole = "", fraction = "", unit] of text.matchAll(/(\d*)\.?(\d*)(ns|us|µs|μs|ms|s|m|h)/g)) {
    const scale = unitNanoseconds[unit!]!;
    nanoseconds += BigInt(whole || "0") * scale + (BigInt(fraction || "0") * scale) / 10n ** BigInt(fraction.length);
  }
  return `${text.startsWith("-") ? -nanoseconds : nanoseconds}ns`;
}

/**
 * A quantity by its amount and family: "1024Mi" and "1Gi" are the same text, "1000M" and "1G" too. Kubernetes prints a binary
 * amount and the same decimal one differently. What is not a quantity stays as it is.
 */
export function quantityText(value: unknown): string {
  const text = String(value);
  try {
    return `${memoryBytes(text)}${text.endsWith("i") ? " binary" : ""}`;
  } catch {
    return text;
  }
}
