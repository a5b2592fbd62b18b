/** Nodes of a window that has closed, while budgets of 0 let no empty node go: what they take, and what lets them go. */

import { dayMinutes, timeText, wallMinutes } from "../../../capacity/cron/zone";
import { parseLimits } from "../../../capacity/nodePool/limits";
import { poolSelection } from "../../../capacity/nodePool/selection";
import type { Budget } from "../../../capacity/nodePool/spec";
import { durationSeconds } from "../../../capacity/units/duration";
import {
  type AfterWindows,
  type AfterWindowsInput,
  afterWindows,
  afterWindowsInput,
} from "../../../capacity/warm/afterWindows";
import { lagHours } from "../../../capacity/warm/cost";
import { countOf, warmNodes } from "../../../capacity/warm/nodes";
import { freezeSpans, isFreeze } from "../../../capacity/windows/budgetSpans";
import { type MaintenanceWindow, maintenanceFreezes } from "../../../capacity/windows/maintenance";
import { referenceWeek, replicaSteps, stepChangesOfWeek } from "../../../capacity/windows/replicas";
import { namedDays, type Weekday, weekdayOf } from "../../../capacity/windows/times";
import { weekTimeTexts } from "../../../capacity/windows/weekTimes";
import { budgetsPath } from "../pool/disruption";
import { isReadableMaintenance } from "../pool/maintenance";
import type { Report, Rule, RuleInput } from "../rule";
import { demandOf, hasWindowErrors, peakOf, startOf, type WarmPool, warmPools } from "./windows";

/** Node-hours a week from which nodes that stay are of weight: one node for a day. */
const leastNodeHours = 24;

/** And as a share of what the windows ask for: 40 nodes that stay for eight minutes each evening pass the other bound. */
const leastShare = 0.05;

/** Most times, and most times to add, that a finding lists. */
const shown = 3;

/** What lets no empty node of a pool go, at some times. */
interface Cause {
  readonly path: string;
  readonly value: unknown;
  readonly budgets: readonly Budget[];
  readonly suggestion: (closing: AfterWindowsInput) => string;
}

export const heldNodeRules: readonly Rule[] = [
  {
    name: "nodes-go-after-windows",
    level: "warning",
    check: (input, report) => {
      for (const pool of warmPools(input)) reportHeld(pool, input, report);
    },
  },
];

/**
 * Reports each cause that by itself keeps nodes of weight; where only all of them together do, the one that keeps most.
 * A freeze without a schedule is told by budget-freeze-ends; with consolidateAfter "Never" nodes stay whatever budgets say.
 */
function reportHeld(pool: WarmPool, input: RuleInput, report: Report): void {
  const causes = causesOf(pool);
  if (causes.length === 0 || pool.warm.windows.length === 0 || pool.consolidateAfter === "Never") return;
  if (!canBeRead(pool, input)) return;
  const closingWith = closingOf(pool, input);
  const heldBy = (some: readonly Cause[]) => afterWindows(closingWith(some.flatMap(({ budgets }) => budgets)));
  const all = heldBy(causes);
  if (!isOfWeight(all)) return;
  const apart = causes.map((cause) => ({ cause, held: heldBy([cause]) }));
  const heavy = apart.filter(({ held }) => isOfWeight(held));
  const [most] = [...apart].sort((a, b) => hoursOf(b.held) - hoursOf(a.held));
  for (const { cause, held } of heavy.length > 0 ? heavy : [{ cause: most!.cause, held: all }]) {
    const { path, value, budgets, suggestion } = cause;
    const closing = closingWith(budgets);
    report({
      path,
      value,
      message: `lets no empty node go when windows of ${pool.path} close: ${heldText(held, closing)}`,
      suggestion: suggestion(closing),
    });
  }
}

/** Hours times nodes a week; Infinity where they stay forever. */
const hoursOf = ({ staysBecause, nodeHours, heldNodeHours }: AfterWindows) =>
  staysBecause === undefined ? heldNodeHours : nodeHours;

function isOfWeight(held: AfterWindows): boolean {
  return hoursOf(held) >= Math.max(leastNodeHours, leastShare * held.windowNodeHours);
}

function heldText(held: AfterWindows, { zone, everyWeek }: AfterWindowsInput): string {
  if (held.staysBecause !== undefined) return "their nodes stay forever";
  const times = weekTimeTexts(held.held, zone, shown).join(", ");
  const when = times === "" ? "in other weeks than the next" : `${times} in ${zone}${everyWeek ? "" : " next week"}`;
  return `their nodes stay ${when}, ${Math.round(held.heldNodeHours)} node-hours a week on average`;
}

/** Own budgets of 0 for reason Empty that have a schedule, and maintenance. */
function causesOf(pool: WarmPool): readonly Cause[] {
  const own = pool.budgets.flatMap((budget, index): readonly Cause[] => {
    const { reasons, schedule } = budget;
    if (!isFreeze(budget) || schedule === undefined || reasons?.includes("Empty") === false) return [];
    return [
      { path: budgetsPath(pool, index), value: budget, budgets: [budget], suggestion: () => budgetAdvice(budget) },
    ];
  });
  if (!isReadableMaintenance(pool)) return own;
  const { maintenance } = pool;
  const budgets = maintenanceFreezes(maintenance);
  return [
    ...own,
    { path: pool.pathOf("disruption.maintenance"), value: maintenance, budgets, suggestion: maintenanceAdvice },
  ];
}

function budgetAdvice({ reasons = [] }: Budget): string {
  const others = reasons.filter((reason) => reason !== "Empty");
  if (reasons.length > 0 && others.length === 0) return "delete it, or end it before the windows close";
  const kept = reasons.length === 0 ? ["Underutilized", "Drifted"] : others;
  return `write reasons: ${JSON.stringify(kept)}, so that empty nodes may go`;
}

/**
 * Times of maintenance in which nodes of closed windows go. An hour longer than that takes: in a month in which the zone's
 * clock changes only what both offsets allow is left.
 */
function maintenanceAdvice({ triggers, always, budgets, lag, zone, everyWeek, from }: AfterWindowsInput): string {
  const general = "let it have a time after each window, in which its nodes go";
  // the steps of a week would be told as those of every week
  if (!everyWeek) return general;
  const zones = triggers.map(({ timezone }) => timezone);
  const week = referenceWeek(zone, zones, from);
  const frozen = freezeSpans(budgets, "Empty", week);
  const minutes = (Math.ceil(lagHours(lag)) + 1) * 60;
  const daysOf = new Map<number, Weekday[]>();
  for (const { at, before, after } of stepChangesOfWeek(replicaSteps(triggers, week, always))) {
    if (after > before || !frozen.some((span) => span.from <= at && at < span.to)) continue;
    const wall = wallMinutes(zone, at);
    const minute = wall % dayMinutes;
    daysOf.set(minute, [...(daysOf.get(minute) ?? []), weekdayOf(wall)]);
  }
  const times = [...daysOf].map(([minute, days]): MaintenanceWindow => {
    const end = (minute + minutes) % dayMinutes;
    return {
      days: namedDays(days),
      from: timeText(minute),
      to: timeText(end === 0 ? dayMinutes : end),
      timezone: zone,
    };
  });
  if (times.length === 0 || times.length > shown || minutes >= dayMinutes) return general;
  return `add ${times.map((time) => JSON.stringify(time)).join(" and ")} to it`;
}

/** The pool's windows, with some of its budgets. */
function closingOf(pool: WarmPool, { stack, context }: RuleInput): (budgets: readonly Budget[]) => AfterWindowsInput {
  const { warm } = pool;
  const { types, region } = poolSelection(pool, stack.region);
  const demand = demandOf(pool, peakOf(pool).replicas);
  const nodesAt = warmNodes({ demand, types, limits: parseLimits(pool.limits), region }, warm.always);
  const nodesOf = (placeholders: number) => countOf(nodesAt(placeholders));
  const { windows, always, cooldownSeconds } = warm;
  const consolidateAfterSeconds = durationSeconds(pool.consolidateAfter);
  const from = startOf(context);
  return (budgets) =>
    afterWindowsInput({ windows, always, cooldownSeconds, consolidateAfterSeconds, budgets, nodesOf, from });
}

/** Whether windows and budgets are without errors, which other rules tell. */
function canBeRead(pool: WarmPool, input: RuleInput): boolean {
  if (hasWindowErrors(pool, input)) return false;
  const now = startOf(input.context);
  try {
    freezeSpans(pool.budgets, "Empty", { from: now, to: now });
    return pool.budgets.every(({ schedule, duration }) => (schedule === undefined) === (duration === undefined));
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}
