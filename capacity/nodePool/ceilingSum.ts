/** Ceilings of several pools or teams together. */
import { joinedBasis } from "../ec2/prices";
import type { Ceiling } from "./ceiling";

/** Prices are added up in whole micro-dollars: 0.1 + 0.2 is not 0.3. */
const microUsd = 1e6;

/** The figures of a ceiling. */
export const ceilingFigures = ["cpuMillis", "memoryBytes", "nodes", "gpu", "usdPerHour"] as const;

export type CeilingFigure = (typeof ceilingFigures)[number];

/** A named part of a sum: a pool of a team, or a team of a cluster. */
export interface CeilingPart {
  readonly name: string;
  readonly ceiling: Ceiling;
}

/** The sum of ceilings; a figure is null when it is null in any part. */
export interface CeilingSum extends Ceiling {
  /** For each figure the names of the parts in which it is null. */
  readonly unbounded: Readonly<Record<CeilingFigure, readonly string[]>>;
}

/** The ceiling of a team from its pools, or of a cluster from its teams. No parts reach nothing. */
export function sumCeilings(parts: readonly CeilingPart[]): CeilingSum {
  const without = (figure: CeilingFigure) =>
    parts.filter(({ ceiling }) => ceiling[figure] === null).map(({ name }) => name);
  const unbounded = {
    cpuMillis: without("cpuMillis"),
    memoryBytes: without("memoryBytes"),
    nodes: without("nodes"),
    gpu: without("gpu"),
    usdPerHour: without("usdPerHour"),
  };
  const sum = (figure: CeilingFigure, unit = 1) => {
    if (unbounded[figure].length > 0) return null;
    return parts.reduce((total, { ceiling }) => total + Math.round(ceiling[figure]! * unit), 0) / unit;
  };
  const reasons = parts.flatMap(({ name, ceiling }) =>
    ceiling.usdPerHour === null ? [`${name}: ${ceiling.usdPerHourReason ?? "unknown"}`] : [],
  );
  const basis = joinedBasis(parts.flatMap(({ ceiling }) => ceiling.priceBasis ?? []));
  return {
    cpuMillis: sum("cpuMillis"),
    memoryBytes: sum("memoryBytes"),
    nodes: sum("nodes"),
    gpu: sum("gpu"),
    usdPerHour: sum("usdPerHour", microUsd),
    ...(reasons.length === 0 ? {} : { usdPerHourReason: reasons.join("; ") }),
    ...(unbounded.usdPerHour.length > 0 || basis === undefined ? {} : { priceBasis: basis }),
    unbounded,
  };
}
