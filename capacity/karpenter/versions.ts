/**
 * What differs between versions of Karpenter: the one place that config, components, policies and tools ask. A row for each
 * minor, made from its Go modules by `npm run generate -- --karpenter X`; a new version is a new row.
 */
import { minorNumber } from "../kubernetes/versions";
import { versionRows } from "./rows";
import type { ChartValues, KarpenterVersionRow } from "./versionRow";

/** Rows, oldest minor first. */
export const karpenterVersions: readonly KarpenterVersionRow[] = versionRows;

/** Minors that have a row, oldest first. */
export const karpenterMinors: readonly string[] = karpenterVersions.map(({ minor }) => minor);

const byMinor: ReadonlyMap<string, KarpenterVersionRow> = new Map(karpenterVersions.map((row) => [row.minor, row]));

/** "1.15" of "1.15.1", "v1.15.1" or "1.15"; undefined for what is none of them. */
export function minorOf(version: string): string | undefined {
  return /^v?(\d+\.\d+)(?:\.|$)/.exec(version)?.[1];
}

/** The row of a version; undefined where there is none. */
export function karpenterVersion(version: string): KarpenterVersionRow | undefined {
  const minor = minorOf(version);
  return minor === undefined ? undefined : byMinor.get(minor);
}

/** The row of a version, or of the nearest minor that has one; for what must be known before a version is refused. */
export function nearestKarpenterVersion(version: string): KarpenterVersionRow {
  const wanted = minorNumber(minorOf(version) ?? "1.0");
  if (Number.isNaN(wanted)) return karpenterVersions.at(-1)!;
  const distance = ({ minor }: KarpenterVersionRow) => Math.abs(minorNumber(minor) - wanted);
  return karpenterVersions.reduce((nearest, row) => (distance(row) < distance(nearest) ? row : nearest));
}

export type { ChartValues, KarpenterVersionRow };
