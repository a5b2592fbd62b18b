/** Windows of a ScaledObject that are open or closed now, whatever the hour is. */
import { listOf, recordOf, textOf } from "../api/fields";
import type { KubeObject } from "../api/kubeObject";

/** How far behind or ahead the two edges of a window are put: beyond any run, and not both at one minute. */
const minutes = { justPast: 2, farAhead: 12 * 60 } as const;

/** A daily cron expression, in UTC. */
function daily(now: Date, offsetMinutes: number): string {
  const at = new Date(now.getTime() + offsetMinutes * 60_000);
  return `${at.getUTCMinutes()} ${at.getUTCHours()} * * *`;
}

export interface CompiledWindow {
  readonly start: string;
  readonly end: string;
  readonly timezone: "UTC";
}

/**
 * Start and end such that KEDA takes the window for open, or closed: it compares which of the two comes next. In UTC, since
 * in a zone with summer time the same clock time may come twice.
 */
export function compiledWindow(isOpen: boolean, now: Date): CompiledWindow {
  const past = daily(now, -minutes.justPast);
  const ahead = daily(now, minutes.farAhead);
  return { ...(isOpen ? { start: past, end: ahead } : { start: ahead, end: past }), timezone: "UTC" };
}

export interface WindowChange {
  /** Among the object's triggers. */
  readonly trigger: number;
  /** `"0 9 * * 1-5" to "0 18 * * 1-5" Asia/Seoul` */
  readonly before: string;
  readonly after: string;
}

export interface CompiledTriggers {
  readonly triggers: readonly unknown[];
  readonly changes: readonly WindowChange[];
}

const windowText = (start: string, end: string, timezone: string) => `"${start}" to "${end}" ${timezone}`;

/** The triggers with windows opened or closed. @param chosen only this one; the others stay as they are */
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
