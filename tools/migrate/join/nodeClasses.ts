/** Which node class a pool means: the one that it names, or where that is not there the one that it most likely means. */
import type { Ledger } from "../ledger";
import type { Model, SourceNodeClass, SourcePool } from "../model";

/** Finds the node class of a pool. */
export function nodeClassOf(pool: SourcePool, { nodeClasses }: Model): SourceNodeClass | undefined {
  if (pool.ownNodeClass !== undefined) return pool.ownNodeClass;
  const { nodeClassName: said } = pool;
  return said === undefined ? undefined : (namedBy(pool, nodeClasses) ?? meantBy(pool, nodeClasses));
}

function namedBy(pool: SourcePool, nodeClasses: readonly SourceNodeClass[]): SourceNodeClass | undefined {
  return nodeClasses.find(
    ({ name, object }) => object.kind === pool.nodeClassKind && name === pool.nodeClassName?.value,
  );
}

/** The one of the pool's own name, or the only one, of the kind that the pool may name. */
function meantBy(pool: SourcePool, all: readonly SourceNodeClass[]): SourceNodeClass | undefined {
  const nodeClasses = all.filter(({ object }) => object.kind === pool.nodeClassKind);
  return nodeClasses.find(({ name }) => name === pool.name) ?? (nodeClasses.length === 1 ? nodeClasses[0] : undefined);
}

/** Tells of references: carried over, or to a node class that is not there. */
export function noteNodeClassRefs(model: Model, ledger: Ledger): void {
  for (const pool of model.pools) {
    const { nodeClassName } = pool;
    if (nodeClassName === undefined) continue;
    ledger.settle(nodeClassName.from);
    if (namedBy(pool, model.nodeClasses) !== undefined) continue;
    // Auto Mode brings its own
    if (pool.defaults.api === "EKS Auto Mode" && nodeClassName.value === "default") continue;
    const meant = meantBy(pool, model.nodeClasses);
    if (meant === undefined) {
      ledger.noEquivalent(
        nodeClassName.from,
        `names the node class ${nodeClassName.value}, which is not in the input`,
        "give it, too, or write nodeClass by hand: the config's defaults are taken",
      );
      continue;
    }
    ledger.broken(
      "node-class-ref-misses",
      nodeClassName.from,
      `names ${nodeClassName.value}, and there is no such node class: Karpenter makes no node of the pool`,
      meant.object.title,
    );
  }
}

/** Tells of node classes that no pool of the config has. @param made pools that go into the config */
export function noteUnused(model: Model, made: readonly SourcePool[], ledger: Ledger): void {
  for (const nodeClass of model.nodeClasses) {
    if (made.some((pool) => nodeClassOf(pool, model) === nodeClass)) continue;
    ledger.noEquivalent(
      { object: nodeClass.object, steps: [] },
      "is used by no pool that is carried over",
      "leave it out, or give its pools, too",
    );
  }
}
