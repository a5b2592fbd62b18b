/** What a KEDA cron trigger comes to in a year, reckoned by capacity/ as KEDA does. */
import { activeSpans } from "../../capacity/cron/schedule";

/** A year of plain days: what happens where a clock is put forward or back is not this rule's question. */
const year = { from: Date.UTC(2027, 0, 1), to: Date.UTC(2028, 0, 1) };

export interface Windows {
  readonly openings: number;
  readonly shortestMinutes: number;
  /** Always open, or never. */
  readonly constant?: "always" | "never";
}

const known = new Map<string, Windows>();

/** @throws RangeError on a schedule that KEDA cannot read */
export function windowsOf(start: string, end: string): Windows {
  const question = `${start}|${end}`;
  const windows = known.get(question) ?? reckon(start, end);
  known.set(question, windows);
  return windows;
}

function reckon(start: string, end: string): Windows {
  const spans = activeSpans({ start, end, timezone: "UTC" }, year);
  const [first] = spans;
  if (first === undefined) return { openings: 0, shortestMinutes: 0, constant: "never" };
  if (first.from <= year.from && first.to >= year.to)
    return { openings: 1, shortestMinutes: Number.POSITIVE_INFINITY, constant: "always" };
  // What the year's ends cut off says nothing of its length.
  const lengths = spans
    .filter(({ from, to }) => from > year.from && to < year.to)
    .map(({ from, to }) => (to - from) / 60_000);
  return { openings: spans.length, shortestMinutes: Math.min(...lengths) };
}
