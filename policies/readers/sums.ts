/** Sums over pools: of one team, or of the whole cluster. */
import type { Ceiling } from "../../capacity/nodePool/ceiling";
import { sumCeilings } from "../../capacity/nodePool/ceilingSum";
import type { Collected, Judge, ResourceCheck } from "../frame/rule";
import type { Settings } from "../frame/setting";
import { shownName } from "../frame/subject";
import { type CeilingSettings, contributionsText, excesses, figureText } from "./ceilings";
import { poolCeilingOf, readPool } from "./pool";

/** What a pool adds to a sum. */
export interface PoolShare {
  readonly name: string;
  readonly ceiling: Ceiling;
  readonly unsure: string | undefined;
  /** A requirement that preview does not know: the pool reaches at most this. */
  readonly unknownPath: string | undefined;
}

export function poolShare({ subject, inputs }: ResourceCheck<Settings>, region = ""): PoolShare {
  const pool = readPool(inputs, region);
  const { ceiling, unsure } = poolCeilingOf(inputs, pool);
  return { name: shownName(subject), ceiling, unsure, unknownPath: pool.unknownPath };
}

/** Groups collected shares under a key, groups in order of key. */
export function grouped<T>(collected: readonly Collected<T>[], keyOf: (entry: Collected<T>) => string | undefined) {
  const groups = new Map<string, T[]>();
  for (const entry of collected) {
    const key = keyOf(entry);
    if (key !== undefined) groups.set(key, [...(groups.get(key) ?? []), entry.value]);
  }
  return [...groups].sort(([a], [b]) => a.localeCompare(b));
}

/** Reports each figure of a sum that is above its ceiling, with the pools that make it up. */
export function judgeSum(shares: readonly PoolShare[], settings: CeilingSettings, judge: Judge): void {
  const sum = sumCeilings(shares);
  for (const { figure, text, open } of excesses(sum, settings)) {
    const parts = shares
      .filter(({ ceiling }) => ceiling[figure] !== 0)
      .map(({ name, ceiling }) => ({
        name,
        text: figureText(figure, ceiling[figure]),
        size: ceiling[figure] ?? Number.POSITIVE_INFINITY,
      }));
    const what = `reach ${text}; pools: ${contributionsText(parts)}`;
    const unsure = shares.find((share) => share.unsure !== undefined && share.ceiling[figure] === null);
    const unknown = shares.find(({ unknownPath }) => unknownPath !== undefined);
    if (unsure !== undefined) judge.cannotTell(`the ${open}`, `${unsure.name}: ${unsure.unsure}`);
    else if (unknown !== undefined)
      judge.cannotTell(`its pools, which ${what}`, `${unknown.unknownPath} of ${unknown.name} is not known yet`);
    else judge.violation("its pools", what);
  }
}
