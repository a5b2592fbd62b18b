/** Prices of the instance types that pools admit; types that fit under no limit are never launched and are left out. */
import type { InstanceType } from "../../../../capacity/ec2/catalogue";
import { onDemandPrice, spotPrice } from "../../../../capacity/ec2/prices";
import { labelKeys } from "../../../../capacity/kubernetes/labels";
import { allows } from "../../../../capacity/kubernetes/requirement";
import { atLimits } from "../../../../capacity/nodePool/atLimits";
import { poolSelection } from "../../../../capacity/nodePool/selection";
import { limitsOf, templateOf } from "../../../../capacity/nodePool/spec";
import type { Properties } from "../../engine/property";
import type { PlannedPool } from "../../summary/ceilings";
import type { Plan } from "../../summary/plan";
import { readable } from "./readable";

/** A type with what it costs in the region of the pools that admit it. */
export interface TypePrice {
  readonly type: InstanceType;
  /** USD per hour; undefined where it is not known. */
  readonly usd: number | undefined;
  readonly isEstimate: boolean;
  /** USD per hour on average; undefined where no pool asks for spot, or it is not known. */
  readonly spot: number | undefined;
}

/** Pools that admit the same types at the same prices. */
export interface AdmittedPrices {
  readonly pools: readonly string[];
  readonly region: string | undefined;
  /** The cheapest first, those without a price last. */
  readonly types: readonly TypePrice[];
}

function admitsSpot(selection: ReturnType<typeof poolSelection>): boolean {
  const asked = selection.allowed.get(labelKeys.capacityType);
  // without a requirement Karpenter takes on-demand
  return asked !== undefined && allows(asked, "spot");
}

function pricesOf(spec: Properties, stackRegion: string): Omit<AdmittedPrices, "pools"> {
  const selection = poolSelection(templateOf(spec), stackRegion);
  const { region, types } = selection;
  const limits = limitsOf(spec);
  const isSpot = admitsSpot(selection);
  const priced = atLimits({ types, limits }).launchable.map((type): TypePrice => {
    const price = region === undefined ? undefined : onDemandPrice(type.type, region);
    const spot = region === undefined || !isSpot || !type.spot ? undefined : spotPrice(type.type, region);
    return {
      type,
      usd: price?.usdPerHour,
      isEstimate: price?.estimate !== undefined,
      spot: spot?.usdPerHour,
    };
  });
  return { region, types: priced.sort(cheapestFirst) };
}

function cheapestFirst(a: TypePrice, b: TypePrice): number {
  const [first, second] = [a, b].map(({ usd }) => usd ?? Number.MAX_VALUE);
  return first! - second! || (a.type.type < b.type.type ? -1 : 1);
}

/** Prices by pool, those of pools that admit the same together; the most types first. */
export function admittedPrices(plan: Plan, specs: ReadonlyMap<string, Properties>): readonly AdmittedPrices[] {
  const pools: readonly PlannedPool[] = [...plan.teams.flatMap((team) => team.pools), ...plan.cluster.sharedPools];
  const bySet = new Map<string, AdmittedPrices>();
  const ofSpec = new Map<string, Omit<AdmittedPrices, "pools"> | undefined>();
  for (const { name } of pools) {
    const spec = specs.get(name);
    if (spec === undefined) continue;
    const template = JSON.stringify([templateOf(spec), spec.limits, spec.replicas]);
    if (!ofSpec.has(template))
      ofSpec.set(
        template,
        readable(() => pricesOf(spec, plan.money.region)),
      );
    const prices = ofSpec.get(template);
    if (prices === undefined) continue;
    const key = JSON.stringify([prices.region, prices.types.map(({ type, spot }) => [type.type, spot])]);
    const before = bySet.get(key);
    bySet.set(key, { ...prices, pools: [...(before?.pools ?? []), name] });
  }
  return [...bySet.values()].sort((a, b) => b.types.length - a.types.length);
}
