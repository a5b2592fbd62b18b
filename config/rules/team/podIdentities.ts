/** Roles in AWS for pods of teams. */
import { type Rule, repeated } from "../rule";

export const podIdentityRules: readonly Rule[] = [
  {
    name: "pod-identity-is-in-the-teams-namespaces",
    level: "error",
    check: ({ stack }, report) => {
      for (const { path, namespaces, podIdentities } of stack.teams) {
        for (const [index, { namespace }] of podIdentities.entries()) {
          if (namespaces.includes(namespace)) continue;
          report({
            path: `${path}.podIdentities[${index}].namespace`,
            value: namespace,
            message: `is none of the team's namespaces; allowed: ${namespaces.join(", ")}`,
            suggestion: "use one of these",
            absentFrom: [`${path}.namespaces`],
          });
        }
      }
    },
  },
  {
    name: "pod-identities-differ",
    level: "error",
    check: ({ stack }, report) => {
      for (const { path, podIdentities } of stack.teams) {
        const keyOf = ({ namespace, serviceAccount }: (typeof podIdentities)[number]) =>
          `${namespace}/${serviceAccount}`;
        for (const { item, index } of repeated(podIdentities, keyOf)) {
          report({
            path: `${path}.podIdentities[${index}].serviceAccount`,
            value: item.serviceAccount,
            message: `has a role already: EKS has one association for a service account (${keyOf(item)})`,
            suggestion: "delete one, or use a second service account",
          });
        }
      }
    },
  },
];
