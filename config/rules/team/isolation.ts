/** Who is exempt from the admission policy that keeps teams apart. */
import { type Rule, repeated } from "../rule";

const lists = ["systemNamespaces", "daemonSetNamespaces"] as const;

export const teamIsolationRules: readonly Rule[] = [
  {
    name: "exempt-namespaces-are-no-teams",
    level: "error",
    check: ({ input, stack }, report) => {
      for (const list of lists) {
        for (const [index, namespace] of (input.admission?.[list] ?? []).entries()) {
          const team = stack.teams.find(({ namespaces }) => namespaces.includes(namespace));
          if (team === undefined) continue;
          report({
            path: `admission.${list}[${index}]`,
            value: namespace,
            message: `is a namespace of team ${team.name}, which could then run pods on every team's nodes`,
            suggestion: "delete it",
          });
        }
      }
    },
  },
  {
    name: "exempt-namespaces-differ",
    level: "error",
    check: ({ input }, report) => {
      const all = [
        { namespace: "kube-system", path: "the program itself" },
        ...lists.flatMap((list) =>
          (input.admission?.[list] ?? []).map((namespace, index) => ({
            namespace,
            path: `admission.${list}[${index}]`,
          })),
        ),
      ];
      for (const { item, first } of repeated(all, ({ namespace }) => namespace)) {
        report({
          path: item.path,
          value: item.namespace,
          message: `is already named by ${first.path}`,
          suggestion: "delete one",
        });
      }
    },
  },
];
