/** Answers `--compare-warm`: the ways to keep a pool's warm capacity beside each other, for the same hours. */
import type { InstanceType } from "../../../capacity/ec2/catalogue";
import { type MoneyLine, sumLines } from "../../../capacity/money/line";
import { nodeLines } from "../../../capacity/money/poolLines";
import { parseLimits } from "../../../capacity/nodePool/limits";
import { poolSelection } from "../../../capacity/nodePool/selection";
import { type StayingNodes, type WarmCost, warmCost, weeksPerMonth } from "../../../capacity/warm/cost";
import { type Demand, demandNodes, loadNodes, placeholdersOn, priceRank } from "../../../capacity/warm/demand";
import { engineFacts, type WarmEngineName, warmEngineNames } from "../../../capacity/warm/engines";
import { warmFit } from "../../../capacity/warm/fit";
import { readiness } from "../../../capacity/warm/readiness";
import { warmScaling } from "../../../capacity/warm/scaling";
import { windowText } from "../../../capacity/windows/window";
import type { StackConfig } from "../../../config";
import type { RegisteredResource } from "../engine/resource";
import type { PlannedPool } from "../summary/ceilings";
import type { PlannedComparison, PlannedEngine } from "../summary/compareWarmSchema";
import { type BilledPool, pricedPools } from "../summary/money/money";
import type { Plan } from "../summary/plan";
import { type PlannedWarm, usualWeek } from "../summary/warm";
import { type ComparedPool, comparedPool } from "./asked";
import { keysOf } from "./keys";
import { needsOf } from "./needs";

/** A planned stack that comparisons are asked of. */
export interface CompareInput {
  readonly stack: StackConfig;
  readonly plan: Plan;
  readonly resources: readonly RegisteredResource[];
}

const weekHours = 168;

const notes = [
  "on-demand list prices; a month is 4.345 weeks; nodes of the team's own pods are not counted",
  "times to ready suppose that EC2 has the type, and leave out the pulls of images",
] as const;

/**
 * Compares in the order asked.
 * @throws UsageError for a pool that there is not, or that has no warm capacity
 */
export function plannedComparisons(texts: readonly string[], input: CompareInput): readonly PlannedComparison[] {
  const where = (index: number) => (texts.length === 1 ? "--compare-warm" : `--compare-warm ${index + 1}`);
  return texts
    .map((text, index) => comparedPool(text, where(index), input.stack))
    .map((asked) => comparison(asked, input));
}

/** What every engine is judged by. */
interface Compared extends ComparedPool {
  readonly stack: StackConfig;
  readonly planned: PlannedPool & { readonly warm: PlannedWarm };
  readonly billed: BilledPool;
  /** The most placeholders at a time. */
  readonly placeholders: number;
  /** Of the pool's placeholders, without the team's load. */
  readonly demand: Demand;
  readonly types: readonly InstanceType[];
  readonly region: string | undefined;
  /** The type that placeholders get; undefined when none does. */
  readonly type: InstanceType | undefined;
  /** In which Karpenter plans them. */
  readonly batches: number | undefined;
}

function comparison(asked: ComparedPool, input: CompareInput): PlannedComparison {
  const compared = comparedOf(asked, input);
  const { text, pool, placeholders } = compared;
  const { warm } = pool;
  return {
    text,
    pool: pool.nodePoolName,
    mode: warm.mode.kind,
    placeholders,
    windows: warm.windows.map((window) => `${window.nodes} ${windowText(window)} in ${window.timezone}`),
    engines: warmEngineNames.map((engine) => engineOf(engine, compared)),
    notes: [...notes],
  };
}

function comparedOf(asked: ComparedPool, { stack, plan, resources }: CompareInput): Compared {
  const { pool } = asked;
  const { warm } = pool;
  const all = [...plan.teams.flatMap(({ pools }) => pools), ...plan.cluster.sharedPools];
  const planned = all.find(({ name }) => name === pool.nodePoolName);
  const billed = planned && pricedPools(resources, plan.money.region, stack.ownPrices)(planned);
  if (planned?.warm === undefined || billed === undefined)
    throw new Error(`pool ${pool.nodePoolName} is not planned with its warm capacity`);
  const { mode, packing, load, windows, always } = warm;
  const placeholders = Math.max(always, ...windows.map(({ nodes }) => nodes));
  const demand: Demand = { mode, replicas: placeholders, packing };
  const { types, region } = poolSelection(pool, plan.money.region);
  const fit = warmFit({
    types,
    region,
    limits: parseLimits(pool.limits),
    demand: load === undefined ? demand : { ...demand, load },
  });
  const type = types.find((one) => one.type === planned.warm?.instanceType?.name);
  return {
    ...asked,
    ...{ stack, billed, placeholders, demand, types, region, type },
    planned: { ...planned, warm: planned.warm },
    batches: fit.batches.count,
  };
}

/** The engine that the stack file says. */
function todayOf({ pool }: Compared): WarmEngineName {
  if (pool.warm.windows.length > 0) return "windows";
  if (pool.warm.engine === "capacityBuffer") return "capacityBuffer";
  return pool.written.ceiling === true && pool.pin === pool.warm.always ? "pin" : "always";
}

function engineOf(engine: WarmEngineName, compared: Compared): PlannedEngine {
  const { pool, stack, placeholders } = compared;
  const { consolidationPolicy, consolidateAfter } = pool;
  const { mode, images } = pool.warm;
  const { outcome, reasons } = judged(engine, compared);
  const kept = keptBy(engine, compared);
  const isNone = outcome === "no" || kept === undefined;
  const today = todayOf(compared) === engine;
  const { atStart, refill } = readiness({
    engine,
    scaling: warmScaling({
      windows: pool.warm.windows.map(({ nodes }) => nodes),
      always: pool.warm.always,
      kubernetesVersion: stack.cluster.version,
    }),
    batches: compared.batches,
  });
  return {
    engine,
    ...engineFacts(engine, { mode: mode.kind, images: images.length, consolidationPolicy, consolidateAfter }),
    today,
    outcome: kept === undefined ? "no" : outcome,
    reasons: kept === undefined ? ["no admitted type takes a placeholder"] : reasons,
    figures: isNone ? null : figuresOf(kept, compared),
    ready: { atStart: isNone ? null : (atStart ?? null), refill },
    needs: needsOf(engine, stack),
    config:
      today || mustBeOtherwise(engine, compared)
        ? []
        : keysOf(engine, { pool, stack, placeholders, nodes: kept?.nodes ?? placeholders }),
  };
}

/** Engines that the pool's way of counting rules out, so that no keys of the pool as it is would do. */
function mustBeOtherwise(engine: WarmEngineName, compared: Compared): boolean {
  return engine === "pin" && judged(engine, compared).outcome === "no";
}

/** Whether an engine does what the pool's `warm` asks for. */
function judged(
  engine: WarmEngineName,
  { pool, placeholders, type }: Compared,
): Pick<PlannedEngine, "outcome" | "reasons"> {
  const { mode, windows, load, images, packing } = pool.warm;
  const isSpare = mode.kind === "headroom";
  const hasClock = windows.length > 0;
  const always = hasClock ? ["it keeps the most of the windows at any time"] : [];
  switch (engine) {
    case "windows":
      return hasClock
        ? { outcome: "yes", reasons: [] }
        : { outcome: "no", reasons: ["the pool has no windows: it keeps its nodes at any time"] };
    case "always":
      return { outcome: hasClock ? "partly" : "yes", reasons: always };
    case "static":
      return isSpare
        ? { outcome: "no", reasons: ["it keeps a number of nodes, not room beside what runs: pods fill it up"] }
        : { outcome: "partly", reasons: [...always, "pods beyond its nodes need another pool"] };
    case "capacityBuffer": {
      const reasons = [
        ...(hasClock ? ["windows are refused: it has no /scale that KEDA could set", ...always] : []),
        ...(images.length > 0 ? ["warm.images is refused: it pulls nothing"] : []),
      ];
      return { outcome: reasons.length === 0 ? "yes" : "partly", reasons };
    }
    case "pin": {
      if (isSpare)
        return { outcome: "no", reasons: ["pin counts whole nodes; this pool keeps room (warm.placeholder)"] };
      const own = type === undefined ? 0 : loadNodes(type, load, packing);
      if (own > placeholders)
        return { outcome: "no", reasons: [`the team's load takes ${own} nodes, above a ceiling of ${placeholders}`] };
      const { limits } = pool;
      const lower = limits.nodes !== undefined && Number(limits.nodes) < placeholders;
      return {
        outcome: lower ? "no" : "partly",
        reasons: lower
          ? [`limits.nodes ${limits.nodes} is below ${placeholders}`]
          : [...always, `the pool stops at ${placeholders} nodes`],
      };
    }
  }
}

/** Nodes that an engine keeps, and for how long. */
interface Kept {
  readonly type: string;
  /** At a time, at most. */
  readonly nodes: number;
  /** A week. */
  readonly nodeHours: number;
  /** What stays after windows, a week. */
  readonly after: StayingNodes;
}

/** Undefined when no type will do. */
function keptBy(engine: WarmEngineName, compared: Compared): Kept | undefined {
  const { demand, planned, type, types, region } = compared;
  const on = engine === "static" ? cheapestOf(types, demand, region) : type;
  if (on === undefined) return undefined;
  const nodes = demandNodes(on, demand);
  if (engine !== "windows") return { type: on.type, nodes, nodeHours: nodes * weekHours, after: { nodeHours: 0 } };
  const { nodeHours: late, staysBecause } = planned.warm.scaleDownDelay;
  return {
    type: on.type,
    nodes,
    nodeHours: usualWeek(planned.warm).nodeHours,
    after: { nodeHours: late ?? 0, ...(staysBecause === undefined ? {} : { staysBecause }) },
  };
}

/** No pod chooses a static pool's type, so it is the cheapest; one that takes no placeholder cannot be compared. */
function cheapestOf(
  types: readonly InstanceType[],
  demand: Demand,
  region: string | undefined,
): InstanceType | undefined {
  const [cheapest] = [...types].sort((a, b) => priceRank(a, region) - priceRank(b, region));
  return cheapest !== undefined && placeholdersOn(cheapest, demand) > 0 ? cheapest : undefined;
}

function figuresOf(kept: Kept, { billed, region }: Compared): NonNullable<PlannedEngine["figures"]> {
  const { type, nodes, nodeHours, after } = kept;
  const cost = warmCost({ nodeHours, after, type, region });
  const paid = (nodeHours + after.nodeHours) * weeksPerMonth;
  const lines = nodeLines(billed.filled, "warm nodes", type, paid);
  return { instanceType: type, nodes, nodeHours, cost: costOf(cost, lines) };
}

function costOf(
  { usdPerWeek, usdPerMonth, lagUsdPerWeek, reason, basis }: WarmCost,
  [nodes, ...volumes]: readonly MoneyLine[],
): NonNullable<PlannedEngine["figures"]>["cost"] {
  const isKnown = usdPerMonth !== null;
  const known = sumLines(volumes);
  return {
    usdPerWeek,
    usdPerMonth,
    afterWindowsUsdPerWeek: lagUsdPerWeek,
    volumesUsdPerMonth: isKnown && known.notKnown.length === 0 ? known.usdPerMonth : null,
    ...(isKnown && nodes?.spot !== undefined ? { spotUsdPerMonth: nodes.spot.usdPerMonth } : {}),
    ...(isKnown && nodes?.own !== undefined ? { ownUsdPerMonth: nodes.own.usdPerMonth } : {}),
    ...(reason === undefined ? {} : { reason }),
    ...(basis === undefined ? {} : { priceBasis: basis }),
  };
}
