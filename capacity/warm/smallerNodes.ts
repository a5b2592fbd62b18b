/** Spare room that would cost less than half on smaller nodes than those that Karpenter makes for it. */
import type { InstanceType } from "../ec2/catalogue";
import { batchesOf, type NodesOfType, nodesOfBatches, type Planning } from "./batches";
import { cheapestFor, priceRank } from "./demand";

/** Nodes with a price to compare, see `priceRank`. */
export interface PricedNodes {
  readonly nodes: readonly { readonly type: string; readonly count: number }[];
  readonly usdPerHour: number;
}

/** What smaller nodes would save. */
export interface SmallerNodes {
  readonly likely: PricedNodes;
  /** The one of `instanceSizes`: "small". */
  readonly size: string;
  /** The nodes with no other size admitted. */
  readonly onSize: PricedNodes;
}

/** From here on it is worth a warning. */
const leastSaved = 2;

/** Never advised: DaemonSets leave no room on them, and the policy pool-instance-sizes-are-allowed forbids them by default. */
const tooSmall: readonly string[] = ["nano", "micro"];

/**
 * What pools with placeholders of a size would save with the one size that keeps them for the least money.
 * @returns undefined when that is less than half
 */
export function smallerNodes(planning: Planning): SmallerNodes | undefined {
  const { demand, types, region } = planning;
  if (demand.mode.kind === "perNode" || demand.replicas === 0) return undefined;
  const { load: _, ...alone } = demand;
  const cheapest = cheapestFor(
    types.filter((type) => !tooSmall.includes(sizeOf(type))),
    alone,
    region,
  );
  if (cheapest === undefined) return undefined;
  const size = sizeOf(cheapest);
  const narrowed = { ...planning, types: types.filter((type) => sizeOf(type) === size) };
  if (batchesOf(narrowed).count === undefined) return undefined;
  const [likely, onSize] = [planning, narrowed].map((each) => priced(nodesOfBatches(each, 0), region)) as [
    PricedNodes,
    PricedNodes,
  ];
  return onSize.usdPerHour * leastSaved < likely.usdPerHour ? { likely, size, onSize } : undefined;
}

const sizeOf = ({ type }: InstanceType) => type.slice(type.indexOf(".") + 1);

function priced(nodes: readonly NodesOfType[], region: string | undefined): PricedNodes {
  return {
    nodes: nodes.map(({ type, count }) => ({ type: type.type, count })),
    usdPerHour: nodes.reduce((sum, { type, count }) => sum + count * priceRank(type, region), 0),
  };
}
