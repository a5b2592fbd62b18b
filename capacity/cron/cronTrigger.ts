/**
 * When a KEDA cron trigger is active: its start and end, replayed in local time.
 *
 * KEDA asks of each schedule when it fires next, strictly after now, and never looks back: the trigger is active when the
 * end comes first, or both at once. So the time between two events is active exactly when the event that closes it is an
 * end, and windows over midnight need no rule of their own. A start that never fires leaves the trigger active forever;
 * with an end that never fires it is never active.
 * Source: KEDA v2.20.2 and v2.21.0, pkg/scalers/cron_scaler.go, the same in both.
 */
import { parseCron } from "./cron";
import { fires, firstFire, type Span } from "./schedule";

/** The times of a cron trigger. */
export interface CronPair {
  readonly start: string;
  readonly end: string;
  /** IANA name. */
  readonly timezone: string;
}

/**
 * Whether the time before the next start and end is active. Both never: KEDA's comparison of two zero times says active.
 */
function endsFirst(start: number | undefined, end: number | undefined): boolean {
  return start === undefined || (end !== undefined && end <= start);
}

/**
 * When the pair is active within a range, in order, neighbours joined.
 * @throws RangeError when a cron or the zone cannot be read
 */
export function activeSpans(pair: CronPair, range: Span): readonly Span[] {
  const [start, end] = [parseCron(pair.start), parseCron(pair.end)];
  const inside = { from: range.from + 1, to: range.to };
  const ends = new Set(fires(end, pair.timezone, inside));
  const events = [...new Set([...fires(start, pair.timezone, inside), ...ends])].sort((a, b) => a - b);
  const last = endsFirst(firstFire(start, pair.timezone, range.to), firstFire(end, pair.timezone, range.to));
  const spans: Span[] = [];
  let from = range.from;
  for (const to of [...events, range.to]) {
    if (to === range.to ? last : ends.has(to)) extend(spans, { from, to });
    from = to;
  }
  return spans;
}

function extend(spans: Span[], next: Span): void {
  const before = spans.at(-1);
  if (before?.to === next.from) spans[spans.length - 1] = { from: before.from, to: next.to };
  else spans.push(next);
}
