/**
 * How Karpenter plans one node for pods of one size that wait together: it takes pods until no type is left that has room for
 * them, and counts against the limits the most that any type still possible would take.
 * Source: sigs.k8s.io/karpenter v1.14.1 scheduler.go, addToNewNodeClaim, subtractMax and filterByRemainingResources.
 */

/** A type that may be launched. */
export interface Candidate {
  /** What a node of it counts against each limit. */
  readonly taken: readonly number[];
  /** What a planned node counts until it is launched, see `plannedTaken`. */
  readonly planned: readonly number[];
  /** Pods that fit on an empty node of it. */
  readonly pods: number;
}

/** A node that is planned. */
export interface Claim<C extends Candidate> {
  readonly pods: number;
  /** The cheapest with room for so many. */
  readonly launched: C;
}

const some = (possible: readonly unknown[]) => possible.length > 0;

/**
 * Plans the next node of a batch.
 * @param candidates cheapest first, each with room for a pod
 * @param left room under each limit; what the node may take is subtracted in place
 * @param wanted pods that wait, 1 or more
 * @param enough whether the types still possible may be launched: minValues may ask for several @default one will do
 * @returns undefined when no node can be planned
 */
export function nextClaim<C extends Candidate>(
  candidates: readonly C[],
  left: number[],
  wanted: number,
  enough: (possible: readonly C[]) => boolean = some,
): Claim<C> | undefined {
  const possible = candidates.filter(({ taken }) => taken.every((amount, index) => amount <= left[index]!));
  const pods = podsOfClaim(possible, wanted, enough);
  if (pods === 0) return undefined;
  const launched = possible.find((candidate) => candidate.pods >= pods)!;
  for (const index of left.keys()) left[index]! -= Math.max(...possible.map(({ planned }) => planned[index]!));
  return { pods, launched };
}

/** The most pods that one planned node takes: as many as leave enough types possible; 0 when even one does not. */
export function podsOfClaim<C extends Candidate>(
  possible: readonly C[],
  wanted: number,
  enough: (possible: readonly C[]) => boolean = some,
): number {
  const amounts = [...new Set(possible.map(({ pods }) => Math.min(pods, wanted)))].sort((a, b) => b - a);
  return amounts.find((amount) => amount > 0 && enough(possible.filter(({ pods }) => pods >= amount))) ?? 0;
}
