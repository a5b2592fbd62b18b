/**
 * How Karpenter plans nodes for placeholders that all wait at once: the batch ends when the limits leave room for no type.
 * Then the cheapest of each node's types is launched, the difference is available again, and the next batch goes on. Zone
 * spread is left out.
 */
import type { InstanceType } from "../ec2/catalogue";
import { type Candidate, type Claim, nextClaim } from "../nodePool/claims";
import { type Limits, plannedTaken } from "../nodePool/limits";
import { type Demand, loadNodes, placeholdersOn, priceRank } from "./demand";

/** How many batches the placeholders of a window take. */
export interface Batches {
  /** Placeholders that wait for a node when the window opens, without those on the load's nodes. */
  readonly wanted: number;
  /** Of these, the ones the first batch plans a node for. */
  readonly first: number;
  /** Batches until all have one; undefined when that never happens. */
  readonly count: number | undefined;
}

/** What Karpenter plans for. */
export interface Planning {
  readonly demand: Demand;
  readonly types: readonly InstanceType[];
  readonly limits: Limits;
  /** The type that the load's nodes are of. */
  readonly loadOn: InstanceType;
  readonly region: string | undefined;
}

/** Replays Karpenter's batches until every placeholder has a node, or none gets one. */
export function batchesOf({ demand, types, limits, loadOn, region }: Planning): Batches {
  const byPrice = [...types].sort((a, b) => priceRank(a, region) - priceRank(b, region));
  const candidates = byPrice.map(
    (type): Candidate => ({
      taken: limits.map(({ taken }) => taken(type)),
      planned: limits.map((limit) => plannedTaken(limit, type)),
      pods: placeholdersOn(type, demand),
    }),
  );
  const ownNodes = loadNodes(loadOn, demand.load, demand.packing);
  const wanted = demand.mode.kind === "perNode" ? Math.max(0, demand.replicas - ownNodes) : demand.replicas;
  const room = limits.map(({ capacity, taken }) => capacity - ownNodes * taken(loadOn));
  let waiting = wanted;
  let first = 0;
  for (let count = 0; waiting > 0; count++) {
    const claims = plannedClaims(candidates, room, waiting);
    const planned = claims.reduce((total, { pods }) => total + pods, 0);
    if (count === 0) first = planned;
    if (planned === 0) return { wanted, first, count: undefined };
    waiting -= planned;
    for (const { launched } of claims) subtract(room, launched.taken);
    if (waiting === 0) return { wanted, first, count: count + 1 };
  }
  return { wanted, first, count: 0 };
}

function subtract(room: number[], taken: readonly number[]): void {
  for (const [index, amount] of taken.entries()) room[index]! -= amount;
}

/** One batch. @param candidates cheapest first */
function plannedClaims(
  candidates: readonly Candidate[],
  room: readonly number[],
  waiting: number,
): readonly Claim<Candidate>[] {
  const claims: Claim<Candidate>[] = [];
  const left = [...room];
  for (let wanted = waiting; wanted > 0; ) {
    const claim = nextClaim(candidates, left, wanted);
    if (claim === undefined) break;
    claims.push(claim);
    wanted -= claim.pods;
  }
  return claims;
}

/** The most vCPUs a type may have for one batch to suffice; undefined when it does already, or when none would help. */
export function vcpusForOneBatch(planning: Planning): number | undefined {
  const oneDoes = (types: readonly InstanceType[]) => (batchesOf({ ...planning, types }).count ?? 2) <= 1;
  if (oneDoes(planning.types)) return undefined;
  const sizes = [...new Set(planning.types.map(({ vcpu }) => vcpu))].sort((a, b) => b - a);
  return sizes.find((size) => oneDoes(planning.types.filter(({ vcpu }) => vcpu <= size)));
}
