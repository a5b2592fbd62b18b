import type { Case } from "../../case";
import { pool, unknown } from "../../objects";

const budgeted = (...budgets: unknown[]) => pool("general", { spec: { disruption: { budgets } } });

export const cases: readonly Case[] = [
  { title: "accepts a budget that lets nodes go", resources: [budgeted({ nodes: "1" })] },
  {
    title: "accepts a freeze in working hours",
    resources: [budgeted({ nodes: "10%" }, { nodes: "0", schedule: "0 9 * * 1-5", duration: "8h" })],
  },
  {
    title: "accepts a freeze that leaves one minute a day",
    resources: [budgeted({ nodes: "0", schedule: "@daily", duration: "23h59m" })],
  },
  {
    title: "accepts that nodes in use are left alone forever",
    resources: [budgeted({ nodes: "0", reasons: ["Underutilized"] })],
  },
  {
    title: "refuses a budget of 0 without a schedule",
    resources: [budgeted({ nodes: "10%" }, { nodes: "0" })],
    violates: [
      'NodePool "general" (team dotori): spec.disruption.budgets never allow disruption for reason Drifted: a budget of 0 has no schedule. To fix it, give the budget of 0 a schedule and a duration, or the reasons that it is meant for.',
      'NodePool "general" (team dotori): spec.disruption.budgets never allow disruption for reason Empty: a budget of 0 has no schedule. To fix it, give the budget of 0 a schedule and a duration, or the reasons that it is meant for.',
    ],
  },
  {
    title: "refuses 0% for drift alone",
    resources: [budgeted({ nodes: "0%", reasons: ["Drifted"] })],
    violates: [
      'NodePool "general" (team dotori): spec.disruption.budgets never allow disruption for reason Drifted: a budget of 0 has no schedule. To fix it, give the budget of 0 a schedule and a duration, or the reasons that it is meant for.',
    ],
  },
  {
    title: "refuses a freeze that is renewed as it ends",
    resources: [budgeted({ nodes: "0", schedule: "@daily", duration: "24h" })],
    violates: [
      'NodePool "general" (team dotori): spec.disruption.budgets never allow disruption for reason Drifted: budgets of 0 follow each other without a break. To fix it, give the budget of 0 a schedule and a duration, or the reasons that it is meant for.',
      'NodePool "general" (team dotori): spec.disruption.budgets never allow disruption for reason Empty: budgets of 0 follow each other without a break. To fix it, give the budget of 0 a schedule and a duration, or the reasons that it is meant for.',
    ],
  },
  {
    title: "refuses two freezes that follow each other",
    resources: [
      budgeted(
        { nodes: "0", schedule: "0 0 * * *", duration: "12h" },
        { nodes: "0", schedule: "0 12 * * *", duration: "12h" },
      ),
    ],
    violates: [
      'NodePool "general" (team dotori): spec.disruption.budgets never allow disruption for reason Drifted: budgets of 0 follow each other without a break. To fix it, give the budget of 0 a schedule and a duration, or the reasons that it is meant for.',
      'NodePool "general" (team dotori): spec.disruption.budgets never allow disruption for reason Empty: budgets of 0 follow each other without a break. To fix it, give the budget of 0 a schedule and a duration, or the reasons that it is meant for.',
    ],
  },
  {
    title: "refuses a schedule that Karpenter cannot read, which freezes as well",
    resources: [budgeted({ nodes: "10%", schedule: "0 9 * * 8", duration: "8h" })],
    violates: [
      'NodePool "general" (team dotori): spec.disruption.budgets never allow disruption for reason Drifted: "8" is outside 0-6 in day of week. To fix it, give the budget of 0 a schedule and a duration, or the reasons that it is meant for.',
      'NodePool "general" (team dotori): spec.disruption.budgets never allow disruption for reason Empty: "8" is outside 0-6 in day of week. To fix it, give the budget of 0 a schedule and a duration, or the reasons that it is meant for.',
    ],
  },
  {
    title: "waits for a budget that is not known yet",
    resources: [budgeted({ nodes: unknown })],
    cannotTell: [
      'NodePool "general" (team dotori): cannot tell yet: spec.disruption.budgets[0].nodes is known only when it is deployed; the rule decides then.',
    ],
  },
];
