/** The pool that `--compare-warm` names. */
import { nearest, openTo, type PoolConfig, type StackConfig, type WarmConfig } from "../../../config";
import { UsageError } from "../../cli/errors";

/** Most names that a message lists. */
const shownNames = 14;

/** A pool whose warm capacity can be compared. */
export interface ComparedPool {
  /** As it was asked for. */
  readonly text: string;
  readonly pool: PoolConfig & { readonly warm: WarmConfig };
}

/**
 * The pool of a name: its NodePool's (`dotori-batch`), or the team's and its own (`dotori/batch`).
 * @param where how messages name the flag
 * @throws UsageError for a pool that there is not, or that has no warm capacity
 */
export function comparedPool(text: string, where: string, stack: StackConfig): ComparedPool {
  const named = namedPools(stack);
  const pool = named.get(text);
  if (pool === undefined) {
    const allowed = [...named.keys()];
    const near = nearest(text, allowed);
    const meant = near === undefined ? "" : `; did you mean ${JSON.stringify(near)}?`;
    throw new UsageError(
      `${where}: ${JSON.stringify(text)} is not a pool of the stack${meant}${listed(nodePoolNames(stack))}`,
    );
  }
  const { warm } = pool;
  if (warm !== undefined && pool.replicas === undefined && (warm.always > 0 || warm.windows.length > 0))
    return { text, pool: { ...pool, warm } };
  const why = pool.replicas === undefined ? "" : `, being static (replicas: ${pool.replicas})`;
  throw new UsageError(
    `${where}: pool ${pool.nodePoolName} has no warm capacity to compare${why}; write what it should keep ready as ${pool.path}.warm: windows, or always`,
  );
}

function listed(names: readonly string[]): string {
  if (names.length === 0) return "";
  const more = names.length > shownNames ? ` and ${names.length - shownNames} more` : "";
  return ` (${names.slice(0, shownNames).join(", ")}${more})`;
}

function nodePoolNames({ teams, sharedPools }: StackConfig): readonly string[] {
  return [...teams.flatMap(({ pools }) => pools), ...sharedPools].map(({ nodePoolName }) => nodePoolName);
}

/** Every pool by each of its names; a NodePool's own name goes before the others. */
function namedPools({ teams, sharedPools }: StackConfig): ReadonlyMap<string, PoolConfig> {
  const ofTeams = teams.flatMap(({ key, name, pools }) =>
    [...pools, ...openTo(name, sharedPools)].map((pool) => [`${key}/${pool.name}`, pool] as const),
  );
  const all = [...teams.flatMap(({ pools }) => pools), ...sharedPools];
  return new Map([...ofTeams, ...all.map((pool) => [pool.nodePoolName, pool] as const)]);
}
