/** A pool or team that goes beside one that comes with the same content is taken for renamed. */

import { shown, type Value } from "../engine/property";
import { type PoolSide, shortName } from "./poolSides";

/** The least share of equal leaves of two specs for which a pool is taken for renamed. */
export const leastScore = 0.9;

/** Leaves of a spec as texts, with the pool's own name and its team's left out. */
function leaves(pool: PoolSide): readonly string[] {
  const { spec, name, team, nodeClassName } = pool;
  const own = new Set([name, nodeClassName, team ?? "", shortName(pool)].filter((each) => each !== ""));
  const texts: string[] = [];
  const visit = (value: Value, path: string): void => {
    if (typeof value === "object" && value !== null) {
      for (const [key, inner] of Object.entries(value))
        visit(inner as Value, Array.isArray(value) ? path : `${path}.${key}`);
    } else texts.push(`${path}=${typeof value === "string" && own.has(value) ? "<name>" : String(value)}`);
  };
  visit(shown(spec), "");
  return texts.sort();
}

/** Share of the leaves that two pools have in common, 0 to 1: twice the common ones over all. */
export function likeness(one: PoolSide, other: PoolSide): number {
  const [a, b] = [leaves(one), leaves(other)];
  const left = new Map<string, number>();
  for (const text of a) left.set(text, (left.get(text) ?? 0) + 1);
  let common = 0;
  for (const text of b) {
    const count = left.get(text) ?? 0;
    if (count === 0) continue;
    left.set(text, count - 1);
    common += 1;
  }
  return (2 * common) / (a.length + b.length);
}

/** Names of teams that one side alone has. */
export interface TeamsOfOneSide {
  readonly gone: readonly string[];
  readonly come: readonly string[];
}

/**
 * Whether `formerNames` could make a pool of another: it is looked up within the pool's own team, or among the shared pools, so
 * only a team that is itself renamed takes its pools along.
 */
function mayBe(before: PoolSide, after: PoolSide, { gone, come }: TeamsOfOneSide): boolean {
  if (before.team === after.team) return true;
  return before.team !== null && after.team !== null && gone.includes(before.team) && come.includes(after.team);
}

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/**
 * For each pool that comes the one that it was, by name; the likest pairs first, each pool once. Of pairs that are as like, those
 * that keep their short name come first: pools of a team often differ in nothing else.
 */
export function renamedPools(
  gone: readonly PoolSide[],
  come: readonly PoolSide[],
  teams: TeamsOfOneSide,
): ReadonlyMap<string, string> {
  const candidates = come
    .flatMap((after) => gone.filter((before) => mayBe(before, after, teams)).map((before) => pairOf(before, after)))
    .filter(({ score }) => score >= leastScore)
    .sort(
      (a, b) =>
        b.score - a.score ||
        Number(b.keepsName) - Number(a.keepsName) ||
        byText(a.before.name, b.before.name) ||
        byText(a.after.name, b.after.name),
    );
  const found = new Map<string, string>();
  const taken = new Set<string>();
  for (const { before, after } of candidates) {
    if (found.has(after.name) || taken.has(before.name)) continue;
    found.set(after.name, before.name);
    taken.add(before.name);
  }
  return found;
}

function pairOf(before: PoolSide, after: PoolSide) {
  return { before, after, score: likeness(before, after), keepsName: shortName(before) === shortName(after) };
}

/**
 * For each team that comes the one that it was: a team whose pools are all taken for renamed, and from one team alone.
 * @param renamed from {@link renamedPools}
 */
export function renamedTeams(
  { gone, come }: TeamsOfOneSide,
  renamed: ReadonlyMap<string, string>,
  before: ReadonlyMap<string, PoolSide>,
  after: ReadonlyMap<string, PoolSide>,
): ReadonlyMap<string, string> {
  return new Map(
    come.flatMap((team): readonly (readonly [string, string])[] => {
      const pools = [...after.values()].filter((pool) => pool.team === team);
      const were = new Set(pools.map(({ name }) => before.get(renamed.get(name) ?? "")?.team ?? null));
      const [was] = were;
      return were.size === 1 && was !== null && was !== undefined && gone.includes(was) ? [[team, was]] : [];
    }),
  );
}
