/** The plan's own check: what a change does all at once is a violation, at the level of the policy config. */
import { changesAreGradual } from "../../../policies/frame/planChecks";
import type { Violation } from "../policyPack/analyzer";
import { planCheckLevel } from "../policyPack/policyConfig";
import type { AbruptChange } from "../summary/changesSchema";
import type { PlannedViolation } from "../summary/configPlace";
import type { Plan } from "../summary/plan";

/** What nobody can want, whatever the level: nodes that keep old settings, and secrets that are lost, without a word. */
const alwaysMandatory: ReadonlySet<AbruptChange["kind"]> = new Set(["hash-and-version", "secrets-key-changed"]);

/**
 * The plan with a violation for everything abrupt in its changes. What cannot be told is advisory, whatever the level.
 * @param policyConfig the caller's file; undefined for none
 */
export function withGradual(plan: Plan, policyConfig: string | undefined): Plan {
  const level = planCheckLevel(changesAreGradual, policyConfig);
  const abrupt = plan.changes?.abrupt ?? [];
  if (plan.changes === undefined || level === "disabled" || abrupt.length === 0) return plan;
  const found = abrupt.map(
    ({ kind, urn, subject, message, certain, instead, path, file, line, column }): PlannedViolation => {
      const steps = instead.length === 0 ? "" : ` Instead: ${instead.join("; ")}.`;
      return {
        policy: changesAreGradual.name,
        level: alwaysMandatory.has(kind) || (certain && level !== "advisory") ? "mandatory" : "advisory",
        urn,
        message: `${subject} ${message}${message.endsWith(".") ? "" : "."}${steps}`,
        ...(path === undefined ? {} : { path }),
        ...(file === undefined ? {} : { file }),
        ...(line === undefined ? {} : { line, column: column ?? 1 }),
      };
    },
  );
  const isFailed = found.some((each) => each.level === "mandatory");
  const { verdict, violations } = plan.policies;
  return {
    ...plan,
    policies: {
      ...plan.policies,
      verdict: isFailed ? "fail" : verdict === "pass" ? "warn" : verdict,
      violations: [...violations, ...found],
    },
    changes: {
      ...plan.changes,
      policies: { ...plan.changes.policies, new: [...plan.changes.policies.new, ...found.map(bare)] },
    },
  };
}

/** As the changes list violations: without their place. */
function bare({ policy, level, urn, message }: PlannedViolation): Violation {
  return { policy, level, urn, message };
}
