/**
 * Pods that keep their nodes through a roll. Karpenter replaces a drifted node only when all its pods could run elsewhere, and it
 * waits for that without an end, terminationGracePeriod or not; a static pool asks nothing of the kind.
 * Source: core v1.14.1 and v1.15.0 pkg/controllers/disruption/drift.go, AllNonPendingPodsScheduled; staticdrift.go.
 */
import { labelsOf, replicasOf, type Taint, taintsOf } from "../nodePool/spec";
import { ownValue } from "../units/ownValue";

const taintText = ({ key, value, effect }: Taint): string =>
  `${key}${value === undefined || value === "" ? "" : `=${value}`}:${effect}`;

/**
 * The pods that an edit of a pool may leave without a place among its new nodes, in words; none for a static pool.
 * @param before `spec` of the NodePool that the nodes were made from
 */
export function heldPods(before: unknown, after: unknown): readonly string[] {
  if (replicasOf(after) !== undefined) return [];
  const old = new Set(taintsOf(before).map(taintText));
  const taints = taintsOf(after).filter((taint) => taint.effect !== "PreferNoSchedule" && !old.has(taintText(taint)));
  const labels = labelsOf(after);
  const gone = Object.entries(labelsOf(before)).filter(([key, value]) => ownValue(labels, key) !== value);
  return [
    ...taints.map((taint) => `pods that do not tolerate ${taintText(taint)}`),
    ...gone.map(([key, value]) => `pods that select ${key}=${value}`),
  ];
}
