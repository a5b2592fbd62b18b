/** The types that Karpenter may launch for pods, and those that EC2 may choose among. */
import type { Packing } from "../ec2/allocatable";
import type { InstanceType } from "../ec2/catalogue";
import { onDemandUsdPerHour, spotPrice } from "../ec2/prices";
import type { Candidate } from "../nodePool/claims";
import { type Limits, plannedTaken } from "../nodePool/limits";
import { priceRank } from "../warm/demand";
import { emptyRoom, fitting, type Pods } from "./pods";

/** A type with room for at least one of the pods. */
export interface Launchable extends Candidate {
  readonly type: InstanceType;
  /** By which Karpenter orders types: of spot where it may be spot, else on demand. */
  readonly rank: number;
  /** Price on demand in the region; undefined where it is not known. */
  readonly usdPerHour: number | undefined;
}

/** What decides which types are launchable. */
export interface LaunchInput {
  /** That the pool's requirements and the pods' leave. */
  readonly types: readonly InstanceType[];
  readonly pods: Omit<Pods, "count" | "priority">;
  readonly packing: Packing;
  readonly limits: Limits;
  /** Whose prices apply; undefined where nobody says. */
  readonly region: string | undefined;
  /** Whether nodes may be spot. */
  readonly spot: boolean;
}

/** Types with room for a pod, cheapest first; whether the limits leave room for one is not looked at. */
export function launchableTypes({ types, pods, packing, limits, region, spot }: LaunchInput): readonly Launchable[] {
  return types
    .map((type): Launchable => {
      const price = region === undefined ? undefined : onDemandUsdPerHour(type.type, region);
      const saved = spot && type.spot && region !== undefined ? spotPrice(type.type, region)?.usdPerHour : undefined;
      return {
        type,
        taken: limits.map(({ taken }) => taken(type)),
        planned: limits.map((limit) => plannedTaken(limit, type)),
        pods: fitting(emptyRoom(type, packing), pods),
        rank: saved ?? price ?? priceRank(type, region),
        usdPerHour: price,
      };
    })
    .filter((one) => one.pods > 0)
    .sort((a, b) => a.rank - b.rank);
}

/** Most types in a request to EC2. Source: karpenter-provider-aws v1.14.1 pkg/providers/instance/instance.go. */
export const mostTypesAsked = 60;

/** Spot costs at least this share of the price on demand. Source: AWS's pages on spot: savings of up to 90%. */
const leastSpotShare = 0.1;

/**
 * Those that EC2 may be asked for: Karpenter asks for the 60 cheapest of the types that a node's pods and the limits leave, so
 * a type is out when there are 60 cheaper ones that take as many pods and count no more against any limit. Spot prices change
 * by the hour: there, cheaper means at the price on demand, against a tenth of it.
 * @param isSure whether the pool's zones offer the type, whichever they are: one that they lack is not asked for
 */
export function askedFor(
  launchable: readonly Launchable[],
  spot: boolean,
  isSure: (one: Launchable) => boolean,
): readonly Launchable[] {
  if (launchable.length <= mostTypesAsked) return launchable;
  const sure = launchable.filter(isSure);
  return launchable.filter((one) => {
    if (one.usdPerHour === undefined) return true;
    const least = one.usdPerHour * (spot ? leastSpotShare : 1);
    let cheaper = 0;
    for (const { usdPerHour = Number.POSITIVE_INFINITY, pods, taken } of sure) {
      if (usdPerHour >= least || pods < one.pods) continue;
      if (taken.every((amount, limit) => amount <= one.taken[limit]!)) cheaper++;
      if (cheaper === mostTypesAsked) return false;
    }
    return true;
  });
}

/** Those of which a node fits under the limits' room. */
export function fittingUnder(launchable: readonly Launchable[], room: readonly number[]): readonly Launchable[] {
  return launchable.filter(({ taken }) => taken.every((amount, index) => amount <= room[index]!));
}
