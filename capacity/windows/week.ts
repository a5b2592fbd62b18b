/** A pool's week for reports: how many nodes are kept on which day, from when to when, in one zone's local time. */
import type { Span } from "../cron/schedule";
import {
  dayMinutes,
  dayMs,
  hourMs,
  minuteMs,
  nextOffsetChanges,
  offsetMinutes,
  offsetText,
  timeText,
  wallMinutes,
  wallText,
} from "../cron/zone";
import { memoizeBy } from "../units/memoize";
import { averagedRange, isSameEveryWeek } from "./repeats";
import { referenceWeek, replicaSteps, type Step, type StepChange, stepChanges, stepChangesOfWeek } from "./replicas";
import { type Weekday, weekdays } from "./times";
import type { CronTrigger } from "./window";

/** A time of one day in which the number stays the same. */
export interface DayStep {
  /** "03:00" */
  readonly from: string;
  /** "10:00", "24:00" at the day's end. */
  readonly to: string;
  readonly nodes: number;
}

/** One day of the week. */
export interface WeekDay {
  readonly day: Weekday;
  /** "2026-11-23" */
  readonly date: string;
  /** Hours with at least one node. */
  readonly hours: number;
  readonly nodeHours: number;
  readonly most: number;
  /** Without the times of no nodes. */
  readonly steps: readonly DayStep[];
  /** The most nodes in each of the 24 hours. */
  readonly byHour: readonly number[];
}

/** The week of a pool, with its totals. */
export interface WeekView {
  readonly zone: string;
  /** Of the week shown: "+09:00". */
  readonly offset: string;
  readonly days: readonly WeekDay[];
  readonly hours: number;
  readonly nodeHours: number;
  readonly mostNodes: number;
  /** Times a week that the number rises above `always`. */
  readonly windows: number;
  /** Nodes released a week: the sum of all steps down. */
  readonly released: number;
  /** False when days of the month or months matter, or clocks that change apart, so that other weeks differ from this one. */
  readonly everyWeek: boolean;
  /** The next changes of the zone's clock: "Sun 2027-03-14 02:00 to 03:00". */
  readonly clockChanges: readonly string[];
}

/** What the week is computed from. */
export interface WeekInput {
  readonly triggers: readonly CronTrigger[];
  /** Replicas outside all windows. @default 0 */
  readonly always?: number;
  /** Zone whose local time divides the days. */
  readonly zone: string;
  /** The week shown is the first from this instant on without a change of any clock. */
  readonly from: number;
  /** Nodes for so many placeholders; the number itself unless given. */
  readonly nodesOf?: (placeholders: number) => number;
}

/** The week of a pool in one zone's local time. */
export function weekView({ triggers, always = 0, zone, from, nodesOf = (count) => count }: WeekInput): WeekView {
  const { week, replicas } = replicasOf(triggers, always, zone, from);
  const steps = inNodes(replicas, nodesOf);
  return viewOf({ triggers, zone, from, week, steps, floor: always === 0 ? 0 : nodesOf(always) });
}

/** Steps of placeholders as steps of the nodes for them. */
function inNodes(replicas: readonly Step[], nodesOf: (placeholders: number) => number): readonly Step[] {
  return replicas.map((step) => ({ ...step, nodes: step.nodes === 0 ? 0 : nodesOf(step.nodes) }));
}

/** The week shown, and its placeholders. */
const replicasOf = memoizeBy(
  (...input: [triggers: readonly CronTrigger[], always: number, zone: string, from: number]) => JSON.stringify(input),
  (triggers, always, zone, from) => {
    const zones = triggers.map(({ timezone }) => timezone);
    const week = referenceWeek(zone, zones, from);
    return { week, replicas: replicaSteps(triggers, week, always) };
  },
);

interface ViewInput {
  readonly triggers: readonly CronTrigger[];
  readonly zone: string;
  readonly from: number;
  readonly week: Span;
  readonly steps: readonly Step[];
  /** Nodes outside all windows. */
  readonly floor: number;
}

/** Pools with the same windows and as many nodes in them share the view: a stack has few of them, whatever its teams. */
const viewOf = memoizeBy(
  (input: ViewInput) => JSON.stringify(input),
  ({ triggers, zone, from, week, steps, floor }): WeekView => {
    const days = weekdays.map((day, index) => weekDay(day, index, steps, zone, week));
    const changes = stepChangesOfWeek(steps);
    return {
      zone,
      offset: offsetText(offsetMinutes(zone, week.from)),
      days,
      hours: rounded(days.reduce((total, { hours }) => total + hours, 0)),
      nodeHours: rounded(days.reduce((total, { nodeHours }) => total + nodeHours, 0)),
      mostNodes: Math.max(...steps.map(({ nodes }) => nodes)),
      windows: changes.filter(({ before, after }) => before === floor && after > floor).length,
      released: releasedIn(changes),
      everyWeek: isSameEveryWeek(triggers, from),
      clockChanges: nextOffsetChanges(zone, from).map(({ at, before, after }) => {
        const wall = at / minuteMs;
        return `${wallText(wall + before)} to ${timeText((wall + after) % dayMinutes)}`;
      }),
    };
  },
);

/** The sum of all steps down. */
function releasedIn(changes: readonly StepChange[]): number {
  return changes.reduce((total, { before, after }) => total + Math.max(0, before - after), 0);
}

/** A week on average of the year from an instant on: for windows that are not the same every week. */
export interface AverageWeek {
  readonly nodeHours: number;
  /** Nodes released. */
  readonly released: number;
}

/** The average of a year, in which clocks change and dates come. */
export function averageWeek({
  triggers,
  always = 0,
  from,
  nodesOf = (count) => count,
}: Omit<WeekInput, "zone">): AverageWeek {
  const range = averagedRange(triggers, from);
  const steps = inNodes(replicaSteps(triggers, range, always), nodesOf);
  const weeks = (range.to - range.from) / (7 * dayMs);
  return { nodeHours: nodeHoursOf(steps) / weeks, released: releasedIn(stepChanges(steps)) / weeks };
}

/** To whole minutes: thirds of an hour would leave a long fraction. */
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

/** Node-hours of a range of time, such as a year with its clock changes. */
export function nodeHours(triggers: readonly CronTrigger[], range: Span, always = 0): number {
  return nodeHoursOf(replicaSteps(triggers, range, always));
}

function nodeHoursOf(steps: readonly Step[]): number {
  return steps.reduce((total, { from, to, nodes }) => total + ((to - from) / hourMs) * nodes, 0);
}
