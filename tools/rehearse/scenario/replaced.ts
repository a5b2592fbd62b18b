/** Which nodes a change has replaced, beside those that the plan said. */
import type { ChangedPool } from "../../plan/summary/changesSchema";
import type { NodeState, Snapshot } from "../nodes/snapshot";

/** The last `change` step. */
export interface SinceChange {
  /** Nodes that were there at its time. */
  readonly nodes: readonly NodeState[];
  /** What the plan says of each pool. */
  readonly pools: readonly ChangedPool[];
  /** Whether node classes are those of the plan, and not the simulation's own. */
  readonly hasNodeClasses: boolean;
}

/** Nodes of a pool that were there at the change and are gone. */
export function replacedNodes({ nodes }: SinceChange, snapshot: Snapshot, pool: string): readonly NodeState[] {
  const left = new Set(snapshot.nodes.map(({ name }) => name));
  return nodes.filter((node) => node.pool === pool && !left.has(node.name));
}

/** Whether a node goes, by the plan; undefined where the plan cannot tell. */
function goes({ rolls, types, zones, capacityTypes }: ChangedPool, node: NodeState): boolean | undefined {
  if (rolls === "none" || rolls === "new") return false;
  if (rolls === "unknown") return undefined;
  if (rolls !== "some") return true;
  const isNamed = [types, zones, capacityTypes].some(({ lost }) => lost.length > 0);
  if (!isNamed) return undefined;
  return (
    types.lost.includes(node.type) || zones.lost.includes(node.zone) || capacityTypes.lost.includes(node.capacityType)
  );
}

/** What differs from the plan's word, one line each; empty when the nodes that are gone are those that it said. */
export function notAsPlanned(since: SinceChange, snapshot: Snapshot): readonly string[] {
  return since.pools.flatMap((pool) => {
    const ofNodeClass = pool.rolls !== "none" && pool.because.some(({ path }) => path.startsWith("nodeClass"));
    if (ofNodeClass && !since.hasNodeClasses)
      return [`${pool.name} rolls for its node class, which is not simulated; give --provider aws`];
    const gone = new Set(replacedNodes(since, snapshot, pool.name));
    return since.nodes
      .filter((node) => node.pool === pool.name)
      .flatMap((node) => {
        const said = goes(pool, node);
        const what = `${node.name} of ${pool.name} (${node.type} ${node.capacityType} in ${node.zone})`;
        if (said === undefined) return [`${what}: the plan cannot tell whether it is replaced`];
        if (said === gone.has(node)) return [];
        return [
          said ? `${what} is still there; the plan says that it goes` : `${what} is gone; the plan says that it stays`,
        ];
      });
  });
}

/** What the plan says of a change, one line for each pool whose nodes do not stay. */
export function saidOf(pools: readonly ChangedPool[]): readonly string[] {
  return pools
    .filter(({ rolls }) => rolls !== "none")
    .map(({ name, rolls, because }) => {
      const why = because.map(({ path, text }) => [path, text].filter(Boolean).join(" ")).join("; ");
      return `the plan says of ${name}: ${rolls}${why === "" ? "" : `, because ${why}`}`;
    });
}
