/** Rewrites the windows of a ScaledObject so that they are open or closed now, whatever the time is. */
import { listOf, recordOf, textOf } from "../../../capacity/units/fields";
import type { KubeObject } from "../api/kubeObject";

/** Where the two ends of a window are put, in minutes before and after now: outside any run. */
const minutes = { before: 2, after: 12 * 60 } as const;

/** A cron expression for every day at a time, in UTC. */
function daily(now: Date, offsetMinutes: number): string {
  const at = new Date(now.getTime() + offsetMinutes * 60_000);
  return `${at.getUTCMinutes()} ${at.getUTCHours()} * * *`;
}

/** The fields of a cron trigger that are rewritten. */
export interface CompiledWindow {
  readonly start: string;
  readonly end: string;
  readonly timezone: "UTC";
}

/**
 * A window that KEDA considers open, or closed, now and for the next hours: it looks which of start and end is next. In
 * UTC, since elsewhere a clock change may repeat a time.
 */
export function compiledWindow(isOpen: boolean, now: Date): CompiledWindow {
  const past = daily(now, -minutes.before);
  const ahead = daily(now, minutes.after);
  return { ...(isOpen ? { start: past, end: ahead } : { start: ahead, end: past }), timezone: "UTC" };
}

export interface WindowChange {
  /** Index in the object's triggers. */
  readonly trigger: number;
  /** As `"0 9 * * 1-5" to "0 18 * * 1-5" Asia/Seoul`. */
  readonly before: string;
  readonly after: string;
}

export interface CompiledTriggers {
  readonly triggers: readonly unknown[];
  readonly changes: readonly WindowChange[];
}

const windowText = (start: string, end: string, timezone: string) => `"${start}" to "${end}" ${timezone}`;

/**
 * The triggers of a ScaledObject with their windows opened or closed; those that are not of type cron stay as they are.
 * @param chosen index of the one trigger to change; by default all
 */
export function withWindows({ spec }: KubeObject, isOpen: boolean, now: Date, chosen?: number): CompiledTriggers {
  const changes: WindowChange[] = [];
  const compiled = compiledWindow(isOpen, now);
  const triggers = listOf(recordOf(spec).triggers).map((entry, index) => {
    const trigger = recordOf(entry);
    if (trigger.type !== "cron" || (chosen !== undefined && chosen !== index)) return entry;
    const metadata = recordOf(trigger.metadata);
    const before = windowText(textOf(metadata.start), textOf(metadata.end), textOf(metadata.timezone));
    changes.push({ trigger: index, before, after: windowText(compiled.start, compiled.end, compiled.timezone) });
    return { ...trigger, metadata: { ...metadata, ...compiled } };
  });
  return { triggers, changes };
}
