/**
 * Whether a pool's limits leave room for its warm capacity, computed twice: on the cheapest type it admits, and as
 * Karpenter plans, which counts each new node as the largest type still possible. Placeholders with a size are on the
 * nodes that Karpenter plans, not on the cheapest type.
 */
import { countedMemoryMiB, type InstanceType } from "../ec2/catalogue";
import { mostWithin } from "../nodePool/knapsack";
import { type Limit, type Limits, limitsText } from "../nodePool/limits";
import { memoizeBy } from "../units/memoize";
import { type Batches, batchesOf, isFullAfter, type Planning, vcpusForOneBatch } from "./batches";
import { cheapestFor, type Demand, demandNodes, placeholdersOn, usableShare } from "./demand";
import { type SmallerNodes, smallerNodes } from "./smallerNodes";

/** A pool and the warm capacity that it is to fit. */
export interface WarmRoom {
  readonly demand: Demand;
  /** Of the pool's {@link Selection}, as the region. */
  readonly types: readonly InstanceType[];
  readonly limits: Limits;
  readonly region: string | undefined;
}

/** A limit that is too low whatever types are chosen. */
export interface Shortfall {
  readonly limit: Limit["name"];
  /** As the pool states it. */
  readonly stated: string;
  readonly what: "nodes" | "placeholders" | "CPU in millicores" | "memory in MiB";
  readonly asked: number;
  /** The most of it that fits under the limit. */
  readonly most: number;
}

/** How warm capacity fits a pool's limits. */
export interface WarmFit {
  /** The cheapest type for the demand, and what its nodes count against the limits; undefined when no type will do. */
  readonly cheapest:
    | {
        readonly type: string;
        readonly nodes: number;
        readonly cpu: number;
        readonly memoryMiB: number;
        /** Whether the limits leave room for them; for all that Karpenter plans, where placeholders have a size. */
        readonly fits: boolean;
      }
    | undefined;
  /** Limits that cannot be met, whatever Karpenter launches; a demand with one of them is refused. */
  readonly shortfalls: readonly Shortfall[];
  /** How Karpenter gets there. */
  readonly batches: Batches;
  /** The most vCPUs a type may have for one batch to suffice; undefined when it does already, or when none would help. */
  readonly vcpusForOneBatch: number | undefined;
  /** Whether the limits leave no room for one more node of the cheapest type beside it; false when no type will do. */
  readonly isFull: boolean;
  /** What would keep it for less than half; undefined when nothing would. */
  readonly smaller: SmallerNodes | undefined;
}

/** What Karpenter plans with; undefined when no type will do. */
export function planningOf({ demand, types, limits, region }: WarmRoom): Planning | undefined {
  const launchable = types.filter(
    (type) => limits.every(({ capacity, taken }) => taken(type) <= capacity) && placeholdersOn(type, demand) > 0,
  );
  const loadOn = cheapestFor(launchable, demand, region) ?? cheapestFor(types, demand, region);
  return loadOn && { demand, types: launchable, limits, loadOn, region };
}

/** Whether the limits leave room for a pool's warm capacity. */
export const warmFit: (room: WarmRoom) => WarmFit = memoizeBy(
  ({ types, demand, limits, region }) => [types, JSON.stringify([demand, limitsText(limits), region])],
  (room) => {
    const { demand, limits } = room;
    const planning = planningOf(room);
    if (planning === undefined) {
      const batches = { wanted: demand.replicas, first: 0, count: undefined };
      return {
        ...{ cheapest: undefined, batches, vcpusForOneBatch: undefined, isFull: false, smaller: undefined },
        shortfalls: limits.flatMap((limit) => shortfallsOf(limit, demand, [])),
      };
    }
    const { types: launchable, loadOn: type } = planning;
    const nodes = demandNodes(type, demand);
    const batches = batchesOf(planning);
    const fits =
      demand.mode.kind === "perNode"
        ? limits.every(({ capacity, taken }) => nodes * taken(type) <= capacity)
        : batches.count !== undefined;
    return {
      cheapest: { type: type.type, nodes, cpu: nodes * type.vcpu, memoryMiB: nodes * countedMemoryMiB(type), fits },
      shortfalls: limits.flatMap((limit) => shortfallsOf(limit, demand, launchable)),
      batches,
      vcpusForOneBatch: vcpusForOneBatch(planning),
      isFull: isFullAfter(planning),
      smaller: batches.count === undefined ? undefined : smallerNodes(planning),
    };
  },
);

/** What must fit under each limit by itself: necessary for any mix of types, so nothing possible is refused. */
function shortfallsOf(limit: Limit, demand: Demand, types: readonly InstanceType[]): readonly Shortfall[] {
  const { mode, replicas, load, packing } = demand;
  const ownNodes = load !== undefined && "nodes" in load ? load.nodes : 0;
  const ownSize = load !== undefined && "cpuMillis" in load ? load : { cpuMillis: 0, memoryMiB: 0 };
  const headroom = mode.kind === "headroom" ? mode.size : { cpuMillis: 0, memoryMiB: 0 };
  const smallest = Math.min(...types.map(limit.taken));
  const left =
    mode.kind === "headroom" && ownNodes > 0 && types.length > 0
      ? limit.capacity - ownNodes * smallest
      : limit.capacity;
  const most = (worth: (type: InstanceType) => number) =>
    left < 0
      ? 0
      : mostWithin(
          types.map((type) => ({ weight: limit.taken(type), value: worth(type) })),
          left,
        );
  const needs: readonly (readonly [Shortfall["what"], number, (type: InstanceType) => number])[] = [
    mode.kind === "perNode"
      ? ["nodes", Math.max(replicas, ownNodes), () => 1]
      : ["placeholders", replicas, (type) => placeholdersOn(type, demand)],
    [
      "CPU in millicores",
      ownSize.cpuMillis + replicas * headroom.cpuMillis,
      (type) => usableShare(type, packing).cpuMillis,
    ],
    [
      "memory in MiB",
      ownSize.memoryMiB + replicas * headroom.memoryMiB,
      (type) => usableShare(type, packing).memoryMiB,
    ],
  ];
  const failed = needs
    .map(([what, asked, worth]) => ({ what, asked, most: asked === 0 ? 0 : most(worth) }))
    .find((need) => need.most < need.asked);
  return failed === undefined ? [] : [{ limit: limit.name, stated: limit.stated, ...failed }];
}
