/** The warm capacity of a pool, read from the program's WarmCapacity component. */

import { isWeeklyPair } from "../../../capacity/cron/week";
import type { InstanceType } from "../../../capacity/ec2/catalogue";
import type { PriceBasis } from "../../../capacity/ec2/prices";
import { poolSelection } from "../../../capacity/nodePool/selection";
import { type Budget, limitsOf, templateOf } from "../../../capacity/nodePool/spec";
import { durationSeconds } from "../../../capacity/units/duration";
import {
  type AfterWindows,
  type AfterWindowsInput,
  afterWindows,
  afterWindowsInput,
} from "../../../capacity/warm/afterWindows";
import { lagHours, type TypeHours, type WarmCostInput, warmCost } from "../../../capacity/warm/cost";
import { cheapestFor, type Demand, demandNodes } from "../../../capacity/warm/demand";
import { countOf, type WarmNodes, warmNodes } from "../../../capacity/warm/nodes";
import type { Cooled } from "../../../capacity/warm/scaling";
import { budgetSpans } from "../../../capacity/windows/budgetSpans";
import { referenceWeek } from "../../../capacity/windows/replicas";
import type { Weekday } from "../../../capacity/windows/times";
import { averageWeek, type WeekView, weekView } from "../../../capacity/windows/week";
import { weekTimeTexts } from "../../../capacity/windows/weekTimes";
import { windowText, windowTriggers } from "../../../capacity/windows/window";
import type { WarmCapacityInputs } from "../../../components/warm/warmCapacityInputs";
import { isProperties, type Value } from "../engine/property";

/** A disruption budget with a schedule: Karpenter keeps it in UTC, the reader lives elsewhere. */
export interface ZonedBudget {
  readonly nodes: string;
  /** As written, in UTC. */
  readonly schedule: string;
  readonly duration: string;
  /** The same by the team's clock in the week shown: "Mon 18:00 to Tue 02:00". */
  readonly localTimes: readonly string[];
}

/** A day of a week, by one clock. */
export interface PlannedDay {
  readonly day: Weekday;
  /** "2026-11-23" */
  readonly date: string;
  /** Hours with at least one node. */
  readonly hours: number;
  readonly nodeHours: number;
  readonly maxNodes: number;
  /** Without the times that have no nodes; `to` is "24:00" at the day's end. */
  readonly steps: readonly { readonly from: string; readonly to: string; readonly nodes: number }[];
  /** For each of the 24 hours the most nodes in it. */
  readonly maxNodesByHour: readonly number[];
}

/** A week without clock changes, by one clock. */
export interface PlannedWeek {
  readonly timezone: string;
  /** In the week shown: "+09:00". */
  readonly utcOffset: string;
  readonly days: readonly PlannedDay[];
  readonly hours: number;
  readonly nodeHours: number;
  readonly maxNodes: number;
  /** How often the nodes go above those that are always there. */
  readonly windowCount: number;
  /** Sum of all steps down. */
  readonly nodesScaledDown: number;
  /** False when a cron names days of the month, or months, or when clocks of the windows' zones change at different times. */
  readonly sameEveryWeek: boolean;
  /** The next changes of the zone's clock: "Sun 2027-03-14 02:00 to 03:00". */
  readonly clockChanges: readonly string[];
}

/** What holds of weeks in general. */
export interface UsualWeek {
  readonly nodeHours: number;
  readonly nodesScaledDown: number;
  /** The most at a time, in whatever week. */
  readonly maxNodes: number;
}

interface NamedType {
  readonly name: string;
  readonly vcpu: number;
  readonly memoryMiB: number;
}

/** Warm nodes of one type. */
export interface PlannedNodeType extends NamedType {
  /** At a time. */
  readonly maxNodes: number;
  /** In the week that costs are of. */
  readonly nodeHours: number;
  /** What stays after windows in such a week; null when nodes stay for good. */
  readonly lateNodeHours: number | null;
  /** At on-demand prices; null where it is not known. */
  readonly usdPerMonth: number | null;
}

/** Warm capacity of a pool: what is configured, its week, and the cost. */
export interface PlannedWarm {
  /** What keeps it; absent for placeholders. */
  readonly engine?: "capacityBuffer";
  /** `perNode`: at least so many nodes in total, busy ones included; `headroom`: so much spare beside what runs. */
  readonly mode: "perNode" | "headroom";
  /** Replicas outside all windows: a placeholder is a node in perNode mode, and of a size of its own in headroom mode. */
  readonly always: number;
  /** Part of `always` that is temporary. */
  readonly pin?: number;
  readonly windows: readonly {
    readonly text: string;
    readonly timezone: string;
    /** Cron by which KEDA opens and closes it. */
    readonly start: string;
    readonly end: string;
    readonly replicas: number;
  }[];
  /** By the clock of the first window's zone; UTC where there is none. */
  readonly week: PlannedWeek;
  readonly weekInUtc: PlannedWeek;
  /** A week on average of the coming year; only when weeks differ. What costs are of. */
  readonly averageWeek?: UsualWeek;
  readonly budgets: readonly ZonedBudget[];
  /** The type that most of its node-hours are of, see `nodeTypes`; absent when none of the pool's takes a placeholder. */
  readonly instanceType?: NamedType;
  /**
   * Its nodes by type, those with the most node-hours first: in perNode mode the one that meets the demand for the least money,
   * in headroom mode what Karpenter likely makes of placeholders that come together.
   */
  readonly nodeTypes: readonly PlannedNodeType[];
  /** The least that headroom mode may come to, when placeholders come one by one; absent where it is no less. */
  readonly least?: { readonly name: string; readonly maxNodes: number; readonly usdPerMonth: number };
  /** How long nodes stay after a window; not counted in the week's hours. */
  readonly scaleDownDelay: {
    /** As written, and which placeholders wait for it: KEDA has it only where it scales to 0. */
    readonly cooldownSeconds: number;
    readonly cooled: Cooled;
    readonly pollingSeconds: number;
    /** Null for "Never": nodes stay. */
    readonly consolidateAfterSeconds: number | null;
    /** Those that count and a drain, of the last node; null when nodes stay. */
    readonly totalHours: number | null;
    /** What stays after windows, a week; null when nodes stay for good. */
    readonly nodeHours: number | null;
    /** Why they do; absent when they do not. */
    readonly staysBecause?: string;
    /** Part of nodeHours that budgets of 0 keep beyond totalHours. */
    readonly heldNodeHours: number;
    /** When they do in the week shown: "Sun 09:00 to Sat 02:00". */
    readonly heldTimes: readonly string[];
  };
  readonly cost?: PlannedCost;
}

/** At on-demand prices; null where they are not known. */
export interface PlannedCost {
  readonly usdPerWeek: number | null;
  readonly usdPerMonth: number | null;
  /** Part of usdPerWeek after windows, until nodes are gone. */
  readonly scaleDownUsdPerWeek: number | null;
  /** Why the amounts are null. */
  readonly reason?: string;
  /** What the price rests on; absent where it is not known. */
  readonly priceBasis?: PriceBasis;
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
 * @param now the week shown is the first without a clock change from this instant on, in milliseconds
 */
export function plannedWarm(inputs: WarmCapacityInputs, spec: Value, stackRegion: string, now: number): PlannedWarm {
  const { engine, mode, always, windows, load, packing, cooldownSeconds, pin } = inputs;
  const triggers = windows.flatMap(windowTriggers);
  const replicas = Math.max(always, ...windows.map(({ nodes }) => nodes));
  const demand: Demand = { mode, replicas, ...(load ? { load } : {}), ...(packing ? { packing } : {}) };
  const { types, region } = poolSelection(templateOf(spec), stackRegion);
  const nodesAt = warmNodes({ demand, types, limits: limitsOf(spec), region }, always);
  const zone = windows[0]?.timezone ?? "UTC";
  const { after: consolidateAfterSeconds, budgets } = disruptionOf(spec);
  const closingOf = (nodesOf: (placeholders: number) => number) =>
    afterWindowsInput({
      ...{ windows, always, cooldownSeconds, consolidateAfterSeconds, budgets, nodesOf, from: now },
    });
  const nodesOf = (placeholders: number) => countOf(nodesAt(placeholders));
  const view = (of: string) => weekView({ triggers, always, zone: of, from: now, nodesOf });
  const week = view(zone);
  const average = week.everyWeek ? undefined : averageWeek({ triggers, always, from: now, nodesOf });
  const closing = closingOf(nodesOf);
  const after = afterWindows(closing);
  const levels = [...new Set([always, ...windows.map(({ nodes }) => nodes)])].filter((count) => count > 0);
  const total = { nodeHours: (average ?? week).nodeHours, lateNodeHours: after.nodeHours };
  const hoursOf: HoursOf = (counted) => {
    // a year of windows is long: most pools have one type
    if (levels.every((level) => counted(level) === nodesOf(level)) && counted(1) === nodesOf(1)) return total;
    const input = { triggers, always, from: now, nodesOf: counted };
    const { nodeHours } = week.everyWeek ? weekView({ ...input, zone }) : averageWeek(input);
    return { nodeHours, lateNodeHours: afterWindows(closingOf(counted)).nodeHours };
  };
  const { staysBecause } = after;
  const nodeTypes = nodeTypesOf(levels, nodesAt, hoursOf, { staysBecause, region });
  const cost = costOf({ nodes: nodeTypes.map(typeHours), staysBecause, region });
  const [main] = nodeTypes;
  return {
    ...(engine === "capacityBuffer" ? { engine } : {}),
    mode: mode.kind,
    always,
    ...(pin === undefined ? {} : { pin }),
    windows: windows.flatMap((window) =>
      windowTriggers(window).map(({ start, end, timezone }) => ({
        text: windowText(window),
        timezone,
        start,
        end,
        replicas: window.nodes,
      })),
    ),
    week: plannedWeek(week),
    weekInUtc: plannedWeek(view("UTC")),
    ...(average === undefined
      ? {}
      : {
          averageWeek: {
            nodeHours: average.nodeHours,
            nodesScaledDown: average.released,
            maxNodes: replicas === 0 ? 0 : nodesOf(replicas),
          },
        }),
    budgets: budgets.flatMap((budget) => zoned(budget, zone, now) ?? []),
    scaleDownDelay: delayOf(closing, after),
    nodeTypes,
    ...(main === undefined
      ? {}
      : {
          instanceType: { name: main.name, vcpu: main.vcpu, memoryMiB: main.memoryMiB },
          cost,
          ...leastOf(demand, types, cost, hoursOf, { staysBecause, region }),
        }),
  };
}

/** Hours of some of the nodes in the week that costs are of. */
type HoursOf = (counted: (placeholders: number) => number) => Omit<TypeHours, "type">;
type PricedBy = Pick<WarmCostInput, "staysBecause" | "region">;

function nodeTypesOf(
  levels: readonly number[],
  nodesAt: (placeholders: number) => readonly WarmNodes[],
  hoursOf: HoursOf,
  pricedBy: PricedBy,
): readonly PlannedNodeType[] {
  // one placeholder is what may wait for KEDA's cooldown
  const types = new Set([...levels, 1].flatMap((level) => nodesAt(level).flatMap(({ type }) => type ?? [])));
  const planned = [...types].map((type): PlannedNodeType => {
    const counted = (level: number) => countOf(nodesAt(level).filter((nodes) => nodes.type === type));
    const { nodeHours, lateNodeHours = 0 } = hoursOf(counted);
    const { usdPerMonth } = warmCost({ nodes: [{ type: type.type, nodeHours, lateNodeHours }], ...pricedBy });
    return {
      ...{ name: type.type, vcpu: type.vcpu, memoryMiB: type.memoryMiB },
      maxNodes: Math.max(0, ...levels.map(counted)),
      nodeHours,
      lateNodeHours: Number.isFinite(lateNodeHours) ? lateNodeHours : null,
      usdPerMonth,
    };
  });
  const kept = planned.filter(({ nodeHours, lateNodeHours }) => nodeHours > 0 || lateNodeHours !== 0);
  return (kept.length > 0 ? kept : planned.slice(0, 1)).sort((a, b) => b.nodeHours - a.nodeHours);
}

function typeHours({ name, nodeHours, lateNodeHours }: PlannedNodeType): TypeHours {
  return { type: name, nodeHours, lateNodeHours: lateNodeHours ?? 0 };
}

/** What headroom costs on nodes of the one type that meets it for the least money. */
function leastOf(
  { load: _, ...demand }: Demand,
  types: readonly InstanceType[],
  { usdPerMonth }: PlannedCost,
  hoursOf: HoursOf,
  pricedBy: PricedBy,
): Pick<PlannedWarm, "least"> {
  const type = demand.mode.kind === "perNode" ? undefined : cheapestFor(types, demand, pricedBy.region);
  if (type === undefined || usdPerMonth === null) return {};
  const hours = hoursOf((replicas) => demandNodes(type, { ...demand, replicas }));
  const { usdPerMonth: least } = warmCost({ nodes: [{ type: type.type, ...hours }], ...pricedBy });
  if (least === null || least >= usdPerMonth) return {};
  return { least: { name: type.type, maxNodes: demandNodes(type, demand), usdPerMonth: least } };
}

function delayOf(
  { lag, cooled, zone }: AfterWindowsInput,
  { nodeHours, staysBecause, heldNodeHours, held }: AfterWindows,
): PlannedWarm["scaleDownDelay"] {
  const hours = lagHours(cooled === "none" ? { ...lag, cooldownSeconds: 0 } : lag);
  const finite = (amount: number) => (Number.isFinite(amount) ? amount : null);
  return {
    ...lag,
    cooled,
    consolidateAfterSeconds: finite(lag.consolidateAfterSeconds),
    totalHours: staysBecause === undefined ? finite(hours) : null,
    nodeHours: finite(nodeHours),
    ...(staysBecause === undefined ? {} : { staysBecause }),
    heldNodeHours,
    heldTimes: weekTimeTexts(held, zone, shownTimes),
  };
}

/** Why weeks differ: windows are on dates, or in zones whose clocks change at different times; undefined where they do not. */
export function weeksDifferBy({
  week,
  windows,
}: Pick<PlannedWarm, "week" | "windows">): "dates" | "clocks" | undefined {
  if (week.sameEveryWeek) return undefined;
  return windows.every(isWeeklyPair) ? "clocks" : "dates";
}

/** What costs are of, and the most nodes at a time: the week, or the average of a year where weeks differ. */
export function usualWeek({ week, averageWeek: average }: Pick<PlannedWarm, "week" | "averageWeek">): UsualWeek {
  return average ?? week;
}

function costOf(input: WarmCostInput): PlannedCost {
  const { lagUsdPerWeek: scaleDownUsdPerWeek, basis: priceBasis, ...amounts } = warmCost(input);
  return { ...amounts, scaleDownUsdPerWeek, ...(priceBasis === undefined ? {} : { priceBasis }) };
}

function plannedWeek(view: WeekView): PlannedWeek {
  const { zone, offset, days, hours, nodeHours, mostNodes, windows, released, everyWeek, clockChanges } = view;
  return {
    timezone: zone,
    utcOffset: offset,
    days: days.map(({ most, byHour, ...day }) => ({ ...day, maxNodes: most, maxNodesByHour: byHour })),
    hours,
    nodeHours,
    maxNodes: mostNodes,
    windowCount: windows,
    nodesScaledDown: released,
    sameEveryWeek: everyWeek,
    clockChanges,
  };
}

/** Most times that are listed. */
const shownTimes = 7;

function zoned(budget: Budget, zone: string, now: number): ZonedBudget | undefined {
  const { nodes, schedule, duration } = budget;
  if (schedule === undefined || duration === undefined) return undefined;
  const week = referenceWeek(zone, [zone], now);
  return { nodes, schedule, duration, localTimes: weekTimeTexts(budgetSpans(budget, week), zone, shownTimes) };
}
