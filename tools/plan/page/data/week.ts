/** The weeks of pools with warm capacity or with budgets by the clock, as times from Monday 00:00. */
import type { Span } from "../../../../capacity/cron/schedule";
import { dayMinutes, dayMs, minuteMs, offsetMinutes, offsetText } from "../../../../capacity/cron/zone";
import type { Budget } from "../../../../capacity/nodePool/spec";
import { listOf, recordOf, textOf } from "../../../../capacity/units/fields";
import { budgetSpans, isFreeze } from "../../../../capacity/windows/budgetSpans";
import { referenceWeek } from "../../../../capacity/windows/replicas";
import type { Properties } from "../../engine/property";
import { clockText, isOtherThanUtc } from "../../report/warm";
import type { PlannedPool } from "../../summary/ceilings";
import type { Plan } from "../../summary/plan";
import type { PlannedWeek } from "../../summary/warm";
import type { BudgetSpan, WeekGrid } from "./pageData";
import { readable } from "./readable";

/** Pools that have the same to show in a week. */
export interface WeekOfPools {
  /** With the name of their team; undefined for a shared pool. */
  readonly pools: readonly { readonly name: string; readonly team: string | undefined }[];
  readonly warm: PlannedPool["warm"];
  /** By the clock of the pool's windows, else of its team's, else UTC. */
  readonly local: WeekGrid;
  /** Undefined where that clock is UTC. */
  readonly utc: WeekGrid | undefined;
  /** Every budget of the pools, as written. */
  readonly budgets: readonly Budget[];
}

/** The budgets of a spec; one without a text for its nodes is no budget. */
function budgetsOf(spec: Properties | undefined): readonly Budget[] {
  return listOf(recordOf(spec?.disruption).budgets).flatMap((entry) => {
    const { nodes, schedule, duration, reasons } = recordOf(entry);
    if (typeof nodes !== "string") return [];
    return [
      {
        nodes,
        ...(typeof schedule === "string" && typeof duration === "string" ? { schedule, duration } : {}),
        ...(Array.isArray(reasons) ? { reasons: reasons.map(textOf) as NonNullable<Budget["reasons"]> } : {}),
      },
    ];
  });
}

const minutesOf = (time: string): number => {
  const [hours, minutes] = time.split(":").map(Number);
  return (hours ?? 0) * 60 + (minutes ?? 0);
};

/** Steps of the days as times of the week, joined over midnight. */
function warmTimes({ days }: Pick<PlannedWeek, "days">): WeekGrid["warm"] {
  const times: { from: number; to: number; nodes: number }[] = [];
  days.forEach(({ steps }, day) => {
    for (const { from, to, nodes } of steps) {
      const [start, end] = [day * dayMinutes + minutesOf(from), day * dayMinutes + minutesOf(to)];
      const last = times.at(-1);
      if (last?.to === start && last.nodes === nodes) last.to = end;
      else times.push({ from: start, to: end, nodes });
    }
  });
  return times;
}

/** Budgets by the clock in a week; one that is active all the time is shown only when it freezes. */
function budgetTimes(budgets: readonly Budget[], week: Span): readonly BudgetSpan[] {
  return budgets
    .filter((budget) => budget.schedule !== undefined || isFreeze(budget))
    .flatMap((budget) => {
      const spans = readable(() => budgetSpans(budget, week)) ?? [];
      return spans.map(({ from, to }) => ({
        from: (from - week.from) / minuteMs,
        to: (to - week.from) / minuteMs,
        nodes: budget.nodes,
        isFreeze: isFreeze(budget),
      }));
    });
}

/** The instants of a week whose Monday is known by the clock of its zone. */
function spanOf({ timezone, days }: PlannedWeek): Span | undefined {
  const wall = Date.parse(`${days[0]?.date ?? ""}T00:00:00Z`);
  const offset = Number.isNaN(wall) ? undefined : readable(() => offsetMinutes(timezone, wall));
  if (offset === undefined) return undefined;
  const from = wall - offset * minuteMs;
  return { from, to: from + 7 * dayMs };
}

/** @param week of warm capacity, where the pool has any @param zone by whose clock */
function grid(week: PlannedWeek | undefined, budgets: readonly Budget[], zone: string, now: number): WeekGrid {
  const span = (week === undefined ? undefined : spanOf(week)) ?? referenceWeek(zone, [zone], now);
  const clock =
    week === undefined
      ? clockText({ timezone: zone, utcOffset: offsetText(offsetMinutes(zone, span.from)) })
      : clockText(week);
  return { clock, warm: week === undefined ? [] : warmTimes(week), budgets: budgetTimes(budgets, span) };
}

/** The zone by whose clock a team lives: that of the first window of its pools. */
function zoneOf(pools: readonly PlannedPool[]): string {
  return pools.find(({ warm }) => warm !== undefined && warm.week.timezone !== "UTC")?.warm?.week.timezone ?? "UTC";
}

/** What a pool has to show; undefined without warm capacity and without a budget by the clock. */
function weekOf(pool: PlannedPool, budgets: readonly Budget[], teamZone: string, now: number) {
  const { warm } = pool;
  if (warm === undefined && !budgets.some((budget) => budget.schedule !== undefined || isFreeze(budget)))
    return undefined;
  const zone = warm?.week.timezone ?? teamZone;
  const local = readable(() => grid(warm?.week, budgets, zone, now)) ?? grid(undefined, budgets, "UTC", now);
  const isUtc = warm === undefined ? zone === "UTC" : !isOtherThanUtc(warm.week);
  return { warm, local, utc: isUtc ? undefined : grid(warm?.weekInUtc, budgets, "UTC", now), budgets };
}

/** The weeks of all pools, teams first; pools with the same week and price stand together. */
export function poolWeeks(plan: Plan, specs: ReadonlyMap<string, Properties>): readonly WeekOfPools[] {
  const parsed = Date.parse(plan.money.from);
  const now = Number.isNaN(parsed) ? Date.now() : parsed;
  const weeks = new Map<string, WeekOfPools>();
  const add = (team: string | undefined, pools: readonly PlannedPool[]): void => {
    for (const pool of pools) {
      const week = weekOf(pool, budgetsOf(specs.get(pool.name)), zoneOf(pools), now);
      if (week === undefined) continue;
      const key = JSON.stringify(week);
      weeks.set(key, { ...week, pools: [...(weeks.get(key)?.pools ?? []), { name: pool.name, team }] });
    }
  };
  for (const { name, pools } of plan.teams) add(name, pools);
  add(undefined, plan.cluster.sharedPools);
  return [...weeks.values()];
}
