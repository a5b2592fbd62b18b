import type { Case } from "../../case";
import { only, pool, requirement, unknown } from "../../objects";

const admitting = (...requirements: unknown[]) => pool("general", { requirements });

export const cases: readonly Case[] = [
  { title: "accepts a pool without the smallest sizes", resources: [admitting(only.categories("c", "m", "r"))] },
  {
    title: "refuses burstable types with their smallest sizes",
    resources: [admitting(only.categories("t"))],
    violates: [
      'NodePool "general" (team dotori): spec.template.spec.requirements admit the instance sizes micro, nano; forbidden are nano, micro. To fix it, require karpenter.k8s.aws/instance-size NotIn the forbidden ones.',
    ],
  },
  {
    title: "accepts them without those",
    resources: [
      admitting(only.categories("t"), requirement("karpenter.k8s.aws/instance-size", "NotIn", "nano", "micro")),
    ],
  },
  {
    title: "refuses a size by the name of a type",
    resources: [admitting(only.types("t3.micro"))],
    violates: [
      'NodePool "general" (team dotori): spec.template.spec.requirements[0] names the instance sizes micro; forbidden are nano, micro. To fix it, name allowed types only (instanceTypes in a stack file of nodepools).',
    ],
  },
  {
    title: "waits when an unknown requirement decides",
    resources: [
      admitting(only.categories("t"), { key: "karpenter.k8s.aws/instance-size", operator: "In", values: [unknown] }),
    ],
    cannotTell: [
      'NodePool "general" (team dotori): cannot tell about spec.template.spec.requirements: spec.template.spec.requirements[1].values[0] is not known yet; forbidden are nano, micro.',
    ],
  },
  {
    title: "refuses what a requirement on sizes still admits",
    resources: [admitting(only.categories("t"), requirement("karpenter.k8s.aws/instance-size", "NotIn", "nano"))],
    violates: [
      'NodePool "general" (team dotori): spec.template.spec.requirements[1] admits the instance sizes micro; forbidden are nano, micro. To fix it, require karpenter.k8s.aws/instance-size NotIn the forbidden ones.',
    ],
  },
];
