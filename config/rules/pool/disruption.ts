/** How Karpenter may take nodes away. */
import { neverFires, parseBudgetSchedule } from "../../../capacity/cron/cron";
import { isReadableBudget } from "../../../capacity/drift/allowed";
import { budgetDurationSeconds, durationSeconds } from "../../../capacity/units/duration";
import { boundedSpans, isFreeze } from "../../../capacity/windows/budgetSpans";
import { poolDefaultsSchema } from "../../schema/pool";
import { poolRule, type Rule, reportRepeated } from "../rule";

/** Where a budget of a pool is written. */
export const budgetsPath = (pool: { pathOf: (key: string) => string }, index: number) =>
  `${pool.pathOf("disruption.budgets")}[${index}]`;

/** Karpenter acts after 15 s of validation and batches pods for up to 10 s; below this, nodes go while pods are still coming. */
const leastConsolidateAfter = 60;

/** Disruptions that move pods; an empty node has none. */
const disruptionsWithPods = ["Drifted", "Underutilized"] as const;
/** Of a static pool, which Karpenter never consolidates. */
const staticDisruptions = ["Drifted"] as const;

/** A year in which each schedule is looked through, in milliseconds since 1970. */
const year = { from: Date.UTC(2027, 0, 1), to: Date.UTC(2028, 0, 1) } as const;

export const disruptionRules: readonly Rule[] = [
  poolRule("budget-has-schedule-and-duration", "error", (pool, report) => {
    for (const [index, { schedule, duration }] of pool.budgets.entries()) {
      if ((schedule === undefined) === (duration === undefined)) continue;
      const [there, missing] = schedule === undefined ? ["duration", "schedule"] : ["schedule", "duration"];
      report({
        path: `${budgetsPath(pool, index)}.${there}`,
        value: schedule ?? duration,
        message: `needs a ${missing} beside it`,
        suggestion: `add ${missing}`,
      });
    }
  }),
  poolRule("budget-schedule-is-read", "error", (pool, report) => {
    for (const [index, { schedule }] of pool.budgets.entries()) {
      const problem = schedule === undefined ? undefined : scheduleProblem(schedule);
      if (problem === undefined) continue;
      report({
        path: `${budgetsPath(pool, index)}.schedule`,
        value: schedule,
        message: `is not a valid schedule (${problem}); Karpenter would then stop every disruption of the pool`,
        suggestion: 'write five fields in UTC, such as "0 9 * * 1-5"',
      });
    }
  }),
  poolRule("budget-lasts", "error", (pool, report) => {
    for (const [index, { schedule, duration }] of pool.budgets.entries()) {
      if (schedule === undefined || duration === undefined || budgetDurationSeconds(duration) > 0) continue;
      report({
        path: `${budgetsPath(pool, index)}.duration`,
        value: duration,
        message: "is no time: the budget is never active",
        suggestion: 'write a duration such as "8h"',
      });
    }
  }),
  poolRule("budget-reasons-differ", "error", (pool, report) => {
    for (const [index, { reasons = [] }] of pool.budgets.entries()) {
      reportRepeated(report, `${budgetsPath(pool, index)}.reasons`, reasons);
    }
  }),
  poolRule("budget-freeze-ends", "warning", (pool, report) => {
    for (const [index, { nodes, schedule, reasons }] of pool.budgets.entries()) {
      if (!isFreeze({ nodes }) || schedule !== undefined) continue;
      report({
        path: `${budgetsPath(pool, index)}.nodes`,
        value: nodes,
        message: `stops ${reasons?.join(" and ") ?? "every disruption"} forever: no schedule ends it`,
        suggestion: "add schedule and duration, or allow some nodes",
      });
    }
  }),
  poolRule("budgets-bound-all-times", "warning", (pool, report) => {
    if (!pool.budgets.every(isReadableBudget)) return;
    const asked = pool.replicas === undefined ? disruptionsWithPods : staticDisruptions;
    const free = asked.filter((reason) => {
      const bounded = boundedSpans(pool.budgets, reason, year);
      const [first] = bounded;
      const isBounded = bounded.length === 1 && first?.from === year.from && first.to === year.to;
      // a reason that no budget has at any time was left out on purpose, or with an empty list
      return bounded.length > 0 && !isBounded;
    });
    if (free.length === 0) return;
    report({
      path: pool.pathOf("disruption.budgets"),
      message: `bound ${free.join(" and ")} only while one of them is active: at all other times nothing does, and all nodes may be replaced at once. A list here replaces the default`,
      suggestion: 'add { nodes: "10%" }, which is always active; of the active budgets the lowest applies',
    });
  }),
  poolRule("consolidation-waits", "warning", (pool, report) => {
    if (pool.consolidateAfter === "Never" || durationSeconds(pool.consolidateAfter) >= leastConsolidateAfter) return;
    report({
      path: pool.pathOf("disruption.consolidateAfter"),
      value: pool.consolidateAfter,
      message: "is under a minute: Karpenter removes nodes that the next pods need again",
      suggestion: 'write "1m" or more, "5m" for batch work',
    });
  }),
  poolRule("grace-period-ends", "error", (pool, report) => {
    if (durationSeconds(pool.terminationGracePeriod) > 0) return;
    report({
      path: pool.pathOf("terminationGracePeriod"),
      value: pool.terminationGracePeriod,
      message: "leaves pods no time: they are killed as the drain begins",
      suggestion: 'write "30m" or more',
    });
  }),
  poolRule("drains-end", "warning", (pool, report) => {
    if (pool.terminationGracePeriod !== "Never") return;
    report({
      path: pool.pathOf("terminationGracePeriod"),
      value: pool.terminationGracePeriod,
      message:
        "lets a drain last forever: a pod that may not be evicted keeps an expired or outdated node, and pulumi destroy waits a day for it; the policy pool-has-termination-grace-period refuses it unless a policy config sets its max to Never",
      suggestion: "write a duration longer than the longest job, if there is one",
    });
  }),
  poolRule("nodes-expire", "warning", (pool, report) => {
    if (pool.expireAfter !== "Never") return;
    report({
      path: pool.pathOf("expireAfter"),
      value: pool.expireAfter,
      message:
        "keeps nodes of any age: patches reach them by drift only; the policy pool-expires-in-bounds refuses it unless a policy config sets its max to Never",
      suggestion: "write a duration, if the pods may move that often",
    });
  }),
  poolRule("nodes-live-long-enough", "error", (pool, report) => {
    if (pool.expireAfter === "Never" || durationSeconds(pool.expireAfter) >= 600) return;
    report({
      path: pool.pathOf("expireAfter"),
      value: pool.expireAfter,
      message: "is under ten minutes: nodes expire as they become ready, whatever budgets say",
      suggestion: `write ${JSON.stringify(poolDefaultsSchema.shape.expireAfter.byDefault)}`,
    });
  }),
];

/** Why Karpenter cannot use the schedule; undefined when it can. */
function scheduleProblem(schedule: string): string | undefined {
  try {
    return neverFires(parseBudgetSchedule(schedule)) ? "it never fires" : undefined;
  } catch (error) {
    if (error instanceof RangeError) return error.message;
    throw error;
  }
}
