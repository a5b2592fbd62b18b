/** Statements with one part taken out or opened, to see whether the table would notice. */
import type { Statement } from "../../../tools/iam/policyDocument";
import type { Principals } from "../../../tools/iam/principal";

export interface Mutation {
  /** `NodeLifecycle AllowScopedDeletion without StringLike aws:ResourceTag/karpenter.sh/nodepool`. */
  readonly title: string;
  readonly statement: Statement;
}

/** Each action and condition missing, and resources and principals widened to all unless they are all already. */
export function mutations(statement: Statement): readonly Mutation[] {
  const { name, actions, conditions, principals, resources } = statement;
  const isOpen = (part: { readonly written: readonly string[] } | undefined) => part?.written.includes("*") ?? true;
  return [
    ...actions.written.map((action) => ({
      title: `${name} without ${action}`,
      statement: { ...statement, actions: without(actions, action) },
    })),
    ...conditions.map((condition) => ({
      title: `${name} without ${condition.operator} ${condition.key}`,
      statement: { ...statement, conditions: conditions.filter((one) => one !== condition) },
    })),
    ...(isOpen(resources)
      ? []
      : [
          {
            title: `${name} on all resources`,
            statement: { ...statement, resources: { ...resources!, matches: () => true } },
          },
        ]),
    ...(isOpen(principals)
      ? []
      : [{ title: `${name} for everybody`, statement: { ...statement, principals: everybody } }]),
  ];
}

const everybody: Principals = { written: ["*"], grant: () => "direct" };

/** Of one action that is written out; a pattern of several goes with all of them. */
function without(actions: Statement["actions"], action: string): Statement["actions"] {
  const isMeant = (asked: string) => action.endsWith("*") || asked.toLowerCase() === action.toLowerCase();
  return { ...actions, matches: (asked, context) => !isMeant(asked) && actions.matches(asked, context) };
}
