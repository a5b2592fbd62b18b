import { givenConfigFaults } from "../../frame/givenConfig";
import { resourceRule } from "../../frame/rule";
import { types } from "../../frame/subject";

/** Pulumi takes a rule or a property that does not exist in silence: a ceiling with a typo guards nothing. */
export const policyConfigIsKnown = resourceRule({
  name: "policy-config-is-known",
  title: "Every rule and property in the policy config exists",
  reason: "Pulumi takes unknown ones in silence, and a ceiling that nobody reads guards nothing",
  fix: "correct the policy config file; docs/policies.md lists the rules and their properties",
  severity: "high",
  enforcementLevel: "mandatory",
  settings: {},
  types: [types.stack],
  check({ violation, each }) {
    each(givenConfigFaults(), ({ path, message }) => violation(path, message));
  },
});
