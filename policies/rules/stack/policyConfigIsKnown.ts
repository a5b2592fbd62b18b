import { givenConfigErrors, givenUnknownItems } from "../../frame/givenConfig";
import { resourceRule } from "../../frame/rule";
import { types } from "../../frame/subject";

export const policyConfigIsKnown = resourceRule({
  name: "policy-config-is-known",
  title: "Every policy and setting in the policy config exists",
  reason: "Pulumi silently ignores unknown ones, and a ceiling that no policy reads protects nothing",
  fix: "correct the policy config file; docs/policies.md lists the policies and their settings",
  severity: "high",
  enforcementLevel: "mandatory",
  settings: {},
  types: [types.stack],
  check({ violation, cannotTell, each }) {
    each(givenConfigErrors(), ({ path, problem, advice }) => violation(`${path}:`, `${problem}; ${advice}`));
    each(givenUnknownItems(), ({ path, why }) => cannotTell(path, why));
  },
});
