/**
 * How Karpenter plans nodes for pods of one size that wait together: a planned node takes pods until no type is left that has
 * room for them, and counts against the limits the most that any type still possible would take. The batch ends when the
 * limits leave room for no further node; then each node is launched as the cheapest type with room for its pods, what it does
 * not take of the limits is free again, and the next batch goes on.
 * Source: sigs.k8s.io/karpenter v1.14.1 and v1.15.0 scheduler.go, addToInflightNode, addToNewNodeClaim, subtractMax and
 * filterByRemainingResources.
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

/** A pool that nodes are planned in. */
export interface ClaimPool<C extends Candidate> {
  /** Cheapest first, each with room for a pod; none for a pool that pods start no node of. */
  readonly candidates: readonly C[];
  /** Left under each limit. */
  readonly room: readonly number[];
  /** Whether the types still possible may be launched: minValues may ask for several. @default one will do */
  readonly enough?: (possible: readonly C[]) => boolean;
}

/** A node that is launched. */
export interface Claim<C extends Candidate> {
  /** Index of its pool. */
  readonly pool: number;
  /** Index of its zone, among those that pods are spread over. */
  readonly zone: number;
  /** The cheapest with room for what was planned. */
  readonly launched: C;
  readonly pods: number;
}

/** Pods that have nodes already. */
export interface Start<C extends Candidate> {
  readonly claims: readonly Claim<C>[];
  /**
   * Pods in each zone that they are spread over; one zone where they are not spread. A spread is kept while it can be, also
   * one by ScheduleAnyway: Karpenter gives a preference up only for a pod that finds no node otherwise.
   * Source: v1.15.0 topologygroup.go, nextDomainTopologySpread with maxSkew 1, and preferences.go.
   */
  readonly perZone: readonly number[];
}

/** Where pods are after all batches. */
export interface Placement<C extends Candidate> extends Start<C> {
  /** Left under each limit of each pool. */
  readonly rooms: readonly (readonly number[])[];
  /** Pods that find no node. */
  readonly waiting: number;
  /** Of these, the pods that the first batch plans a node for. */
  readonly first: number;
  /** How often Karpenter plans until all have a node, or none gets one; 0 without new nodes. */
  readonly batches: number;
}

const some = (possible: readonly unknown[]) => possible.length > 0;

/** Nothing is there yet. @param zones that pods are spread over */
export function emptyStart(zones = 1): Start<never> {
  return { claims: [], perZone: Array.from({ length: Math.max(1, zones) }, () => 0) };
}

/**
 * Replays Karpenter's batches until every pod has a node, or none gets one.
 * @param pools in Karpenter's order
 * @param wanted pods that come at once
 * @param start what is there of pods of the same kind, whose free room comes first
 */
export function placeInBatches<C extends Candidate>(
  pools: readonly ClaimPool<C>[],
  wanted: number,
  start: Start<C> = emptyStart(),
): Placement<C> {
  const perZone = [...start.perZone];
  const claims = start.claims.map((claim) => ({ ...claim }));
  const rooms = pools.map(({ room }) => [...room]);
  let [waiting, first, batches] = [wanted, 0, 0];
  while (waiting > 0) {
    const before = waiting;
    // minValues and limits may keep Karpenter from planning a full node: the scheduler fills it once it is there
    for (const claim of claims) {
      const more = Math.min(waiting, claim.launched.pods - claim.pods);
      claim.pods += more;
      perZone[claim.zone]! += more;
      waiting -= more;
    }
    const planned = plannedBatch(pools, rooms, waiting, perZone);
    for (const { pool, zone, possible, pods } of planned) {
      const launched = possible.find((candidate) => candidate.pods >= pods)!;
      for (const [limit, amount] of launched.taken.entries()) rooms[pool]![limit]! -= amount;
      claims.push({ pool, zone, launched, pods });
      waiting -= pods;
      if (batches === 0) first += pods;
    }
    if (waiting === before) break;
    if (planned.length > 0) batches++;
  }
  return { claims, perZone, rooms, waiting, first, batches };
}

interface Planned<C extends Candidate> {
  readonly pool: number;
  readonly zone: number;
  /** The types when it was opened. */
  readonly possible: readonly C[];
  /** The most pods that leave enough of them possible. */
  readonly capacity: number;
  pods: number;
}

/** One batch. @param perZone counts its pods, too */
function plannedBatch<C extends Candidate>(
  pools: readonly ClaimPool<C>[],
  rooms: readonly (readonly number[])[],
  wanted: number,
  perZone: number[],
): readonly Planned<C>[] {
  const left = rooms.map((room) => [...room]);
  const planned: Planned<C>[] = [];
  let open: readonly Planned<C>[] = [];
  let waiting = wanted;
  let isFull = false;
  const add = (claim: Planned<C>, pods: number) => {
    claim.pods += pods;
    perZone[claim.zone]! += pods;
    waiting -= pods;
  };
  const openedIn = (zone: number): Planned<C> | undefined => {
    const claim = isFull ? undefined : newClaim(pools, left, zone);
    isFull = claim === undefined;
    if (claim === undefined) return undefined;
    planned.push(claim);
    open = [...open, claim];
    return claim;
  };
  while (waiting > 0) {
    open = open.filter(({ pods, capacity }) => pods < capacity);
    const round = evenRound(open, perZone, waiting);
    if (round > 0) {
      for (const claim of open) add(claim, round);
      continue;
    }
    const least = Math.min(...perZone);
    const claim =
      emptiest(open.filter(({ zone }) => perZone[zone] === least)) ??
      openedIn(perZone.indexOf(least)) ??
      emptiest(open);
    if (claim === undefined) break;
    add(claim, 1);
  }
  return planned;
}

/** Pods that one open node in each zone takes at once, as if they came in turn; 0 while zones differ. */
function evenRound(open: readonly Planned<Candidate>[], perZone: readonly number[], waiting: number): number {
  if (open.length !== perZone.length || new Set(open.map(({ zone }) => zone)).size < open.length) return 0;
  if (perZone.some((count) => count !== perZone[0])) return 0;
  return Math.min(Math.floor(waiting / open.length), ...open.map(({ pods, capacity }) => capacity - pods));
}

/** Karpenter tries planned nodes with the fewest pods first. */
function emptiest<P extends { readonly pods: number }>(open: readonly P[]): P | undefined {
  return open.reduce<P | undefined>(
    (least, claim) => (least === undefined || claim.pods < least.pods ? claim : least),
    undefined,
  );
}

/** Opens a node in the first pool that can have one. @param left under each limit; the most it may take is subtracted */
function newClaim<C extends Candidate>(
  pools: readonly ClaimPool<C>[],
  left: readonly number[][],
  zone: number,
): Planned<C> | undefined {
  for (const [pool, { candidates, enough }] of pools.entries()) {
    const rest = left[pool]!;
    const possible = candidates.filter(({ taken }) => taken.every((amount, index) => amount <= rest[index]!));
    const capacity = podsOfClaim(possible, Number.POSITIVE_INFINITY, enough);
    if (capacity === 0) continue;
    for (const index of rest.keys()) rest[index]! -= Math.max(...possible.map(({ planned }) => planned[index]!));
    return { pool, zone, possible, capacity, pods: 0 };
  }
  return undefined;
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
