/** The nodes of warm capacity by itself, the team's own load left out. */
import type { InstanceType } from "../ec2/catalogue";
import { limitsText } from "../nodePool/limits";
import { memoizeBy } from "../units/memoize";
import { type NodesOfType, nodesOfBatches } from "./batches";
import { planningOf, type WarmRoom, warmFit } from "./fit";

/** Nodes that are alike. */
export interface WarmNodes {
  /** Undefined where none of the pool's will do. */
  readonly type: InstanceType | undefined;
  readonly count: number;
}

const likelyNodes: (room: WarmRoom, always: number) => readonly NodesOfType[] = memoizeBy(
  ({ types, demand, limits, region }, always) => [types, JSON.stringify([demand, limitsText(limits), region, always])],
  (room, always) => {
    const planning = planningOf(room);
    return planning === undefined ? [] : nodesOfBatches(planning, always);
  },
);

/**
 * The nodes for so many placeholders. In per-node mode each is one of the cheapest type, as Karpenter makes it. Placeholders
 * with a size share nodes, as Karpenter likely makes them for those that come at once; they get less when they come one by
 * one, such as after preemption, and other types where EC2 chooses spot.
 * @param room with the most placeholders
 * @param always placeholders that are there when others come
 */
export function warmNodes(room: WarmRoom, always: number): (placeholders: number) => readonly WarmNodes[] {
  const { demand, types } = room;
  const { cheapest } = warmFit(room);
  const type = types.find((one) => one.type === cheapest?.type);
  return (placeholders) => {
    const likely =
      demand.mode.kind === "perNode"
        ? []
        : likelyNodes({ ...room, demand: { ...demand, replicas: placeholders } }, always);
    if (likely.length > 0 || placeholders === 0) return likely;
    return [{ type: demand.mode.kind === "perNode" ? type : undefined, count: placeholders }];
  };
}

/** How many nodes those are. */
export function countOf(nodes: readonly WarmNodes[]): number {
  return nodes.reduce((sum, { count }) => sum + count, 0);
}

/** "3 × t3.2xlarge + 1 × t3.large" */
export function nodesText(nodes: readonly { readonly type: string; readonly count: number }[]): string {
  return nodes.map(({ type, count }) => `${count} × ${type}`).join(" + ");
}
