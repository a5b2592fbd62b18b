/** Comparisons of a stack's pools, planned in this process. Not a test. */

import { plannedComparisons } from "../../../../tools/plan/compareWarm/compareWarm";
import { planStack } from "../../../../tools/plan/plan";
import type { PlannedComparison, PlannedEngine } from "../../../../tools/plan/summary/compareWarmSchema";
import { inProcess } from "../../../support/plans";

/** The stack of a file, planned. */
export async function plannedStackOf(config: string) {
  const { stack, plan, resources } = await planStack({ ...inProcess, config });
  if (stack === undefined) throw new Error(plan.findings.map(({ path, message }) => `${path} ${message}`).join("; "));
  return { stack, plan, resources };
}

/** The comparison of one pool of a stack file. */
export async function comparedOf(config: string, pool: string): Promise<PlannedComparison> {
  const [comparison] = plannedComparisons([pool], await plannedStackOf(config));
  return comparison!;
}

export function engineOf({ engines }: PlannedComparison, name: PlannedEngine["engine"]): PlannedEngine {
  return engines.find(({ engine }) => engine === name)!;
}
