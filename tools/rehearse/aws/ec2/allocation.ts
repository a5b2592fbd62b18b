/**
 * Which of a fleet's overrides EC2 launches. Source: EC2 user guide, "Use allocation strategies to determine how EC2 Fleet or
 * Spot Fleet fulfills Spot and On-Demand capacity". How much Spot capacity is behind each price is not known, so
 * price-capacity-optimized is the lowest price here.
 */
import type { Capacity, Offer, Shortage } from "./capacity";

/** One override of a fleet, with what its price is. */
export interface Candidate extends Offer {
  /** Launch template it goes with. */
  readonly template: string;
  readonly image: string | undefined;
  /** Lower is better; only strategies that are prioritized look at it. */
  readonly priority: number | undefined;
  /** USD per hour; undefined where nobody knows it: then it is last. */
  readonly usdPerHour: number | undefined;
}

export interface Allocation {
  readonly chosen: Candidate | undefined;
  /** What was better and had no capacity, or all when nothing was chosen. */
  readonly errors: readonly (Shortage & { readonly candidate: Candidate })[];
}

/** EC2's strategies that look at the overrides' priority first. */
const prioritized = new Set(["prioritized", "capacity-optimized-prioritized"]);

/** @param strategy EC2's name of it: "lowest-price", "price-capacity-optimized", "prioritized" */
export function allocate(candidates: readonly Candidate[], strategy: string, capacity: Capacity): Allocation {
  const price = ({ usdPerHour }: Candidate) => usdPerHour ?? Number.POSITIVE_INFINITY;
  const rank = ({ priority }: Candidate) => (prioritized.has(strategy) ? (priority ?? Number.POSITIVE_INFINITY) : 0);
  const compare = (a: number, b: number) => (a === b ? 0 : a < b ? -1 : 1);
  const ordered = [...candidates].sort((a, b) => compare(rank(a), rank(b)) || compare(price(a), price(b)));
  const errors: (Shortage & { candidate: Candidate })[] = [];
  for (const candidate of ordered) {
    const shortage = capacity.shortage(candidate);
    if (shortage === undefined) return { chosen: candidate, errors };
    errors.push({ ...shortage, candidate });
  }
  return { chosen: undefined, errors };
}
