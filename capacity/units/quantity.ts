/**
 * Kubernetes quantities, parsed into whole numbers of one unit and printed again.
 *
 * Grammar: digits with an optional fraction, then nothing, a binary suffix (Ki to Ei), a decimal one (n, u, m, k, M to E)
 * or an exponent (1e3). As in Kubernetes, what is smaller than the unit is rounded up ("100u" of CPU is 1 millicore).
 * Source: k8s.io/apimachinery pkg/api/resource/quantity.go.
 */

/** Tens of each decimal suffix, as a power of ten. */
const decimalPower: Readonly<Record<string, number>> = {
  n: -9,
  u: -6,
  m: -3,
  "": 0,
  k: 3,
  M: 6,
  G: 9,
  T: 12,
  P: 15,
  E: 18,
};

/** Each binary suffix as a power of 1024. */
const binaryPower: Readonly<Record<string, number>> = { Ki: 1, Mi: 2, Gi: 3, Ti: 4, Pi: 5, Ei: 6 };

const grammar = /^\+?(?:(\d+)\.?(\d*)|\.(\d+))([numkMGTPE]|[KMGTPE]i|[eE][+-]?\d{1,3})?$/;

/** The largest quantity of Kubernetes; larger ones are capped to it. */
const largest = 2 ** 63;

interface Scaled {
  /** Rounded up to a whole number. */
  readonly value: number;
  /** Whether nothing was rounded. */
  readonly whole: boolean;
}

/** The quantity times 10^extraPower; undefined when the text is not a quantity, or negative. */
function scaled(text: string, extraPower: number): Scaled | undefined {
  const match = grammar.exec(text);
  if (match === null) return undefined;
  const [, integer = "", fraction = match[3] ?? "", , suffix = ""] = match;
  // BigInt, because 1.1 * 1000 is 1100.0000000000002 and would be rounded up to 1101
  let numerator = BigInt(integer + fraction);
  let power = extraPower - fraction.length;
  const binary = binaryPower[suffix];
  if (binary !== undefined) numerator *= 1024n ** BigInt(binary);
  else power += decimalPower[suffix] ?? Number(suffix.slice(1));
  const denominator = power < 0 ? 10n ** BigInt(-power) : 1n;
  if (power > 0) numerator *= 10n ** BigInt(power);
  const value = Number((numerator + denominator - 1n) / denominator);
  return { value: Math.min(value, largest), whole: numerator % denominator === 0n };
}

function refusal(text: string, what: string, example: string): RangeError {
  if (/^-/.test(text)) return new RangeError(`"${text}" is negative; write ${example}`);
  return new RangeError(`"${text}" is not a ${what}; write ${example}`);
}

/**
 * CPU of a quantity in millicores: "1500m" is 1500, "2" is 2000.
 * @throws RangeError naming the text, when it is not a quantity, or negative
 */
export function cpuMillis(text: string): number {
  const millis = scaled(text, 3);
  if (millis === undefined) throw refusal(text, "valid CPU quantity", `"64" or "64000m"`);
  return millis.value;
}

/**
 * Memory of a quantity in bytes: "1Gi" is 1073741824, "1G" is 1000000000. Beyond 2^53 the nearest double.
 * @throws RangeError naming the text, when it is not a quantity, or negative
 */
export function memoryBytes(text: string): number {
  const bytes = scaled(text, 0);
  if (bytes === undefined) throw refusal(text, "valid memory quantity", `"512Mi" or "1000Gi"`);
  return bytes.value;
}

/**
 * A count such as limits.nodes or nvidia.com/gpu: "8" is 8, "1k" is 1000.
 * @throws RangeError naming the text, when it is not a quantity, negative or not whole
 */
export function countOf(text: string): number {
  const count = scaled(text, 0);
  if (!count?.whole) throw refusal(text, "whole number", `"8"`);
  return count.value;
}

/** Millicores as Kubernetes prints them: 2000 is "2", 1500 is "1500m". */
export function cpuText(millis: number): string {
  return millis % 1000 === 0 ? `${millis / 1000}` : `${millis}m`;
}

/** Bytes with the largest suffix that loses nothing, binary ones first: 2^30 is "1Gi", 10^9 is "1G", 1025 is "1025". */
export function memoryText(bytes: number): string {
  if (bytes === 0) return "0";
  const steps = [...Object.entries(binaryPower)].reverse().map(([suffix, power]) => [suffix, 1024 ** power] as const);
  const decimal = ["E", "P", "T", "G", "M", "k"].map((suffix) => [suffix, 10 ** decimalPower[suffix]!] as const);
  const [suffix, size] = [...steps, ...decimal].find(([, size]) => bytes % size === 0) ?? ["", 1];
  return `${BigInt(bytes / size)}${suffix}`;
}
