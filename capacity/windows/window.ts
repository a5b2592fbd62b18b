/**
 * Windows: the hours of warm capacity, in plain words or as a pair of crons, and the KEDA trigger that they become.
 *
 * A window is active at an instant exactly when the local time of its zone is inside it, so a night in which the clock goes
 * forward is an hour shorter. One exception: when `from` (less `lead`) or `to` itself is in the hour that is skipped or
 * repeated, KEDA's rule decides, and a finding says what happens (clockChange.ts).
 */
import { cronBounds } from "../cron/cron";
import { fieldText } from "../cron/dialect";
import { plainWeek } from "../cron/week";
import { dayMinutes, timeText } from "../cron/zone";

/** From Monday; cron counts from Sunday, 0. */
export const weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;

export type Weekday = (typeof weekdays)[number];

/** Days that have a name together. */
export const dayGroups = {
  everyday: weekdays,
  weekdays: weekdays.slice(0, 5),
  weekends: weekdays.slice(5),
} as const satisfies Record<string, readonly Weekday[]>;

/** A group by its name, or a list of days; never both in one list. */
export type WindowDays = keyof typeof dayGroups | readonly Weekday[];

/** A window in plain words. */
export interface PlainWindow {
  /** Days on which the window begins. */
  readonly days: WindowDays;
  /** "HH:MM", 00:00 to 23:59. */
  readonly from: string;
  /** "HH:MM", 00:01 to 24:00; at or before `from` it is on the next day. */
  readonly to: string;
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

export type Window = PlainWindow | CronWindow;

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

/** The metadata of the trigger in a ScaledObject. */
export function triggerMetadata(trigger: CronTrigger): Readonly<Record<keyof CronTrigger, string>> {
  return { ...trigger, desiredReplicas: String(trigger.desiredReplicas) };
}

/** What is wrong with a field of a plain window. */
export interface WindowFieldFinding {
  readonly field: keyof PlainWindow;
  readonly message: string;
  readonly suggestion?: string;
}

/** In minutes: half a day. */
export const longestLeadMinutes = 720;

/** Minutes of the day of "HH:MM"; undefined when it is not a time. */
export function minutesOf(text: string): number | undefined {
  const [, hour, minute] = /^(\d\d):(\d\d)$/.exec(text) ?? [];
  const minutes = Number(hour) * 60 + Number(minute);
  return Number(minute) < 60 && minutes <= dayMinutes ? minutes : undefined;
}

const weekMinutes = 7 * dayMinutes;

/** The days of a window, Monday 0. */
function dayNumbers(days: WindowDays): readonly number[] {
  const list: readonly Weekday[] = typeof days === "string" ? dayGroups[days] : days;
  return [...new Set(list.map((day) => weekdays.indexOf(day)))].sort((a, b) => a - b);
}

/** When a window is active on each of its days, in minutes from midnight: `from` may be negative, `to` above 1440. */
interface Extent {
  readonly from: number;
  readonly to: number;
}

function extentOf({ from, to, lead = 0 }: PlainWindow): Extent {
  const [opens, closes] = [minutesOf(from)!, minutesOf(to)!];
  return { from: opens - lead, to: closes > opens ? closes : closes + dayMinutes };
}

/** What is wrong with a plain window; empty when {@link windowTrigger} accepts it. */
export function plainWindowFindings(window: PlainWindow): readonly WindowFieldFinding[] {
  const { days, from, to, nodes, lead = 0 } = window;
  const findings: WindowFieldFinding[] = [];
  const [opens, closes] = [minutesOf(from), minutesOf(to)];
  const known = typeof days === "string" ? Object.hasOwn(dayGroups, days) : days.every((day) => weekdays.includes(day));
  if (!known || days.length === 0) {
    findings.push({
      field: "days",
      message: `are "everyday", "weekdays", "weekends" or a list of ${weekdays.join(", ")}`,
    });
  } else if (typeof days !== "string" && new Set(days).size < days.length) {
    findings.push({ field: "days", message: "name a day twice" });
  }
  if (opens === undefined || opens === dayMinutes) {
    findings.push({ field: "from", message: 'is not a valid time; write "00:00" to "23:59"' });
  }
  if (closes === undefined) findings.push({ field: "to", message: 'is not a valid time; write "00:01" to "24:00"' });
  if (!Number.isInteger(lead) || lead < 0 || lead > longestLeadMinutes) {
    findings.push({ field: "lead", message: `is not a number of minutes; write 0 to ${longestLeadMinutes}` });
  }
  if (!Number.isInteger(nodes) || nodes < 1) {
    findings.push({
      field: "nodes",
      message: "is not a number of nodes; write 1 or more, or leave the window out",
    });
  }
  if (findings.length > 0) return findings;
  if (opens === closes) {
    const suggestion =
      opens === 0 ? 'write to: "24:00" for a full day' : `write two windows, ${from} to 24:00 and 00:00 to ${to}`;
    return [{ field: "to", message: `is the same as from: no time, or a full day?`, suggestion }];
  }
  if (minutesCovered(window).size === weekMinutes) {
    const message = "lasts until it opens again: the nodes would be kept all week";
    return [{ field: "to", message, suggestion: `write always: ${nodes} in place of the window` }];
  }
  return [];
}

/** The minutes of the week that a window covers, from Monday 00:00. */
function minutesCovered(window: PlainWindow): ReadonlySet<number> {
  const { from, to } = extentOf(window);
  const minutes = new Set<number>();
  for (const day of dayNumbers(window.days)) {
    for (let minute = from; minute < to; minute++) {
      minutes.add((day * dayMinutes + minute + weekMinutes) % weekMinutes);
    }
  }
  return minutes;
}

function cron(minute: number, days: readonly number[]): string {
  // cron's Sunday is 0, its Monday 1
  const weekdaysOfCron = days.map((day) => (day + 8) % 7);
  return `${minute % 60} ${Math.floor(minute / 60)} * * ${fieldText(weekdaysOfCron, cronBounds.dayOfWeek)}`;
}

/**
 * The trigger of a window. One pair of crons always suffices: days whose windows touch or overlap (00:00 to 24:00 on
 * weekdays, or a lead that reaches into the day before) become one long window, which starts on the first of them and ends
 * with the last, since KEDA would wait at the start of the second. Every trigger is checked by replaying KEDA's rule.
 * @throws RangeError naming the first of {@link plainWindowFindings}
 */
export function windowTrigger(window: Window): CronTrigger {
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
  const start = cron(
    (from + dayMinutes) % dayMinutes,
    first.map((day) => day + Math.floor(from / dayMinutes)),
  );
  const end = cron(
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
  if (!isPlainWindow(window)) return `"${window.start}" to "${window.end}"`;
  const days = typeof window.days === "string" ? window.days : window.days.join(", ");
  const lead = window.lead
    ? ` (from ${timeText((minutesOf(window.from)! - window.lead + dayMinutes) % dayMinutes)})`
    : "";
  return `${days} ${window.from} to ${window.to}${lead}`;
}
