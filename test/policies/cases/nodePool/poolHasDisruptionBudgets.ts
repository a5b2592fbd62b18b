import type { Case } from "../../case";
import { pool, unknown } from "../../objects";

const budgeted = (budgets: unknown) => pool("general", { spec: { disruption: { budgets } } });

export const cases: readonly Case[] = [
  { title: "accepts a stated budget", resources: [budgeted([{ nodes: "10%" }])] },
  { title: "accepts Karpenter's default", resources: [budgeted(undefined)] },
  {
    title: "refuses the default where budgets must be stated",
    resources: [budgeted(undefined)],
    config: { requireStated: true },
    violates: [
      'NodePool "general" (team dotori): spec.disruption.budgets is missing, and the policy config requires it. To fix it, state spec.disruption.budgets, such as [{ nodes: "10%" }]; nodes is a string.',
    ],
  },
  {
    title: "refuses an empty list, which means no limit",
    resources: [budgeted([])],
    violates: [
      'NodePool "general" (team dotori): spec.disruption.budgets is empty, which means that all nodes may be disrupted at once. To fix it, state spec.disruption.budgets, such as [{ nodes: "10%" }]; nodes is a string.',
    ],
  },
  {
    title: "waits for budgets that are not known yet",
    resources: [budgeted(unknown)],
    cannotTell: [
      'NodePool "general" (team dotori): cannot tell yet: spec.disruption.budgets is known only when it is deployed; the rule decides then.',
    ],
  },
];
