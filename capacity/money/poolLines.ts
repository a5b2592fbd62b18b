/** What the nodes of a pool cost a month: those that are planned, and all that its limits allow. */
import type { InstanceType } from "../ec2/catalogue";
import { type OwnPrices, ownUsdPerHour } from "../ec2/ownPrices";
import { figureOf, priceList } from "../ec2/priceList";
import { onDemandPrice, spotPrice } from "../ec2/prices";
import { atLimits } from "../nodePool/atLimits";
import type { Ceiling } from "../nodePool/ceiling";
import type { Limits } from "../nodePool/limits";
import { cents, type MoneyLine, monthHours, type OwnAmount, pricedLine, type SpotAmount, unpricedLine } from "./line";
import { type Volume, volumeLines } from "./volumes";

/** A pool, as its bill needs it. */
export interface PricedPool {
  readonly name: string;
  /** Whose prices apply; undefined where nobody says. */
  readonly region: string | undefined;
  /** Whether its nodes may be spot. */
  readonly spot: boolean;
  /** Of each node; undefined where their size is not known. */
  readonly volumes: readonly Volume[] | undefined;
  /** The user's own prices; undefined without any. */
  readonly own?: OwnPrices | undefined;
}

const noRegion = "neither the pool's zones nor the stack's aws:region say which region's prices apply";

/**
 * The lines of nodes of one type that are there for some hours of the month, with their volumes.
 * @param what "warm nodes"
 * @param nodeHours in a month
 */
export function nodeLines(pool: PricedPool, what: string, type: string, nodeHours: number): readonly MoneyLine[] {
  const { name, region, volumes } = pool;
  const item = { item: `${what} of pool ${name}`, quantity: Number(nodeHours.toFixed(2)), unit: `hours of ${type}` };
  if (region === undefined) return [unpricedLine(item, noRegion)];
  const price = onDemandPrice(type, region);
  const line = pricedLine(
    item,
    price && { usd: price.usdPerHour, source: price.source, date: price.date },
    `no price of ${type} in ${region} is known`,
  );
  const spot = pool.spot && line.usdPerMonth !== null ? spotAmount(type, region, item.quantity) : undefined;
  return [
    { ...line, ...(spot === undefined ? {} : { spot }), ...ownAmount(type, region, item.quantity, pool.own) },
    ...volumeLines(nodeHours / monthHours, volumes, item.item, region),
  ];
}

/** What hours of a type cost at the user's own prices; nothing where they have none for it. */
export function ownAmount(
  type: string,
  region: string,
  nodeHours: number,
  own: OwnPrices | undefined,
): { readonly own?: OwnAmount } {
  const usd = own && ownUsdPerHour(type, region, own);
  if (own === undefined || usd === undefined) return {};
  return { own: { usdPerMonth: cents(nodeHours * usd), source: own.source, date: own.date } };
}

function spotAmount(type: string, region: string, nodeHours: number): SpotAmount | undefined {
  const price = spotPrice(type, region);
  if (price === undefined) return undefined;
  const { usdPerHour, savingPercent, interruptions, source, date } = price;
  return { usdPerMonth: cents(nodeHours * usdPerHour), saving: `${savingPercent}%`, interruptions, source, date };
}

/** What a pool's limits allow, see `poolCeiling`. */
export interface FilledPool extends PricedPool {
  readonly ceiling: Ceiling;
  readonly types: readonly InstanceType[];
  readonly limits: Limits;
}

/** The lines of a pool that is at its limits all month. */
export function ceilingLines(pool: FilledPool): readonly MoneyLine[] {
  const { name, ceiling, region, volumes } = pool;
  const { usdPerHour, usdPerHourReason, nodes, priceBasis } = ceiling;
  const whose = `nodes of pool ${name} at its limits`;
  const item = { item: whose, quantity: monthHours, unit: "hours" };
  const source = `list prices of EC2${(priceBasis?.estimated.length ?? 0) > 0 ? ", with estimates among them" : ""}`;
  const line =
    usdPerHour === null
      ? unpricedLine(item, usdPerHourReason ?? "no limit bounds the pool")
      : pricedLine(item, { usd: usdPerHour, source, date: priceBasis?.date ?? "" }, "");
  const spot = pool.spot && usdPerHour !== null && region !== undefined ? spotAtLimits(pool, region) : undefined;
  const ofVolumes =
    nodes === null
      ? [unpricedLine({ item: `volumes of ${whose}`, quantity: 0, unit: "nodes" }, "no limit bounds their number")]
      : region === undefined
        ? [unpricedLine({ item: `volumes of ${whose}`, quantity: nodes, unit: "nodes" }, noRegion)]
        : volumeLines(nodes, volumes, whose, region);
  const own = pool.own && usdPerHour !== null && region !== undefined ? ownAtLimits(pool, pool.own, region) : {};
  return [{ ...line, ...(spot === undefined ? {} : { spot }), ...own }, ...ofVolumes];
}

/** The most that the limits allow at the user's own prices. */
function ownAtLimits({ types, limits }: FilledPool, own: OwnPrices, region: string): { readonly own: OwnAmount } {
  const micros = atLimits({ types, limits }).most(({ type }) =>
    Math.round((ownUsdPerHour(type, region, own) ?? 0) * 1e6),
  );
  return { own: { usdPerMonth: cents((micros / 1e6) * monthHours), source: own.source, date: own.date } };
}

/** "60%", or "60 to 71%". */
function rangeText(values: readonly number[], text: (value: number) => string): string {
  const [least, most] = [Math.min(...values), Math.max(...values)];
  return least === most ? text(least) : `${text(least)} to ${text(most)}`;
}

/** The most that spot costs on average at the limits, of the types whose saving is known. */
function spotAtLimits({ types, limits }: FilledPool, region: string): SpotAmount | undefined {
  const advice = priceList(region)?.spot;
  if (advice === undefined) return undefined;
  const { launchable, most } = atLimits({ types, limits });
  const known = launchable.flatMap(({ type }) => {
    const saved = figureOf(advice.savings, type);
    return saved === undefined ? [] : [saved];
  });
  if (known.length === 0) return undefined;
  const micros = most(({ type }) => {
    // without a saving, 0: the newest types would show their list price as what spot costs
    return Math.round((spotPrice(type, region)?.usdPerHour ?? 0) * 1e6);
  });
  const saving = rangeText(
    known.map(([percent]) => percent),
    (percent) => `${percent}%`,
  );
  const some = known.length < launchable.length ? ` (known for ${known.length} of ${launchable.length} types)` : "";
  return {
    usdPerMonth: cents((micros / 1e6) * monthHours),
    saving: `${saving}${some}`,
    interruptions: rangeText(
      known.map(([, band]) => band),
      (band) => advice.interruptionBands[band] ?? "not known",
    ),
    source: advice.source,
    date: advice.date,
  };
}
