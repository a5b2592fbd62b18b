import type { Case } from "../../case";
import { only, pool, requirement, unknown } from "../../objects";

const admitting = (...requirements: unknown[]) => pool("general", { requirements });

export const cases: readonly Case[] = [
  {
    title: "accepts new generations",
    resources: [
      admitting(only.categories("c", "m", "r"), requirement("karpenter.k8s.aws/instance-generation", "Gt", "2")),
    ],
  },
  {
    title: "refuses what generation 2 still admits",
    resources: [
      admitting(only.categories("c", "m", "r"), requirement("karpenter.k8s.aws/instance-generation", "Gt", "1")),
    ],
    violates: [
      'NodePool "general" (team dotori): spec.template.spec.requirements admit the instance families m2; forbidden are c1, cc2, cr1, g2, hs1, i2, m1, m2, t1. To fix it, require karpenter.k8s.aws/instance-family In allowed ones, or karpenter.k8s.aws/instance-generation Gte a newer one.',
    ],
  },
  {
    title: "refuses a family by name",
    resources: [admitting(requirement("karpenter.k8s.aws/instance-family", "In", "m7i", "m1"))],
    violates: [
      'NodePool "general" (team dotori): spec.template.spec.requirements[0] names the instance families m1; forbidden are c1, cc2, cr1, g2, hs1, i2, m1, m2, t1. To fix it, name allowed ones only (instanceFamilies in a stack file of nodepools).',
    ],
  },
  {
    title: "refuses all but those covered by a Savings Plan, where the config says so",
    resources: [admitting(only.types("m5.large", "m7i.large"))],
    config: { allowed: ["m5"], forbidden: [] },
    violates: [
      'NodePool "general" (team dotori): spec.template.spec.requirements[0] names the instance families m7i; allowed instance families are m5. To fix it, name allowed types only (instanceTypes in a stack file of nodepools).',
    ],
  },
  {
    title: "waits when an unknown requirement decides",
    resources: [admitting(only.categories("m"), { key: unknown, operator: "In", values: ["m7i"] })],
    cannotTell: [
      'NodePool "general" (team dotori): cannot tell about spec.template.spec.requirements: spec.template.spec.requirements[1].key is not known yet; forbidden are c1, cc2, cr1, g2, hs1, i2, m1, m2, t1.',
    ],
  },
];
