/** Plain YAML scalars as Pulumi's CLI reads them (go-yaml v3): `010` is 8, `1.30` is 1.3, a date is a Go time, `yes` is text. */

/** Plain words with a meaning of their own. `yes`, `no`, `on` and `off` are text. */
const words: ReadonlyMap<string, null | boolean> = new Map([
  ...["", "~", "null", "Null", "NULL"].map((word) => [word, null] as const),
  ...["true", "True", "TRUE"].map((word) => [word, true] as const),
  ...["false", "False", "FALSE"].map((word) => [word, false] as const),
]);

const float = /^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$/;
const integers: readonly (readonly [pattern: RegExp, base: number])[] = [
  [/^([-+]?)0b([01]+)$/, 2],
  [/^([-+]?)0o([0-7]+)$/, 8],
  [/^([-+]?)0x([0-9a-fA-F]+)$/, 16],
  [/^([-+]?)0([0-7]+)$/, 8],
  [/^([-+]?)(0|[1-9][0-9]*)$/, 10],
];
const timestamp =
  /^(\d{4})-(\d{1,2})-(\d{1,2})(?:(?:[Tt]|[ \t]+)(\d{1,2}):(\d{1,2}):(\d{1,2})(\.\d+)?(?:[ \t]*(Z|[-+]\d{1,2}(?::?\d{2})?))?)?$/;

/** A time as Go prints it: `2026-01-01 00:00:00 +0000 UTC`. */
function goTime(parts: RegExpExecArray): string {
  const two = (text: string | undefined) => (text ?? "0").padStart(2, "0");
  const [, year, month, day, hour, minute, second, fraction = "", zone] = parts;
  const [, sign, hours, minutes] = /^([-+])(\d{1,2}):?(\d{2})?$/.exec(zone ?? "") ?? [];
  const offset = sign === undefined ? "+0000" : `${sign}${two(hours)}${two(minutes)}`;
  const name = /^[-+]0000$/.test(offset) ? "UTC" : offset;
  return `${year}-${two(month)}-${two(day)} ${two(hour)}:${two(minute)}:${two(second)}${fraction.replace(/\.?0+$/, "")} ${offset} ${name}`;
}

/** A plain scalar and what YAML makes of it. */
export interface GoScalar {
  readonly value: null | boolean | number | string;
  /**
   * Why the value is not what the text seems to say; absent where both agree. `octal`: a leading zero makes the digits octal;
   * `date`: text that looks like a date becomes a time; `precision`: more digits than a number keeps.
   */
  readonly surprise?: "octal" | "date" | "precision";
}

/** What go-yaml makes of a plain scalar's text. */
export function goScalar(text: string): GoScalar {
  const word = words.get(text);
  if (word !== undefined) return { value: word };
  if (!/^[-+.0-9]/.test(text)) return { value: text };
  const digits = text.replaceAll("_", "");
  for (const [pattern, base] of integers) {
    const [, sign, number] = pattern.exec(digits) ?? [];
    if (number === undefined) continue;
    const value = Number.parseInt(`${sign === "-" ? "-" : ""}${number}`, base);
    if (base === 8 && !/0o/.test(digits) && value !== Number(digits)) return { value, surprise: "octal" };
    return Number.isSafeInteger(value) ? { value } : { value, surprise: "precision" };
  }
  if (float.test(digits)) return { value: Number(digits) };
  const time = timestamp.exec(text);
  return time === null ? { value: text } : { value: goTime(time), surprise: "date" };
}
