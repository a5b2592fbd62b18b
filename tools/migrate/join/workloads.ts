/** Which pool a workload's pods run on, and what of their selectors and tolerations no pool answers. */
import type { Requirement } from "../../../capacity/kubernetes/requirement";
import type { Taint } from "../../../capacity/nodePool/spec";
import type { Ledger } from "../ledger";
import type { Model, SourcePool, SourceToleration, Workload } from "../model";
import type { Said } from "../source/sourceObject";
import { isChosen, meets, type PoolNodes, sourceNodes, taintsAgainst, tolerates } from "./nodes";

/** Taints that Kubernetes, EKS and Karpenter set themselves, or that add-ons of every cluster tolerate. */
const wellKnownTaint =
  /^(node\.kubernetes\.io|node\.cloudprovider\.kubernetes\.io|karpenter\.sh)\/|^CriticalAddonsOnly$|^node-role\.kubernetes\.io\//;

/** The pools that a workload's pods ask for, whatever their taints. */
export function poolsChosenBy(workload: Workload, pools: readonly SourcePool[]): readonly SourcePool[] {
  return pools.filter((pool) => isChosen(sourceNodes(pool), workload));
}

/** The pools that a workload's pods may run on, in the order in which Karpenter tries them. */
export function poolsFor(workload: Workload, pools: readonly SourcePool[]): readonly SourcePool[] {
  return poolsChosenBy(workload, pools)
    .filter((pool) => taintsAgainst(sourceNodes(pool), workload).length === 0)
    .sort(inOrderOfTrial);
}

/**
 * The highest weight first, at equal weight the name that is later in the alphabet; for pods it makes no node of a static pool.
 * Source: sigs.k8s.io/karpenter v1.14.1, pkg/utils/nodepool/nodepool.go, OrderByWeight, and provisioner.go, NewScheduler.
 */
function inOrderOfTrial(a: SourcePool, b: SourcePool): number {
  const isStatic = ({ replicas }: SourcePool) => (replicas === undefined ? 0 : 1);
  const weight = ({ weight }: SourcePool) => weight?.value ?? 0;
  const byName = a.name === b.name ? 0 : a.name > b.name ? -1 : 1;
  return isStatic(a) - isStatic(b) || weight(b) - weight(a) || byName;
}

/** Tells of selectors that no pool answers, and of tolerations of taints that no pool has. */
export function noteWorkloads({ workloads, pools }: Model, ledger: Ledger): void {
  // without a pool nothing is known of nodes
  if (pools.length === 0) return;
  const nodes = pools.map(sourceNodes);
  const taints = pools.flatMap((pool) => [...pool.taints, ...pool.startupTaints].map(({ value }) => value));
  for (const workload of workloads) {
    // of a Deployment, its ReplicaSets and its pods the first is what somebody writes
    if (isMadeByAnother(workload, workloads)) continue;
    noteSelectors(workload, nodes, ledger);
    for (const said of workload.tolerations) noteToleration(workload, said, taints, ledger);
  }
}

function noteSelectors(workload: Workload, nodes: readonly PoolNodes[], ledger: Ledger): void {
  const instead = "nothing: write the team's selector (`team: NAME`), which its team guide shows";
  const unmet = workload.nodeTerms.flat().filter(({ value }) => !nodes.some((one) => meets(one, value)));
  for (const said of unmet)
    ledger.broken(
      "selector-nothing-sets",
      said.from,
      `${workload.title} asks for nodes with ${expressionText(said.value)}, which no pool of the input gives them`,
      instead,
    );
  if (unmet.length === 0 && !nodes.some((one) => isChosen(one, workload)))
    ledger.broken(
      "selector-nothing-sets",
      workload.from,
      `${workload.title} asks for nodes with ${workload.nodeTerms.map((term) => term.map(({ value }) => expressionText(value)).join(" and ")).join(", or ")}, which no pool of the input gives them all`,
      instead,
    );
}

/** An expression in words: `team In web, data`. */
export function expressionText({ key, operator, values = [] }: Requirement): string {
  return `${key} ${operator} ${values.join(", ")}`.trim();
}

/** Whether what made the workload is among the others. */
export function isMadeByAnother({ controller, namespace }: Workload, workloads: readonly Workload[]): boolean {
  return workloads.some((other) => other.title === controller && other.namespace === namespace);
}

function noteToleration(
  workload: Workload,
  said: Said<SourceToleration>,
  taints: readonly Taint[],
  ledger: Ledger,
): void {
  const { key, value, effect, operator } = said.value;
  if (key === "" || wellKnownTaint.test(key) || taints.some((taint) => tolerates(said.value, taint))) return;
  const there = [...new Set(taints.map((taint) => `${taint.key}=${taint.value ?? ""}:${taint.effect}`))];
  const text = `${key}${operator === "Exists" ? "" : `=${value}`}${effect === "" ? "" : `:${effect}`}`;
  ledger.broken(
    "toleration-without-taint",
    said.from,
    `${workload.title} tolerates ${text}, and no pool of the input has that taint${there.length === 0 ? "" : `; they have ${there.join(", ")}`}`,
    "nothing: write the toleration that the team guide shows, if the pool has a taint",
  );
}
