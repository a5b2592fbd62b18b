/** Windows of a ScaledObject that are open or closed now, whatever the hour is. */
import type { KubeObject } from "../kubeApi";

/** A cron trigger, as KEDA reads it. All of its values are text. */
interface Trigger {
  readonly type: string;
  readonly metadata: Readonly<Record<string, string>>;
}

const day = 24 * 60;
/** How far behind or ahead the two edges of a window are put: beyond any run, and not both at one minute. */
const minutes = { justPast: 2, farAhead: 12 * 60 } as const;

/** A daily cron expression for a minute of the day in a zone. */
function daily(now: Date, offsetMinutes: number, timezone: string): string {
  const at = new Date(now.getTime() + offsetMinutes * 60_000);
  const parts = new Intl.DateTimeFormat("en-GB", {
    timeZone: timezone,
    hour: "numeric",
    minute: "numeric",
    hourCycle: "h23",
  }).formatToParts(at);
  const of = (type: string) => Number(parts.find((part) => part.type === type)?.value);
  return `${of("minute")} ${of("hour")} * * *`;
}

/**
 * Start and end such that KEDA takes the window for open, or closed: it compares which of the two comes next.
 * @throws RangeError for a timezone that nobody knows
 */
export function compiledWindow(
  isOpen: boolean,
  timezone: string,
  now: Date,
): { readonly start: string; readonly end: string } {
  const past = daily(now, -minutes.justPast, timezone);
  const ahead = daily(now, minutes.farAhead % day, timezone);
  return isOpen ? { start: past, end: ahead } : { start: ahead, end: past };
}

export interface CompiledTriggers {
  readonly triggers: readonly Trigger[];
  /** `window 0: "0 9 * * 1-5" to "0 18 * * 1-5" is now "58 13 * * *" to "0 2 * * *"` */
  readonly changes: readonly string[];
}

/** The triggers with windows opened or closed. @param chosen only this one; the others stay as they are */
export function withWindows({ spec }: KubeObject, isOpen: boolean, now: Date, chosen?: number): CompiledTriggers {
  const changes: string[] = [];
  const triggers = (spec.triggers as readonly Trigger[]).map((trigger, index) => {
    if (trigger.type !== "cron" || (chosen !== undefined && chosen !== index)) return trigger;
    const { start = "", end = "", timezone = "UTC" } = trigger.metadata;
    const compiled = compiledWindow(isOpen, timezone, now);
    changes.push(`window ${index}: "${start}" to "${end}" ${timezone} is now "${compiled.start}" to "${compiled.end}"`);
    return { ...trigger, metadata: { ...trigger.metadata, ...compiled } };
  });
  return { triggers, changes };
}
