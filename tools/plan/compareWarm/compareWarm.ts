/** Answers `--compare-warm`: the ways to keep a pool's warm capacity beside each other, for the same hours. */
import type { InstanceType } from "../../../capacity/ec2/catalogue";
import { type MoneyLine, sumLines } from "../../../capacity/money/line";
import { nodeLines } from "../../../capacity/money/poolLines";
import { parseLimits } from "../../../capacity/nodePool/limits";
import { poolSelection } from "../../../capacity/nodePool/selection";
import { type TypeHours, type WarmCost, warmCost, weeksPerMonth } from "../../../capacity/warm/cost";
import { type Demand, loadNodes, placeholdersOn, priceRank } from "../../../capacity/warm/demand";
import { engineFacts, type WarmEngineName, warmEngineNames } from "../../../capacity/warm/engines";
import { type WarmRoom, warmFit } from "../../../capacity/warm/fit";
import { type WarmNodes, warmNodes } from "../../../capacity/warm/nodes";
import { readiness } from "../../../capacity/warm/readiness";
import { warmScaling } from "../../../capacity/warm/scaling";
import { windowText } from "../../../capacity/windows/window";
import type { StackConfig } from "../../../config";
import type { RegisteredResource } from "../engine/resource";
import type { PlannedPool } from "../summary/ceilings";
import type { PlannedComparison, PlannedEngine } from "../summary/compareWarmSchema";
import { type BilledPool, pricedPools } from "../summary/money/money";
import type { Plan } from "../summary/plan";
import type { PlannedWarm } from "../summary/warm";
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
  /** The type that most placeholders get; undefined when none does. */
  readonly type: InstanceType | undefined;
  /** The nodes of all of them at once. */
  readonly nodes: readonly WarmNodes[];
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
  const room: WarmRoom = {
    ...{ types, region, limits: parseLimits(pool.limits) },
    demand: load === undefined ? demand : { ...demand, load },
  };
  const type = types.find((one) => one.type === planned.warm?.instanceType?.name);
  return {
    ...asked,
    ...{ stack, billed, placeholders, demand, types, region, type },
    nodes: warmNodes(room, placeholders)(placeholders),
    planned: { ...planned, warm: planned.warm },
    batches: warmFit(room).batches.count,
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

/** Nodes of one type that an engine keeps, and for how long. */
interface KeptType extends TypeHours {
  /** At a time, at most. */
  readonly nodes: number;
}

/** Nodes that an engine keeps. */
interface Kept {
  readonly types: readonly KeptType[];
  /** At a time, at most. */
  readonly nodes: number;
  readonly staysBecause?: string | undefined;
}

/** Undefined when no type will do. */
function keptBy(engine: WarmEngineName, compared: Compared): Kept | undefined {
  const { planned, nodes } = compared;
  if (engine === "windows") {
    const { nodeTypes, week, scaleDownDelay } = planned.warm;
    const types = nodeTypes.map(({ name, maxNodes, nodeHours, lateNodeHours }) => ({
      ...{ type: name, nodes: maxNodes, nodeHours },
      lateNodeHours: lateNodeHours ?? 0,
    }));
    return types.length === 0 ? undefined : { types, nodes: week.maxNodes, staysBecause: scaleDownDelay.staysBecause };
  }
  const kept = engine === "static" ? staticNodes(compared) : nodes;
  const types = kept.flatMap(({ type, count }) =>
    type === undefined ? [] : [{ type: type.type, nodes: count, nodeHours: count * weekHours }],
  );
  return types.length === 0 ? undefined : { types, nodes: types.reduce((sum, one) => sum + one.nodes, 0) };
}

/** In per-node mode alone: a static pool keeps no room beside what runs. */
function staticNodes({ types, demand, region, placeholders }: Compared): readonly WarmNodes[] {
  const type = cheapestOf(types, demand, region);
  return type === undefined ? [] : [{ type, count: placeholders }];
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

function figuresOf(
  { types, nodes, staysBecause }: Kept,
  { billed, region }: Compared,
): NonNullable<PlannedEngine["figures"]> {
  const [main] = types;
  const cost = warmCost({ nodes: types, staysBecause, region });
  const lines = types.map(({ type, nodeHours, lateNodeHours = 0 }) =>
    nodeLines(billed.filled, "warm nodes", type, (nodeHours + lateNodeHours) * weeksPerMonth),
  );
  return {
    instanceType: main!.type,
    nodes,
    nodeHours: types.reduce((sum, { nodeHours }) => sum + nodeHours, 0),
    nodeTypes: types.map(({ type, nodes: count, nodeHours }) => ({ name: type, nodes: count, nodeHours })),
    cost: costOf(cost, lines),
  };
}

function costOf(
  { usdPerWeek, usdPerMonth, lagUsdPerWeek, reason, basis }: WarmCost,
  byType: readonly (readonly MoneyLine[])[],
): NonNullable<PlannedEngine["figures"]>["cost"] {
  const isKnown = usdPerMonth !== null;
  const nodes = sumLines(byType.flatMap(([line]) => line ?? []));
  const known = sumLines(byType.flatMap(([, ...volumes]) => volumes));
  return {
    usdPerWeek,
    usdPerMonth,
    afterWindowsUsdPerWeek: lagUsdPerWeek,
    volumesUsdPerMonth: isKnown && known.notKnown.length === 0 ? known.usdPerMonth : null,
    ...(isKnown && nodes.spotUsdPerMonth !== undefined ? { spotUsdPerMonth: nodes.spotUsdPerMonth } : {}),
    ...(isKnown && nodes.ownUsdPerMonth !== undefined ? { ownUsdPerMonth: nodes.ownUsdPerMonth } : {}),
    ...(reason === undefined ? {} : { reason }),
    ...(basis === undefined ? {} : { priceBasis: basis }),
  };
}
