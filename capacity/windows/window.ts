/**
 * Windows: the hours of warm capacity, in plain words, on dates or as a pair of crons, and the KEDA trigger that they become.
 *
 * A window is active at an instant exactly when the local time of its zone is inside it, so a night in which the clock goes
 * forward is an hour shorter. One exception: when `from` (less `lead`) or `to` itself is in the hour that is skipped or
 * repeated, KEDA's rule decides, and a finding says what happens (clockChange.ts).
 */
import { plainWeek } from "../cron/week";
import { dayMinutes, timeText } from "../cron/zone";
import { memoizeBy } from "../units/memoize";
import { type DatedField, type DatedWindow, datedCrons, datedWindowFindings, leapDates } from "./dates";
import {
  dayNumbers,
  extentOf,
  type FieldFinding,
  minutesCovered,
  minutesOf,
  sameTimeFinding,
  timesFindings,
  timesText,
  type WeeklyTimes,
  weeklyCron,
  weekMinutes,
} from "./times";

/** A window in plain words. */
export interface PlainWindow extends WeeklyTimes {
  /** IANA name. */
  readonly timezone: string;
  /** How many are kept ready: nodes, or placeholders in headroom mode. */
  readonly nodes: number;
  /** Minutes before `from` at which to begin, 0 to 720, so that nodes are ready at the hour. @default 0 */
  readonly lead?: number;
}

/** A window as KEDA has it. */
export interface CronWindow {
  readonly start: string;
  readonly end: string;
  /** IANA name. */
  readonly timezone: string;
  readonly nodes: number;
}

export type Window = PlainWindow | DatedWindow | CronWindow;

/** A KEDA cron trigger. KEDA wants all of its metadata as text: see {@link triggerMetadata}. */
export interface CronTrigger {
  readonly start: string;
  readonly end: string;
  readonly timezone: string;
  readonly desiredReplicas: number;
}

export function isPlainWindow(window: Window): window is PlainWindow {
  return "days" in window;
}

export function isCronWindow(window: Window): window is CronWindow {
  return "start" in window;
}

export function isDatedWindow(window: Window): window is DatedWindow {
  return "dates" in window;
}

/** The metadata of the trigger in a ScaledObject. */
export function triggerMetadata(trigger: CronTrigger): Readonly<Record<keyof CronTrigger, string>> {
  return { ...trigger, desiredReplicas: String(trigger.desiredReplicas) };
}

/** What is wrong with a field of a plain window. */
export type WindowFieldFinding = FieldFinding<keyof PlainWindow>;

/** In minutes: half a day. */
export const longestLeadMinutes = 720;

/** What is wrong with a plain window; empty when {@link windowTriggers} accepts it. */
export const plainWindowFindings: (window: PlainWindow) => readonly WindowFieldFinding[] = memoizeBy(
  (window) => JSON.stringify(window),
  (window) => {
    const findings = [...timesFindings(window), ...amountFindings(window)];
    if (findings.length > 0) return findings;
    const same = sameTimeFinding(window);
    if (same !== undefined) return [same];
    if (minutesCovered(window).size === weekMinutes) {
      const message = "lasts until it opens again: the nodes would be kept all week";
      return [{ field: "to", message, suggestion: `write always: ${window.nodes} in place of the window` }];
    }
    return [];
  },
);

/** What is wrong with lead and nodes. */
function amountFindings({ nodes, lead = 0 }: PlainWindow | DatedWindow): readonly FieldFinding<"lead" | "nodes">[] {
  const findings: FieldFinding<"lead" | "nodes">[] = [];
  if (!Number.isInteger(lead) || lead < 0 || lead > longestLeadMinutes) {
    findings.push({ field: "lead", message: `is not a number of minutes; write 0 to ${longestLeadMinutes}` });
  }
  if (!Number.isInteger(nodes) || nodes < 1) {
    findings.push({
      field: "nodes",
      message: "is not a number of nodes; write 1 or more, or leave the window out",
    });
  }
  return findings;
}

/** What is wrong with a dated window; empty when {@link windowTriggers} accepts it. */
export function datedFindings(window: DatedWindow): readonly FieldFinding<DatedField | "lead" | "nodes">[] {
  const amounts = amountFindings(window);
  return amounts.length > 0 ? amounts : datedWindowFindings(window);
}

/**
 * The triggers of a window: of a dated one one for each month or so, else one.
 * @throws RangeError naming the first of {@link plainWindowFindings} or {@link datedFindings}
 */
export const windowTriggers: (window: Window) => readonly CronTrigger[] = memoizeBy(
  (window) => JSON.stringify(window),
  (window) => {
    if (!isDatedWindow(window)) return [weeklyTrigger(window)];
    const [finding] = datedFindings(window);
    if (finding !== undefined) throw new RangeError(`${finding.field} ${finding.message}`);
    const { timezone, nodes } = window;
    return datedCrons(window).map((crons) => ({ ...crons, timezone, desiredReplicas: nodes }));
  },
);

/**
 * The trigger of a window that is the same every week. One pair of crons always suffices: days whose windows touch or overlap (00:00 to 24:00 on
 * weekdays, or a lead that reaches into the day before) become one long window, which starts on the first of them and ends
 * with the last, since KEDA would wait at the start of the second. Every trigger is checked by replaying KEDA's rule.
 * @throws RangeError naming the first of {@link plainWindowFindings}
 */
function weeklyTrigger(window: PlainWindow | CronWindow): CronTrigger {
  const { timezone, nodes } = window;
  if (!isPlainWindow(window)) return { start: window.start, end: window.end, timezone, desiredReplicas: nodes };
  const [finding] = plainWindowFindings(window);
  if (finding !== undefined) throw new RangeError(`${finding.field} ${finding.message}`);
  const minutes = minutesCovered(window);
  const { from, to } = extentOf(window);
  const at = (day: number, minute: number) => (day * dayMinutes + minute + weekMinutes) % weekMinutes;
  const days = dayNumbers(window.days);
  const first = days.filter((day) => !minutes.has(at(day, from - 1)));
  const last = days.filter((day) => !minutes.has(at(day, to)));
  const start = weeklyCron(
    (from + dayMinutes) % dayMinutes,
    first.map((day) => day + Math.floor(from / dayMinutes)),
  );
  const end = weeklyCron(
    to % dayMinutes,
    last.map((day) => day + Math.floor(to / dayMinutes)),
  );
  checkReplay({ start, end }, minutes, window);
  return { start, end, timezone, desiredReplicas: nodes };
}

/** @throws Error when the crons are not active in exactly these minutes, which is a bug of ours */
function checkReplay(
  crons: Pick<CronTrigger, "start" | "end">,
  minutes: ReadonlySet<number>,
  window: PlainWindow,
): void {
  const { spans } = plainWeek(crons);
  const active = spans.reduce((total, { from, to }) => total + to - from, 0);
  const inside = spans.every(({ from, to }) => {
    for (let minute = from; minute < to; minute++) if (!minutes.has(minute)) return false;
    return true;
  });
  if (active === minutes.size && inside) return;
  throw new Error(`"${crons.start}" to "${crons.end}" do not replay to ${JSON.stringify(window)}`);
}

/** A window for messages: "weekdays 09:00 to 18:00", or the crons. */
export function windowText(window: Window): string {
  if (isDatedWindow(window)) return datedText(window);
  if (!isPlainWindow(window)) return `"${window.start}" to "${window.end}"`;
  return `${timesText(window)}${leadText(window)}`;
}

/** "11-27, 12-20..01-03 09:00 to 18:00, every year". */
function datedText(window: DatedWindow): string {
  const { dates, from, to, continuous = false } = window;
  const isRange = dates.some((text) => text.includes(".."));
  const times = continuous && isRange ? `from ${from} on the first day to ${to} on the last` : `${from} to ${to}`;
  const leap = leapDates(window);
  const years =
    leap.length === 0
      ? "every year"
      : leap.length === dates.length
        ? "in leap years"
        : `every year (${leap.join(", ")} in leap years)`;
  return `${dates.join(", ")} ${times}${leadText(window)}, ${years}`;
}

function leadText({ from, lead }: PlainWindow | DatedWindow): string {
  return lead ? ` (from ${timeText((minutesOf(from)! - lead + dayMinutes) % dayMinutes)})` : "";
}
