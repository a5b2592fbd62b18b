/** Who is exempt from the admission policy that keeps teams apart. */
import type { StackInput } from "../../schema/stack";
import { type Rule, repeated } from "../rule";

const lists = ["systemNamespaces", "daemonSetNamespaces"] as const;

/** Lists of which a namespace needs one entry in all: the first exempts from what the second allows. */
const overlapping = [
  ["systemNamespaces", "daemonSetNamespaces"],
  ["systemNamespaces", "systemPriorityNamespaces"],
] as const;

type List = (typeof overlapping)[number][number];

/** The namespaces of a list as written, each with its place. */
function written(input: StackInput, list: List): readonly { readonly namespace: string; readonly path: string }[] {
  return (input.admission?.[list] ?? []).map((namespace, index) => ({
    namespace,
    path: `admission.${list}[${index}]`,
  }));
}

export const teamIsolationRules: readonly Rule[] = [
  {
    name: "exempt-namespaces-are-no-teams",
    level: "error",
    check: ({ input, stack }, report) => {
      for (const list of lists) {
        for (const { namespace, path } of written(input, list)) {
          const team = stack.teams.find(({ namespaces }) => namespaces.includes(namespace));
          if (team === undefined) continue;
          report({
            path,
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
      const reported = new Set<string>();
      for (const both of overlapping) {
        const all = [
          { namespace: "kube-system", path: "the program itself" },
          ...both.flatMap((list) => written(input, list)),
        ];
        for (const { item, first } of repeated(all, ({ namespace }) => namespace)) {
          if (reported.has(item.path)) continue;
          reported.add(item.path);
          report({
            path: item.path,
            value: item.namespace,
            message: `is already named by ${first.path}`,
            suggestion: "delete one",
          });
        }
      }
    },
  },
  {
    name: "system-priority-is-no-teams",
    level: "warning",
    check: ({ input, stack }, report) => {
      for (const { namespace, path } of written(input, "systemPriorityNamespaces")) {
        const team = stack.teams.find(({ namespaces }) => namespaces.includes(namespace));
        if (team === undefined) continue;
        const places = ["the bootstrap nodes", ...team.sharedPools.map((pool) => `shared pool ${pool}`)];
        report({
          path,
          value: namespace,
          message: `is a namespace of team ${team.name}: its pods may evict any other on ${(team.isolation === "enforced" ? places.slice(1) : places).join(", ") || "the team's own nodes"}`,
          suggestion: "delete it, unless the team runs parts of the platform",
        });
      }
    },
  },
];
