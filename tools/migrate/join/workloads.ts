/** Which pool a workload's pods run on, and what of their selectors and tolerations no pool answers. */
import { labelKeys, labelSource, normalizedKey } from "../../../capacity/kubernetes/labels";
import { allowedBy, allowedByKey, intersection, type Requirement } from "../../../capacity/kubernetes/requirement";
import type { Taint } from "../../../capacity/nodePool/spec";
import type { Ledger } from "../ledger";
import type { Model, SourcePool, SourceToleration, Workload } from "../model";
import type { Said } from "../source/sourceObject";
import { requirementsOfPool } from "../write/requirements";

/** Keys that nodes have by the name of their pool; the second is that of v1alpha5. */
const poolNameKeys: readonly string[] = [labelKeys.nodePool, "karpenter.sh/provisioner-name"];

/** Taints that Kubernetes, EKS and Karpenter set themselves, or that add-ons of every cluster tolerate. */
const wellKnownTaint =
  /^(node\.kubernetes\.io|node\.cloudprovider\.kubernetes\.io|karpenter\.sh)\/|^CriticalAddonsOnly$|^node-role\.kubernetes\.io\//;

/** Whether the nodes of a pool can have what the expression asks for. */
function meets(pool: SourcePool, expression: Requirement): boolean {
  const key = normalizedKey(expression.key);
  const allowed = allowedBy(expression);
  const fits = (requirement: Requirement) => {
    const both = intersection(allowedBy(requirement), allowed);
    return both.complement || both.values.size > 0;
  };
  if (poolNameKeys.includes(key)) return fits({ key, operator: "In", values: [pool.name] });
  const label = pool.labels.find(({ value }) => normalizedKey(value[0]) === key);
  if (label !== undefined) return fits({ key, operator: "In", values: [label.value[1]] });
  const stated = allowedByKey(requirementsOfPool(pool).map(({ value }) => value)).get(key);
  if (stated !== undefined) {
    const both = intersection(stated, allowed);
    return both.complement || both.values.size > 0;
  }
  if (labelSource(key) !== undefined) return true;
  return expression.operator === "NotIn" || expression.operator === "DoesNotExist";
}

/** Whether a toleration is of a taint. Source: k8s.io/api core/v1, Toleration.ToleratesTaint. */
function tolerates({ key, operator, value, effect }: SourceToleration, taint: Taint): boolean {
  if (effect !== "" && effect !== taint.effect) return false;
  if (key !== "" && key !== taint.key) return false;
  return operator === "Exists" || value === (taint.value ?? "");
}

function accepts(pool: SourcePool, workload: Workload): boolean {
  return pool.taints.every(
    ({ value: taint }) =>
      taint.effect === "PreferNoSchedule" || workload.tolerations.some(({ value }) => tolerates(value, taint)),
  );
}

/** The pools that a workload's pods ask for, whatever their taints. */
export function poolsChosenBy({ nodeTerms }: Workload, pools: readonly SourcePool[]): readonly SourcePool[] {
  return pools.filter(
    (pool) => nodeTerms.length === 0 || nodeTerms.some((term) => term.every(({ value }) => meets(pool, value))),
  );
}

/** The pools that a workload's pods may run on, in the order in which Karpenter tries them. */
export function poolsFor(workload: Workload, pools: readonly SourcePool[]): readonly SourcePool[] {
  return poolsChosenBy(workload, pools)
    .filter((pool) => accepts(pool, workload))
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
  const taints = pools.flatMap((pool) => [...pool.taints, ...pool.startupTaints].map(({ value }) => value));
  for (const workload of workloads) {
    // of a Deployment, its ReplicaSets and its pods the first is what somebody writes
    if (isMadeByAnother(workload, workloads)) continue;
    for (const said of workload.nodeTerms.flat()) {
      if (pools.some((pool) => meets(pool, said.value))) continue;
      const { key, operator, values = [] } = said.value;
      ledger.broken(
        "selector-nothing-sets",
        said.from,
        `${workload.title} asks for nodes with ${key} ${operator} ${values.join(", ")}, which no pool of the input gives them`.trim(),
        "nothing: write the team's selector (`team: NAME`), which its team guide shows",
      );
    }
    for (const said of workload.tolerations) noteToleration(workload, said, taints, ledger);
  }
}

/** Whether what made the workload is among the others. */
function isMadeByAnother({ controller, namespace }: Workload, workloads: readonly Workload[]): boolean {
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
