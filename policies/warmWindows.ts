/** The windows that a KEDA cron trigger opens, reckoned as KEDA does. */
import { type CronSchedule, parseCron } from "../capacity/cron";
import { firings, minutesOfDay } from "./firings";

const days = 365;

/** What a trigger comes to in a year of plain days; a clock that is put forward or back is not looked at. */
export interface Windows {
  readonly openings: number;
  readonly shortestMinutes: number;
  /** Always open, or never. */
  readonly constant?: "always" | "never";
}

const known = new Map<string, Windows>();

/**
 * KEDA 2.20 never looks back: it is open when the next `end` comes before the next `start`, or with it, so a stretch
 * between two events is open when an end closes it. A start that never comes means open for ever.
 * @throws RangeError on a schedule that KEDA cannot read
 */
export function windowsOf(start: string, end: string): Windows {
  const question = `${start}|${end}`;
  const windows = known.get(question) ?? reckon(parseCron(start), parseCron(end));
  known.set(question, windows);
  return windows;
}

function reckon(start: CronSchedule, end: CronSchedule): Windows {
  const ends = new Set(firings(end, days));
  const events = [...new Set([...firings(start, days), ...ends])].sort((a, b) => a - b);
  const lengths: number[] = [];
  let open = 0;
  for (const [index, event] of events.slice(1).entries()) {
    if (ends.has(event)) open += event - events[index]!;
    else {
      if (open > 0) lengths.push(open);
      open = 0;
    }
  }
  if (ends.size === 0) return { openings: 0, shortestMinutes: 0, constant: "never" };
  if (lengths.length === 0) return { openings: 1, shortestMinutes: days * minutesOfDay, constant: "always" };
  return { openings: lengths.length, shortestMinutes: Math.min(...lengths) };
}
