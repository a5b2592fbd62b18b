/** Whether the most warm capacity of a pool fits its limits, as findings. */
import { noPriceReason } from "../ec2/prices";
import { limitsText } from "../nodePool/limits";
import type { UncataloguedValue } from "../nodePool/selection";
import type { WindowFinding } from "../windows/finding";
import { type Shortfall, type WarmFit, type WarmRoom, warmFit } from "./fit";
import { nodesText } from "./nodes";
import type { PricedNodes } from "./smallerNodes";

/** The most warm capacity of a pool. */
export interface WarmPeak extends WarmRoom {
  /** Where the largest number is written: ["windows", 0, "nodes"] or ["always"]. */
  readonly path: WindowFinding["path"];
  /** With any of these a shortfall is no more than a warning. */
  readonly uncatalogued?: readonly UncataloguedValue[];
  /** Where a pin's ceiling is the limit of nodes: the pin, and whether limits.nodes is the same number. */
  readonly pinned?: { readonly pin: number; readonly asLimited: boolean } | undefined;
}

/** Empty when the peak fits, on the cheapest type and in one batch. An error when no choice of types can fit. */
export function warmFitFindings(peak: WarmPeak): readonly WindowFinding[] {
  const { demand, path, types, uncatalogued = [], pinned } = peak;
  if (types.length === 0 || demand.replicas === 0) return [];
  const fit = warmFit(peak);
  const at = { path, value: demand.replicas };
  // what does not fit the known types may fit one that the catalogue lacks
  const refused =
    uncatalogued.length > 0
      ? ({ level: "warning", rule: "warm-capacity-surely-fits" } as const)
      : ({ level: "error", rule: "warm-capacity-fits" } as const);
  if (fit.cheapest === undefined) {
    const message = "fits on no type that the pool admits: a placeholder is larger than any of them offers";
    return [{ ...at, ...refused, message, suggestion: "make it smaller" }];
  }
  if (fit.shortfalls.length > 0) {
    return fit.shortfalls.map((shortfall) => ({
      ...at,
      ...refused,
      ...(shortfall.limit === "nodes" && pinned !== undefined
        ? pinnedText(shortfall, pinned)
        : { message: shortfallText(shortfall), suggestion: `raise limits.${shortfall.limit} or keep fewer warm` }),
    }));
  }
  return [...slowFindings(peak, fit, fit.cheapest), ...smallerFindings(peak, fit)];
}

/** Of what fits: only on other types than the cheapest, or in several batches. */
function slowFindings(
  { demand, path, limits }: WarmPeak,
  fit: WarmFit,
  { type, nodes, cpu, memoryMiB, fits }: NonNullable<WarmFit["cheapest"]>,
): readonly WindowFinding[] {
  const at = { path, value: demand.replicas };
  const stated = limitsText(limits);
  const figures = `${nodes} nodes of ${type} are ${cpu} vCPU and ${memoryMiB} MiB`;
  if (!fits && demand.mode.kind === "perNode") {
    const message = `fits only on types other than the cheapest: ${figures}, the limits ${stated}`;
    return [{ ...at, level: "warning", rule: "warm-capacity-fits-cheapest", message, suggestion: "raise the limits" }];
  }
  const { wanted, first, count } = fit.batches;
  if (count === 0 || count === 1) return [];
  const ending = count === undefined ? "and never gets further" : `and needs ${count} batches`;
  const message = `is slow to reach: Karpenter takes each new node for the largest type the pool admits, so its first batch plans ${first} of ${wanted} ${ending} (limits ${stated})`;
  const size = fit.vcpusForOneBatch;
  const suggestion =
    size === undefined ? "raise the limits" : `admit types of at most ${size} vCPU, or raise the limits`;
  return [{ ...at, level: "warning", rule: "warm-capacity-in-one-batch", message, suggestion }];
}

/** Of spare room on nodes that cost more than twice what smaller ones would. */
function smallerFindings({ demand, path, region }: WarmPeak, { smaller }: WarmFit): readonly WindowFinding[] {
  if (smaller === undefined) return [];
  const { likely, size, onSize } = smaller;
  const isKnown = noPriceReason([...likely.nodes, ...onSize.nodes], region) === undefined;
  const text = ({ nodes, usdPerHour }: PricedNodes) =>
    `${nodesText(nodes)}${isKnown ? `, ${usdPerHour.toFixed(4)} USD an hour on demand` : ""}`;
  const message = `are placeholders that Karpenter puts together on few large nodes: likely ${text(likely)}`;
  const suggestion = `write instanceSizes: [${JSON.stringify(size)}] for ${text(onSize)}`;
  return [{ path, value: demand.replicas, level: "warning", rule: "spare-on-small-nodes", message, suggestion }];
}

function shortfallText({ limit, stated, what, asked, most }: Shortfall): string {
  return `does not fit: limits.${limit} ${stated} leaves room for ${most} ${what} of ${asked}, whatever types Karpenter chooses`;
}

/** Of a pin's ceiling: a larger limits.nodes would change nothing. */
function pinnedText(
  { what, asked, most }: Shortfall,
  { pin, asLimited }: NonNullable<WarmPeak["pinned"]>,
): Pick<WindowFinding, "message" | "suggestion"> {
  return {
    message: `does not fit: ceiling makes pin ${pin} the most nodes, which leaves room for ${most} ${what} of ${asked}, whatever types Karpenter chooses`,
    suggestion: asLimited
      ? "raise pin and limits.nodes, or keep fewer warm"
      : "raise pin, delete ceiling or keep fewer warm",
  };
}
