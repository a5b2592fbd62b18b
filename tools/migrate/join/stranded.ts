/** Workloads that a pool of the sources takes and no pool of the config does: by its new name, its labels or its taints. */
import { labelKeys } from "../../../capacity/kubernetes/labels";
import type { PoolConfig } from "../../../config";
import type { Ledger } from "../ledger";
import type { Model, SourcePool, Workload } from "../model";
import { configNodes, isChosen, meets, type PoolNodes, taintsAgainst, taintText } from "./nodes";
import { expressionText, isMadeByAnother, poolsFor } from "./workloads";

/** Tells of each such workload. @param made what became of the pools that are carried over */
export function noteStranded(model: Model, made: ReadonlyMap<SourcePool, PoolConfig>, ledger: Ledger): void {
  const planned = [...made.values()].map(configNodes);
  const isTaken = (workload: Workload) =>
    planned.some((nodes) => isChosen(nodes, workload) && taintsAgainst(nodes, workload).length === 0);
  for (const workload of model.workloads) {
    if (workload.isPlaceholder || isMadeByAnother(workload, model.workloads)) continue;
    const before = poolsFor(workload, model.pools);
    if (before.length === 0 || isTaken(workload)) continue;
    const carried = before.find((pool) => made.has(pool));
    if (carried === undefined)
      ledger.noEquivalent(
        workload.from,
        `runs on nodes of ${before.map(({ object }) => object.title).join(" and ")}, which the config does not have: its pods find no node`,
        "write such a pool by hand, or choose another by the pods' selector",
      );
    else noteLost(workload, carried, made.get(carried)!, ledger);
  }
}

function noteLost(workload: Workload, pool: SourcePool, after: PoolConfig, ledger: Ledger): void {
  const nodes = configNodes(after);
  const unmet = fewestUnmet(workload, nodes);
  const taints = taintsAgainst(nodes, workload);
  const lacks = [
    unmet.length === 0 ? [] : `asks for nodes with ${unmet.map(({ value }) => expressionText(value)).join(" and ")}`,
    taints.length === 0 ? [] : `does not tolerate ${taints.map(taintText).join(" and ")}`,
  ].flat();
  ledger.noEquivalent(
    unmet[0]?.from ?? workload.from,
    `${workload.title} runs on nodes of ${pool.object.title}, now ${after.nodePoolName}, and ${lacks.join(" and ")}: its pods find no node`,
    `choose nodes by ${wayTo(after)}`,
  );
}

/** What the nodes lack of the alternative that they meet most of. */
function fewestUnmet({ nodeTerms }: Workload, nodes: PoolNodes): Workload["nodeTerms"][number] {
  const unmet = nodeTerms.map((term) => term.filter(({ value }) => !meets(nodes, value)));
  return unmet.reduce((fewest, one) => (one.length < fewest.length ? one : fewest), unmet[0] ?? []);
}

/** Selector and toleration that take a pod to the team's pools, or to the shared one. */
function wayTo({ selector, taints, team, nodePoolName }: PoolConfig): string {
  const tolerated = taints.filter(({ effect }) => effect !== "PreferNoSchedule").map(taintText);
  const chosen = Object.entries(selector).map(([key, value]) => `${key}: ${value}`);
  const alone = team === undefined ? "" : ` (its pool alone: ${labelKeys.nodePool}: ${nodePoolName})`;
  return `${chosen.join(", ")}${alone}${tolerated.length === 0 ? "" : `, and tolerate ${tolerated.join(" and ")}`}`;
}
