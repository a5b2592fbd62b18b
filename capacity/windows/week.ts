/** A pool's week as rows that can be printed: what is held on which day, from when to when, by one zone's clock. */
import { parseCron } from "../cron/cron";
import type { Span } from "../cron/schedule";
import { isWeekly } from "../cron/week";
import {
  dayMinutes,
  hourMs,
  minuteMs,
  nextOffsetChanges,
  offsetMinutes,
  offsetText,
  timeText,
  wallMinutes,
  wallText,
} from "../cron/zone";
import { referenceWeek, replicaSteps, type Step, stepChangesOfWeek } from "./replicas";
import { type CronTrigger, type Weekday, weekdays } from "./window";

/** A time of one day in which the same number is held. */
export interface DayStep {
  /** "03:00" */
  readonly from: string;
  /** "10:00", "24:00" at the day's end. */
  readonly to: string;
  readonly nodes: number;
}

export interface WeekDay {
  readonly day: Weekday;
  /** "2026-11-23" */
  readonly date: string;
  /** Hours in which at least one is held. */
  readonly hours: number;
  readonly nodeHours: number;
  readonly most: number;
  /** Without the times in which nothing is held. */
  readonly steps: readonly DayStep[];
  /** For each of the 24 hours the most held in it. */
  readonly byHour: readonly number[];
}

export interface WeekView {
  readonly zone: string;
  /** Of the week shown: "+09:00". */
  readonly offset: string;
  readonly days: readonly WeekDay[];
  readonly hours: number;
  readonly nodeHours: number;
  readonly mostNodes: number;
  /** Times a week that the number goes above what is always held. */
  readonly windows: number;
  /** Nodes given back a week: the sum of all steps down. */
  readonly released: number;
  /** False when days of the month or months matter, so that other weeks differ from this one. */
  readonly everyWeek: boolean;
  /** The next changes of the zone's clock: "Sun 2027-03-14 02:00 to 03:00". */
  readonly clockChanges: readonly string[];
}

export interface WeekInput {
  readonly triggers: readonly CronTrigger[];
  /** Held outside all windows. @default 0 */
  readonly always?: number;
  /** By whose clock the days are cut. */
  readonly zone: string;
  /** The week shown is the first from this instant on without a change of any clock. */
  readonly from: number;
  /** Nodes that hold so many placeholders; the number itself unless given. */
  readonly nodesOf?: (placeholders: number) => number;
}

/** The week of a pool by one zone's clock; ask once with the team's zone and once with "UTC". */
export function weekView({ triggers, always = 0, zone, from, nodesOf = (count) => count }: WeekInput): WeekView {
  const week = referenceWeek(
    zone,
    triggers.map(({ timezone }) => timezone),
    from,
  );
  const held = replicaSteps(triggers, week, always);
  const steps = held.map((step): Step => ({ ...step, nodes: step.nodes === 0 ? 0 : nodesOf(step.nodes) }));
  const days = weekdays.map((day, index) => weekDay(day, index, steps, zone, week));
  const turns = stepChangesOfWeek(steps);
  const floor = always === 0 ? 0 : nodesOf(always);
  return {
    zone,
    offset: offsetText(offsetMinutes(zone, week.from)),
    days,
    hours: rounded(days.reduce((total, { hours }) => total + hours, 0)),
    nodeHours: rounded(days.reduce((total, { nodeHours }) => total + nodeHours, 0)),
    mostNodes: Math.max(...steps.map(({ nodes }) => nodes)),
    windows: turns.filter(({ before, after }) => before === floor && after > floor).length,
    released: turns.reduce((total, { before, after }) => total + Math.max(0, before - after), 0),
    everyWeek: triggers.every(({ start, end }) => isWeekly(parseCron(start)) && isWeekly(parseCron(end))),
    clockChanges: nextOffsetChanges(zone, from).map(({ at, before, after }) => {
      const wall = at / minuteMs;
      return `${wallText(wall + before)} to ${timeText((wall + after) % dayMinutes)}`;
    }),
  };
}

/** Hours are sums of minutes; thirds of an hour would leave a tail. */
function rounded(hours: number): number {
  return Math.round(hours * 60) / 60;
}

function weekDay(day: Weekday, index: number, steps: readonly Step[], zone: string, week: Span): WeekDay {
  const midnight = wallMinutes(zone, week.from) + index * dayMinutes;
  const parts = steps.flatMap(({ from, to, nodes }) => {
    const [opens, closes] = [from, to].map((at) => at / minuteMs + offsetMinutes(zone, week.from) - midnight);
    const part = { from: Math.max(opens!, 0), to: Math.min(closes!, dayMinutes), nodes };
    return part.from < part.to && nodes > 0 ? [part] : [];
  });
  const hoursOf = (worth: (nodes: number) => number) =>
    rounded(parts.reduce((total, { from, to, nodes }) => total + ((to - from) / 60) * worth(nodes), 0));
  const inHour = (hour: number) => parts.filter(({ from, to }) => from < (hour + 1) * 60 && to > hour * 60);
  return {
    day,
    date: new Date(midnight * minuteMs).toISOString().slice(0, 10),
    hours: hoursOf(() => 1),
    nodeHours: hoursOf((nodes) => nodes),
    most: Math.max(0, ...parts.map(({ nodes }) => nodes)),
    steps: parts.map(({ from, to, nodes }) => ({ from: timeText(from), to: timeText(to), nodes })),
    byHour: Array.from({ length: 24 }, (_, hour) => Math.max(0, ...inHour(hour).map(({ nodes }) => nodes))),
  };
}

/** Node-hours of a range of time, by the clock of each window's own zone: a year with its changes, say. */
export function nodeHours(triggers: readonly CronTrigger[], range: Span, always = 0): number {
  const steps = replicaSteps(triggers, range, always);
  return steps.reduce((total, { from, to, nodes }) => total + ((to - from) / hourMs) * nodes, 0);
}
