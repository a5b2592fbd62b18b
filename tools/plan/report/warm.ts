/** Warm capacity as lines and rows: the week by a clock, what follows it, and the price. */
import { neverFires, parseBudgetSchedule } from "../../../capacity/cron/cron";
import { isWeekly } from "../../../capacity/cron/week";
import { nodesText } from "../../../capacity/warm/nodes";
import type { Plan } from "../summary/plan";
import {
  type PlannedCost,
  type PlannedWarm,
  type PlannedWeek,
  usualWeek,
  weeksDifferBy,
  type ZonedBudget,
} from "../summary/warm";
import { counted, hoursText, priceBasisText } from "./figures";
import { titledPools } from "./pools";

/** A pool with warm capacity, and whose it is. */
export interface WarmPool {
  readonly title: string;
  readonly warm: PlannedWarm;
}

/** Every pool of the plan with warm capacity, teams first. */
export function warmPools(plan: Plan): readonly WarmPool[] {
  return titledPools(plan).flatMap(({ title, pool: { warm } }) => (warm === undefined ? [] : [{ title, warm }]));
}

/** Columns of a week, in order. */
export const weekHeadings = ["day", "hours", "node-hours", "nodes", "from and to"] as const;

/** A row a day, and one for the week. */
export function weekRows({
  days,
  hours,
  nodeHours,
  maxNodes,
  windowCount,
}: PlannedWeek): readonly (readonly string[])[] {
  return [
    ...days.map((day) => [
      `${day.day} ${day.date.slice(5)}`,
      hoursText(day.hours),
      hoursText(day.nodeHours),
      String(day.maxNodes),
      day.steps.map(({ from, to, nodes }) => `${from}-${to}${nodes === day.maxNodes ? "" : ` (${nodes})`}`).join(", "),
    ]),
    ["week", hoursText(hours), hoursText(nodeHours), String(maxNodes), counted(windowCount, "window")],
  ];
}

/** The clock of a week: "Asia/Seoul (+09:00)". */
export function clockText({ timezone, utcOffset }: Pick<PlannedWeek, "timezone" | "utcOffset">): string {
  return timezone === "UTC" ? "UTC" : `${timezone} (${utcOffset})`;
}

/** Whether a week by UTC would say anything else. */
export function isOtherThanUtc({ timezone, utcOffset }: PlannedWeek): boolean {
  return timezone !== "UTC" && utcOffset !== "+00:00";
}

/** What the numbers mean: the lines before the week. */
export function meaningLines({ engine, mode, always, pin, windows }: PlannedWarm): readonly string[] {
  const piece = engine === "capacityBuffer" ? "replica" : "placeholder";
  const kind =
    mode === "perNode"
      ? "keeps at least this many nodes in total: a minimum that includes busy nodes, not spare nodes"
      : `keeps spare capacity beside what runs: ${piece}s of the chosen size, shown in whole nodes`;
  const unit = mode === "perNode" ? "node" : piece;
  const lines = [kind];
  if (engine !== undefined)
    lines.push("kept by a CapacityBuffer: no pods, so that nothing is preempted and nothing pulls images");
  if (pin !== undefined) lines.push(`temporary: pinned at ${counted(pin, unit)}`);
  if (always > 0) lines.push(`at any time ${counted(always, unit)}`);
  for (const { text, timezone, start, end, replicas } of windows) {
    const crons = text.startsWith('"') ? "" : `, for KEDA "${start}" to "${end}"`;
    lines.push(`${counted(replicas, unit)} ${text} in ${timezone}${crons}`);
  }
  return lines;
}

const otherWeeks = "in other weeks than the one shown";

/** The lines after the week: the delay of scale-down, budgets by the team's clock, clock changes, the price. */
export function afterLines(warm: PlannedWarm): readonly string[] {
  const { mode, week, averageWeek, budgets, scaleDownDelay, instanceType: type, cost } = warm;
  const lines: string[] = [];
  if (mode === "perNode" && type !== undefined)
    lines.push(
      `Karpenter makes them of the cheapest type that takes a placeholder, here ${type.name} (${type.vcpu} vCPU, ${type.memoryMiB / 1024} GiB); instanceSizes, or a placeholder's size, makes them larger`,
    );
  if (mode === "headroom" && type !== undefined) lines.push(...sharedLines(warm));
  if (usualWeek(warm).nodesScaledDown > 0) lines.push(...delayLines(scaleDownDelay, week));
  for (const budget of budgets) {
    const { nodes, schedule, duration } = budget;
    lines.push(`budget of ${nodes}: "${schedule}" for ${duration} in UTC is ${budgetTimesText(budget, week.timezone)}`);
  }
  if (averageWeek !== undefined)
    lines.push(
      `other weeks differ, since ${differenceText(warm)}: ${hoursText(averageWeek.nodeHours)} node-hours a week on average of the coming year, of which the price is`,
    );
  if (week.clockChanges.length > 0)
    lines.push(`the clock of ${week.timezone} changes: ${week.clockChanges.join(", ")}`);
  if (cost !== undefined) lines.push(costLine(cost, onText(warm)));
  return lines;
}

/** The types that the price is of: "t3.2xlarge". */
const onText = ({ nodeTypes }: PlannedWarm) => nodeTypes.map(({ name }) => name).join(", ");

/** How placeholders with a size share nodes. */
function sharedLines({ nodeTypes, least }: PlannedWarm): readonly string[] {
  const nodes = nodesText(nodeTypes.map(({ name, maxNodes }) => ({ type: name, count: maxNodes })));
  const less =
    least === undefined
      ? ""
      : `; those that come one by one, as after preemption, may get smaller ones, at the least ${least.usdPerMonth.toFixed(2)} USD a month, on ${least.maxNodes} × ${least.name}`;
  return [`Karpenter puts placeholders that come together on few large nodes in each zone: likely ${nodes}${less}`];
}

/** When a budget is in force in the week shown, and whether it is in others. */
function budgetTimesText({ schedule, localTimes }: ZonedBudget, zone: string): string {
  const cron = parseBudgetSchedule(schedule);
  if (localTimes.length === 0) return neverFires(cron) ? "never" : otherWeeks;
  return `${localTimes.join(", ")} in ${zone}${isWeekly(cron) ? "" : " in the week shown, and at other times in others"}`;
}

/** Why other weeks differ from the week shown. */
function differenceText(warm: PlannedWarm): string {
  if (weeksDifferBy(warm) === "dates") return "windows are on days of the year or of the month";
  const zones = [...new Set(warm.windows.map(({ timezone }) => timezone))];
  return `the clocks of ${zones.join(", ")} do not change together`;
}

function delayLines(delay: PlannedWarm["scaleDownDelay"], week: PlannedWeek): readonly string[] {
  const { cooldownSeconds, cooled, pollingSeconds, consolidateAfterSeconds, totalHours } = delay;
  const { staysBecause, heldNodeHours, heldTimes } = delay;
  if (totalHours === null) return [`after a window its nodes stay: ${staysBecause ?? "consolidateAfter is Never"}`];
  const cooldown = {
    all: [`cooldown ${cooldownSeconds} s`],
    last: [`cooldown ${cooldownSeconds} s of the last`],
    none: [],
  };
  const parts = [
    ...cooldown[cooled],
    `poll ${pollingSeconds} s`,
    `consolidateAfter ${consolidateAfterSeconds} s`,
    "drain",
  ].join(", ");
  const times =
    heldTimes.length === 0
      ? otherWeeks
      : `${heldTimes.join(", ")} in ${week.timezone}${week.sameEveryWeek ? "" : " in the week shown"}`;
  return [
    `after a window a node is removed within about ${Math.round(totalHours * 60)} minutes (${parts}), as many at a time as budgets allow; not counted above`,
    ...(heldNodeHours > 0
      ? [
          `budgets of 0 let no empty node go, so nodes of a window that has closed stay ${times}: ${hoursText(heldNodeHours)} node-hours a week on average, not counted above`,
        ]
      : []),
  ];
}

function costLine(cost: PlannedCost, type: string): string {
  const { usdPerWeek, usdPerMonth, scaleDownUsdPerWeek, reason, priceBasis } = cost;
  if (usdPerWeek === null) return `price on ${type}: not known, ${reason}`;
  const prices = priceBasis === undefined ? "" : ` (${priceBasisText(priceBasis)})`;
  return `price on ${type}: ${usdPerWeek.toFixed(2)} USD a week, ${usdPerMonth!.toFixed(2)} a month, of which ${scaleDownUsdPerWeek!.toFixed(2)} a week after windows${prices}`;
}
