import type { Field } from "../../frame/field";
import { resourceRule } from "../../frame/rule";
import { flag } from "../../frame/setting";
import { types } from "../../frame/subject";
import { type Condition, hasWildcard, principalsOf, statementsOf } from "../../readers/iam";

const podTags = ["aws:RequestTag/kubernetes-namespace", "aws:RequestTag/kubernetes-service-account"];

export const trustIsBoundToServiceAccount = resourceRule({
  name: "trust-is-bound-to-service-account",
  title: "A role for pods trusts one service account",
  reason: "a trust policy that names none lets every pod of the cluster assume the role",
  fix: "add the conditions: <issuer>:sub and <issuer>:aud for IRSA, the kubernetes-namespace and kubernetes-service-account request tags for Pod Identity",
  severity: "critical",
  enforcementLevel: "mandatory",
  settings: {
    bindPodIdentity: flag(true, "Whether EKS Pod Identity roles must name namespace and service account as well."),
  },
  types: [types.role],
  check({ inputs, settings, violation, each }) {
    each(statementsOf(inputs.at("assumeRolePolicy")), ({ place, isAllow, conditions }) => {
      if (!isAllow) return;
      const missing = (keys: readonly string[]) => keys.filter((key) => !isBound(conditions, key));
      each(principalsOf(place), (principal) => {
        const unbound = missing(wantedKeys(principal, settings.bindPodIdentity));
        if (principal === "*") violation(place.at("Principal"), "lets everyone assume the role");
        if (unbound.length > 0) violation(conditionOf(place), `does not bind ${unbound.join(", ")} to one value`);
      });
    });
  },
});

const conditionOf = (statement: Field): Field => statement.at("Condition");

/** Ends of the condition keys that a principal's statement must bind. */
function wantedKeys(principal: string, bindPodIdentity: boolean): readonly string[] {
  if (/^Federated .*oidc-provider\//.test(principal)) return [":aud", ":sub"];
  return bindPodIdentity && principal === "Service pods.eks.amazonaws.com" ? podTags : [];
}

function isBound(conditions: readonly Condition[], key: string): boolean {
  return conditions.some(
    (condition) =>
      /^String(Equals|Like)$/.test(condition.operator) &&
      condition.key.endsWith(key) &&
      condition.values.length > 0 &&
      !condition.values.some(hasWildcard),
  );
}
