/** What the nodes of a pool have, in the sources or by the config: with it the selectors and tolerations of pods are compared. */
import { labelKeys, labelSource, normalizedKey } from "../../../capacity/kubernetes/labels";
import {
  type Allowed,
  allowedBy,
  allowedByKey,
  allows,
  intersection,
  type Requirement,
} from "../../../capacity/kubernetes/requirement";
import type { Taint } from "../../../capacity/nodePool/spec";
import { recordOf, textOf } from "../../../capacity/units/fields";
import type { PoolConfig } from "../../../config";
import { autoModeGroup as eksGroup, isOfAutoMode, karpenterKey } from "../kinds/nodePool";
import type { SourcePool, SourceToleration, Workload } from "../model";
import { requirementsOfPool } from "../write/requirements";

export interface PoolNodes {
  /** Labels of one value: the pool's own, and those by which nodes say their pool and node class. */
  readonly labels: ReadonlyMap<string, string>;
  /** Labels that differ from node to node. */
  readonly requirements: ReadonlyMap<string, Allowed>;
  readonly taints: readonly Taint[];
  /** Today's key for one that these nodes have by another name. */
  readonly keyOf?: ((key: string) => string) | undefined;
}

/** The nodes that a pool of the sources makes. */
export function sourceNodes(pool: SourcePool): PoolNodes {
  return {
    labels: labelMap([...namesOf(pool), ...pool.labels.map(({ value }) => value)]),
    requirements: allowedByKey(requirementsOfPool(pool).map(({ value }) => value)),
    taints: pool.taints.map(({ value }) => value),
    keyOf: isOfAutoMode(pool) ? karpenterKey : undefined,
  };
}

/** The nodes that a pool of the config makes. */
export function configNodes(pool: PoolConfig): PoolNodes {
  return {
    labels: labelMap([
      ...Object.entries(pool.labels),
      [labelKeys.nodePool, pool.nodePoolName],
      [labelKeys.nodeClass, pool.nodeClass.name],
    ]),
    requirements: allowedByKey(pool.requirements),
    taints: pool.taints,
  };
}

function labelMap(pairs: readonly (readonly [key: string, value: string])[]): ReadonlyMap<string, string> {
  return new Map(pairs.map(([key, value]) => [normalizedKey(key), value]));
}

/** Labels that EKS and Karpenter set by the names of pools: those of a Provisioner had a key of their own. */
function namesOf(pool: SourcePool): readonly (readonly [key: string, value: string])[] {
  const { object, name, nodeClassName } = pool;
  const isAuto = isOfAutoMode(pool);
  if (object.kind === "NodeGroup") {
    const capacityType = textOf(recordOf(object.value).capacityType);
    return [
      [`${eksGroup}/nodegroup`, name],
      ...(capacityType === "" ? [] : [[`${eksGroup}/capacityType`, capacityType] as const]),
    ];
  }
  return [
    // pods that were written for what is to come count as well
    [labelKeys.nodePool, name],
    ...(object.kind === "Provisioner" ? [["karpenter.sh/provisioner-name", name] as const] : []),
    ...(isAuto ? [[`${eksGroup}/compute-type`, "auto"] as const] : []),
    ...(nodeClassName === undefined
      ? []
      : [[isAuto ? `${eksGroup}/nodeclass` : labelKeys.nodeClass, nodeClassName.value] as const]),
  ];
}

/** Whether the nodes can have what the expression asks for. */
export function meets(nodes: PoolNodes, expression: Requirement): boolean {
  const { labels, requirements, keyOf = (key) => key } = nodes;
  const key = normalizedKey(keyOf(expression.key));
  const asked = allowedBy(expression);
  const label = labels.get(key);
  if (label !== undefined) return allows(asked, label);
  const stated = requirements.get(key);
  if (stated !== undefined) {
    const both = intersection(stated, asked);
    const maybeNone = allows(stated, undefined) && allows(asked, undefined);
    return both.complement || both.values.size > 0 || maybeNone;
  }
  return labelSource(key) !== undefined || allows(asked, undefined);
}

/** Whether a workload's pods may run on the nodes, but for their taints. */
export function isChosen(nodes: PoolNodes, { nodeTerms }: Workload): boolean {
  return nodeTerms.length === 0 || nodeTerms.some((term) => term.every(({ value }) => meets(nodes, value)));
}

/** Whether a toleration is of a taint. Source: k8s.io/api core/v1, Toleration.ToleratesTaint. */
export function tolerates({ key, operator, value, effect }: SourceToleration, taint: Taint): boolean {
  if (effect !== "" && effect !== taint.effect) return false;
  if (key !== "" && key !== taint.key) return false;
  return operator === "Exists" || value === (taint.value ?? "");
}

/** The taints that keep a workload's pods off. */
export function taintsAgainst({ taints }: PoolNodes, { tolerations }: Workload): readonly Taint[] {
  return taints.filter(
    (taint) => taint.effect !== "PreferNoSchedule" && !tolerations.some(({ value }) => tolerates(value, taint)),
  );
}

/** A taint as kubectl writes it: `team=web:NoSchedule`. */
export function taintText({ key, value = "", effect }: Taint): string {
  return `${key}${value === "" ? "" : `=${value}`}:${effect}`;
}
