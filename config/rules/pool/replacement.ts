/** What keeps Karpenter from replacing nodes where nothing says so: budgets that stop repair, static pools without room. */
import { karpenterVersion, nearestKarpenterVersion } from "../../../capacity/karpenter/versions";
import { recordOf } from "../../../capacity/units/fields";
import { isFreeze } from "../../../capacity/windows/budgetSpans";
import type { KarpenterConfig } from "../../stack";
import { notIn } from "../notInVersion";
import { poolRule, type Rule } from "../rule";
import { budgetsPath } from "./disruption";

/**
 * Whether node repair is a disruption under budgets, with a reason of its own; before 1.15, it ignored them.
 * Source: core v1.15.0 pkg/apis/v1/nodepool.go (the enum of reasons) and pkg/controllers/disruption/repair.go.
 */
const repairHasReason = ({ version }: KarpenterConfig) =>
  nearestKarpenterVersion(version).budgetReasons.includes("Unhealthy");

/** Whether broken nodes are repaired within budgets; the old controller of legacyNodeRepair deletes them without. */
function repairsWithinBudgets(karpenter: KarpenterConfig): boolean {
  const { legacyNodeRepair } = recordOf(karpenter.values.settings);
  return repairHasReason(karpenter) && karpenter.featureGates.nodeRepair && legacyNodeRepair !== true;
}

export const replacementRules: readonly Rule[] = [
  poolRule("budget-reason-is-there", "error", (pool, report, { karpenter }) => {
    const row = karpenterVersion(karpenter.version);
    if (row === undefined) return;
    for (const [index, { reasons = [] }] of pool.budgets.entries()) {
      for (const [place, reason] of reasons.entries()) {
        if (row.budgetReasons.includes(reason)) continue;
        report({
          path: `${budgetsPath(pool, index)}.reasons[${place}]`,
          value: reason,
          message: notIn(karpenter.version, ({ budgetReasons }) => budgetReasons.includes(reason)).message,
          suggestion: reasons.length === 1 ? "delete the budget" : "delete it",
        });
      }
    }
  }),
  poolRule("budget-for-repair-has-repair", "warning", (pool, report, { karpenter }) => {
    if (!repairHasReason(karpenter) || repairsWithinBudgets(karpenter)) return;
    for (const [index, { reasons = [] }] of pool.budgets.entries()) {
      if (reasons.length === 0 || reasons.some((reason) => reason !== "Unhealthy")) continue;
      report({
        path: `${budgetsPath(pool, index)}.reasons`,
        value: reasons,
        message: karpenter.featureGates.nodeRepair
          ? "is never asked: with karpenter.values.settings.legacyNodeRepair, node repair ignores budgets"
          : "is never asked: karpenter.featureGates.nodeRepair is off",
        suggestion: karpenter.featureGates.nodeRepair
          ? "delete the budget, or legacyNodeRepair"
          : "delete the budget, or set karpenter.featureGates.nodeRepair: true",
      });
    }
  }),
  poolRule("freeze-lets-repair-go-on", "warning", (pool, report, { karpenter }) => {
    if (!repairsWithinBudgets(karpenter)) return;
    for (const [index, { nodes, reasons, schedule }] of pool.budgets.entries()) {
      if (!isFreeze({ nodes }) || reasons !== undefined) continue;
      report({
        path: `${budgetsPath(pool, index)}.nodes`,
        value: nodes,
        message: `stops the repair of broken nodes, too, ${schedule === undefined ? "at all times" : "whenever the budget is active"}: from Karpenter 1.15 on, repair is one of the disruptions of a budget without reasons (Unhealthy)`,
        suggestion: "add reasons: [Underutilized, Empty, Drifted]",
      });
    }
  }),
  poolRule("static-pool-can-roll", "warning", (pool, report, { karpenter }) => {
    const { replicas, limits, expireAfter } = pool;
    if (replicas === undefined || replicas === 0 || Number(limits.nodes) !== replicas) return;
    const stuck = [
      ...(karpenter.featureGates.terminateFirstDrift ? [] : ["drift (a new AMI, an edit of the node class)"]),
      ...(!repairsWithinBudgets(karpenter) || karpenter.featureGates.terminateFirstRepair ? [] : ["repair"]),
    ];
    if (stuck.length === 0) return;
    const gates = repairHasReason(karpenter)
      ? ", or let Karpenter take a node before its replacement is there: karpenter.featureGates.terminateFirstDrift (and terminateFirstRepair, with nodeRepair)"
      : "";
    report({
      path: `${pool.pathOf("limits")}.nodes`,
      value: replicas,
      message: `is the number of replicas, which leaves no room for a replacement: Karpenter replaces no node of the pool for ${stuck.join(" or ")}, ${expireAfter === "Never" ? "and with expireAfter Never for no other reason" : `only at its expiry after ${expireAfter}`}`,
      suggestion: `write ${replicas + 1} or more${gates}`,
    });
  }),
  poolRule("static-pool-budget-is-asked", "warning", (pool, report) => {
    if (pool.replicas === undefined || pool.pathOf("disruption.budgets").startsWith("poolDefaults.")) return;
    for (const [index, { reasons }] of pool.budgets.entries()) {
      if (reasons === undefined || reasons.some((reason) => reason === "Drifted" || reason === "Unhealthy")) continue;
      report({
        path: `${budgetsPath(pool, index)}.reasons`,
        value: reasons,
        message: "is never asked: Karpenter never consolidates a static pool (replicas)",
        suggestion: "delete the budget, or add Drifted",
      });
    }
  }),
  poolRule("static-pool-has-no-smoke-test", "warning", (pool, report) => {
    if (pool.replicas === undefined || !pool.smokeTest) return;
    report({
      path: `${pool.path}.smokeTest`,
      value: true,
      message: "shows nothing: no pod makes a node of a static pool (replicas)",
      suggestion: "delete it",
    });
  }),
];
