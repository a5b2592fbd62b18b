/** Windows on dates, for the property here and for test/golden/keda-cron: `npx tsx test/capacity/windows/datedCases.ts` writes its cases. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import type { Span } from "../../../capacity/cron/schedule";
import { dayMs, minuteMs } from "../../../capacity/cron/zone";
import { type DatedWindow, datedCrons, datedWindowFindings } from "../../../capacity/windows/dates";
import { minutesOf } from "../../../capacity/windows/times";

export const datedCasesFile = join(__dirname, "..", "..", "golden", "keda-cron", "dated-cases.jsonl");

const two = (value: number) => String(value).padStart(2, "0");
const time = (minutes: number) => `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
const dateText = (day: number) => new Date(Date.UTC(2028, 0, 1 + (day % 366))).toISOString().slice(5, 10);

/** Days near the ends of months and years come often. */
const anyDay = fc.oneof(fc.integer({ min: 0, max: 365 }), fc.constantFrom(0, 30, 58, 59, 60, 90, 333, 334, 360, 365));

/** Windows that the check accepts. */
export const arbitraryDatedWindow: fc.Arbitrary<DatedWindow> = fc
  .record({
    ranges: fc.array(fc.record({ day: anyDay, days: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 20 })) }), {
      minLength: 1,
      maxLength: 3,
    }),
    start: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 1439 })),
    end: fc.oneof(fc.constant(1440), fc.integer({ min: 1, max: 1440 })),
    lead: fc.constantFrom(0, 0, 30, 720),
    continuous: fc.boolean(),
  })
  .map(({ ranges, start, end, lead, continuous }) => ({
    dates: ranges.map(({ day, days }) => (days === 0 ? dateText(day) : `${dateText(day)}..${dateText(day + days)}`)),
    from: time(start),
    to: time(end),
    timezone: "UTC",
    nodes: 1,
    ...(lead === 0 ? {} : { lead }),
    ...(continuous ? { continuous } : {}),
  }))
  .filter((window) => datedWindowFindings(window).length === 0);

/** When a window is open by UTC's clock, told day by day. */
export function expectedSpans(window: DatedWindow, range: Span): readonly Span[] {
  const { dates, from, to, lead = 0, continuous = false } = window;
  const [opens, closes] = [minutesOf(from)!, minutesOf(to)!];
  const spans: Span[] = [];
  const add = (first: number, last: number) => {
    const begin = first + (opens - lead) * minuteMs;
    const end = last + (closes + (continuous || closes > opens ? 0 : 1440)) * minuteMs;
    spans.push({ from: begin, to: end });
  };
  for (const text of dates) {
    const [first, last] = [text.split("..")[0]!, text.split("..").at(-1)!];
    for (let year = 2025; year <= 2030; year++) {
      const begin = dayIn(year, first, "after");
      const end = dayIn(first <= last ? year : year + 1, last, "before");
      if (begin === undefined || end === undefined || end < begin) continue;
      if (continuous) add(begin, end);
      else for (let day = begin; day <= end; day += dayMs) add(day, day);
    }
  }
  spans.sort((a, b) => a.from - b.from);
  const joined: Span[] = [];
  for (const span of spans) {
    const before = joined.at(-1);
    if (before !== undefined && span.from <= before.to)
      joined[joined.length - 1] = { from: before.from, to: Math.max(before.to, span.to) };
    else joined.push(span);
  }
  return joined.flatMap((span) => {
    const cut = { from: Math.max(span.from, range.from), to: Math.min(span.to, range.to) };
    return cut.from < cut.to ? [cut] : [];
  });
}

/** Midnight of "MM-DD"; of 29 February in a year without one the day after or before, as the edge of a range. */
function dayIn(year: number, text: string, otherwise: "after" | "before"): number | undefined {
  const [month, day] = text.split("-").map(Number);
  const at = Date.UTC(year, month! - 1, day);
  if (new Date(at).getUTCDate() === day) return at;
  return otherwise === "after" ? at : at - dayMs;
}

/** A trigger of a window, and the range in which KEDA is asked. */
export interface DatedCase {
  readonly start: string;
  readonly end: string;
  readonly timezone: string;
}

const zones = ["UTC", "Asia/Seoul", "America/New_York", "Europe/Berlin"] as const;

/** The same cases each time: 100 triggers, the zones in turn. */
export function datedCases(): readonly DatedCase[] {
  const pairs = fc.sample(arbitraryDatedWindow, { numRuns: 120, seed: 17 }).flatMap(datedCrons);
  const different = [...new Map(pairs.map((pair) => [`${pair.start} ${pair.end}`, pair])).values()];
  return different.slice(0, 100).map((pair, index) => ({ ...pair, timezone: zones[index % zones.length]! }));
}

if (require.main === module) {
  writeFileSync(
    datedCasesFile,
    datedCases()
      .map((each) => `${JSON.stringify(each)}\n`)
      .join(""),
  );
}
