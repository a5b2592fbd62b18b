/** Sums over the pools of a team, or of the cluster. */
import type { Ceiling } from "../../capacity/nodePool/ceiling";
import { sumCeilings } from "../../capacity/nodePool/ceilingSum";
import type { Collected, Reporter, ResourceCheck } from "../frame/rule";
import type { Settings } from "../frame/setting";
import { shownName } from "../frame/subject";
import { type CeilingSettings, contributionsText, excesses, figureText } from "./ceilings";
import { poolCeilingOf, readPool } from "./pool";

/** What a pool adds to a sum. */
export interface PoolShare {
  readonly name: string;
  readonly ceiling: Ceiling;
  /** Why some figures are not known: the catalogue lacks a type. */
  readonly unsure: string | undefined;
  /** Path of a requirement that preview does not know, which may lower the ceiling. */
  readonly unknownPath: string | undefined;
}

/** @param region whose prices apply @default "": the pool's own @throws Undecided where a limit is not known yet */
export function poolShare({ subject, inputs }: ResourceCheck<Settings>, region = ""): PoolShare {
  const pool = readPool(inputs, region);
  const { ceiling, unsure } = poolCeilingOf(inputs, pool);
  return { name: shownName(subject), ceiling, unsure, unknownPath: pool.unknownPath };
}

/** Collected values by a key, in order of the key; without those whose key is undefined. */
export function grouped<T>(collected: readonly Collected<T>[], keyOf: (entry: Collected<T>) => string | undefined) {
  const groups = new Map<string, T[]>();
  for (const entry of collected) {
    const key = keyOf(entry);
    if (key === undefined) continue;
    const group = groups.get(key) ?? [];
    group.push(entry.value);
    groups.set(key, group);
  }
  return [...groups].sort(([a], [b]) => a.localeCompare(b));
}

/** Reports each figure of a sum that is above its ceiling, with the pools that add to it. */
export function checkSum(shares: readonly PoolShare[], settings: CeilingSettings, reporter: Reporter): void {
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
    if (unsure !== undefined) reporter.cannotTell(`the ${open}`, `${unsure.name}: ${unsure.unsure}`);
    else if (unknown !== undefined)
      reporter.cannotTell(`its pools, which ${what}`, `${unknown.unknownPath} of ${unknown.name} is not known yet`);
    else reporter.violation("its pools", what);
  }
}
