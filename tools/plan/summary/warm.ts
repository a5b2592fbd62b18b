/** What a pool holds warm, week by week, as the WarmCapacity component of the program says it. */

import { wallMinutes, weekTimeText } from "../../../capacity/cron/zone";
import { priceRegion } from "../../../capacity/ec2/catalogue";
import { poolSelection } from "../../../capacity/nodePool/selection";
import { type Budget, limitsOf, templateOf } from "../../../capacity/nodePool/spec";
import { durationSeconds } from "../../../capacity/units/duration";
import { kedaSeconds, lagHours, type WarmCost, type WarmCostInput, warmCost } from "../../../capacity/warm/cost";
import { type Demand, demandNodes } from "../../../capacity/warm/demand";
import { warmFit } from "../../../capacity/warm/fit";
import { budgetSpans } from "../../../capacity/windows/budgetSpans";
import { referenceWeek } from "../../../capacity/windows/replicas";
import { type WeekView, weekView } from "../../../capacity/windows/week";
import { windowText, windowTrigger } from "../../../capacity/windows/window";
import type { WarmCapacityInputs } from "../../../components/warm/warmCapacityInputs";
import { isProperties, type Value } from "../engine/property";

/** A disruption budget with a schedule: Karpenter keeps it in UTC, the reader lives elsewhere. */
export interface ZonedBudget {
  readonly nodes: string;
  /** As written, in UTC. */
  readonly schedule: string;
  readonly duration: string;
  /** The same by the team's clock in the week shown: "Mon 18:00 to Tue 02:00". */
  readonly local: readonly string[];
}

export interface PlannedWarm {
  /** `perNode`: at least so many nodes in all, busy ones counted; `headroom`: so much kept spare beside what runs. */
  readonly mode: "perNode" | "headroom";
  /** Held outside all windows: nodes, or placeholders in headroom mode. */
  readonly always: number;
  /** Part of `always` that is there for a while only. */
  readonly pin?: number;
  readonly windows: readonly {
    readonly text: string;
    readonly timezone: string;
    readonly start: string;
    readonly end: string;
    readonly nodes: number;
  }[];
  /** By the clock of the first window's zone; UTC where there is none. */
  readonly week: WeekView;
  readonly weekInUtc: WeekView;
  readonly budgets: readonly ZonedBudget[];
  /** The type that meets the demand for the least money; absent when none of the pool's does. */
  readonly type?: { readonly name: string; readonly vcpu: number; readonly memoryMiB: number };
  /** What follows each window before its nodes are gone; not counted in the window's hours. */
  readonly lag: {
    readonly cooldownSeconds: number;
    readonly pollingSeconds: number;
    /** Null for "Never": nodes stay. */
    readonly consolidateAfterSeconds: number | null;
    readonly hours: number | null;
  };
  readonly cost?: PlannedCost;
}

/** Of the region where its prices are known, else at those of the region named. */
export interface PlannedCost extends WarmCost {
  readonly pricesOf?: string;
}

/** How a pool's disruption is set, of its spec. */
function disruptionOf(spec: Value): { readonly after: number; readonly budgets: readonly Budget[] } {
  const disruption = isProperties(spec) && isProperties(spec.disruption) ? spec.disruption : {};
  const { consolidateAfter, budgets } = disruption;
  return {
    after: typeof consolidateAfter === "string" ? durationSeconds(consolidateAfter) : 0,
    budgets: Array.isArray(budgets) ? (budgets as unknown as readonly Budget[]) : [],
  };
}

/**
 * @param spec of the NodePool
 * @param now the week shown is the first calm one from this instant on, in milliseconds
 */
export function plannedWarm(inputs: WarmCapacityInputs, spec: Value, stackRegion: string, now: number): PlannedWarm {
  const { mode, always, windows, load, packing, cooldownSeconds, pin } = inputs;
  const triggers = windows.map(windowTrigger);
  const held = Math.max(always, ...windows.map(({ nodes }) => nodes));
  const demand: Demand = { mode, replicas: held, ...(load ? { load } : {}), ...(packing ? { packing } : {}) };
  const { types, region } = poolSelection(templateOf(spec), stackRegion);
  const { cheapest } = warmFit({ demand, types, limits: limitsOf(spec), region });
  const type = types.find((one) => one.type === cheapest?.type);
  const zone = windows[0]?.timezone ?? "UTC";
  // nodes that the placeholders alone take; the team's own load is not warm capacity
  const nodesOf = (placeholders: number) =>
    type === undefined
      ? placeholders
      : demandNodes(type, { mode, replicas: placeholders, ...(packing ? { packing } : {}) });
  const view = (of: string) => weekView({ triggers, always, zone: of, from: now, nodesOf });
  const week = view(zone);
  const { after, budgets } = disruptionOf(spec);
  const lag = { cooldownSeconds, pollingSeconds: kedaSeconds.polling, consolidateAfterSeconds: after };
  const hours = lagHours(lag);
  return {
    mode: mode.kind,
    always,
    ...(pin === undefined ? {} : { pin }),
    windows: windows.map((window) => {
      const { start, end, timezone } = windowTrigger(window);
      return { text: windowText(window), timezone, start, end, nodes: window.nodes };
    }),
    week,
    weekInUtc: view("UTC"),
    budgets: budgets.flatMap((budget) => zoned(budget, zone, now) ?? []),
    lag: {
      ...lag,
      consolidateAfterSeconds: Number.isFinite(after) ? after : null,
      hours: Number.isFinite(hours) ? hours : null,
    },
    ...(type === undefined
      ? {}
      : {
          type: { name: type.type, vcpu: type.vcpu, memoryMiB: type.memoryMiB },
          cost: costOf({ nodeHours: week.nodeHours, released: week.released, type: type.type, region, lag }),
        }),
  };
}

function costOf(input: WarmCostInput): PlannedCost {
  const cost = warmCost(input);
  if (cost.usdPerWeek !== null) return cost;
  const elsewhere = warmCost({ ...input, region: priceRegion });
  return elsewhere.usdPerWeek === null ? cost : { ...elsewhere, pricesOf: priceRegion };
}

/** Most times that a budget's week is written out. */
const shownTimes = 7;

function zoned(budget: Budget, zone: string, now: number): ZonedBudget | undefined {
  const { nodes, schedule, duration } = budget;
  if (schedule === undefined || duration === undefined) return undefined;
  const week = referenceWeek(zone, [zone], now);
  const wall = (at: number) => weekTimeText(wallMinutes(zone, at));
  const local = budgetSpans(budget, week).map(({ from, to }) => `${wall(from)} to ${wall(to)}`);
  const more = local.length - shownTimes;
  return {
    nodes,
    schedule,
    duration,
    local: more > 0 ? [...local.slice(0, shownTimes), `and ${more} times more`] : local,
  };
}
