/** Windows of a ScaledObject that are open or closed now, whatever the hour is. */
import type { KubeObject } from "../api/kubeObject";

/** A cron trigger, as KEDA reads it. All of its values are text. */
interface Trigger {
  readonly type: string;
  readonly metadata: Readonly<Record<string, string>>;
}

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
  readonly triggers: readonly Trigger[];
  readonly changes: readonly WindowChange[];
}

const windowText = (start: string, end: string, timezone: string) => `"${start}" to "${end}" ${timezone}`;

/** The triggers with windows opened or closed. @param chosen only this one; the others stay as they are */
export function withWindows({ spec }: KubeObject, isOpen: boolean, now: Date, chosen?: number): CompiledTriggers {
  const changes: WindowChange[] = [];
  const compiled = compiledWindow(isOpen, now);
  const triggers = (spec.triggers as readonly Trigger[]).map((trigger, index) => {
    if (trigger.type !== "cron" || (chosen !== undefined && chosen !== index)) return trigger;
    const { start = "", end = "", timezone = "" } = trigger.metadata;
    const after = windowText(compiled.start, compiled.end, compiled.timezone);
    changes.push({ trigger: index, before: windowText(start, end, timezone), after });
    return { ...trigger, metadata: { ...trigger.metadata, ...compiled } };
  });
  return { triggers, changes };
}
