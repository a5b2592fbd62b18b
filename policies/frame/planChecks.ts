/**
 * Checks that only the offline plan makes: the engine hands a pack neither the inputs that a resource had before nor what is
 * deleted. Their levels stand in the same policy config as those of the rules, so the pack knows their names.
 */
import type { ConfigurablePolicy, EnforcementLevel } from "./policyConfig";

/** One check, described as a rule is. */
export interface PlanCheck extends ConfigurablePolicy {
  readonly title: string;
  readonly reason: string;
  readonly fix: string;
  readonly severity: "low" | "medium" | "high" | "critical";
  readonly enforcementLevel: EnforcementLevel;
}

export const changesAreGradual: PlanCheck = {
  name: "changes-are-gradual",
  title: "A change takes away no pool, team, namespace, zone, subnet, network or cluster all at once",
  reason:
    "what is deleted or replaced drains all its nodes at once, whatever disruption budgets say, and what EKS or the API server refuses ends the deployment halfway",
  fix: "follow the steps that the plan prints: add the new one, move the workloads, remove the old one in a second change",
  severity: "high",
  enforcementLevel: "advisory",
  properties: {},
};

/** Every check of the plan. */
export const planChecks: readonly PlanCheck[] = [changesAreGradual];
