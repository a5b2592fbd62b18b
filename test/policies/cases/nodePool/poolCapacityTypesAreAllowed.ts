import type { Case } from "../../case";
import { only, pool, requirement, unknown } from "../../objects";

const buying = (...requirements: unknown[]) => pool("general", { requirements });

export const cases: readonly Case[] = [
  { title: "accepts on-demand", resources: [buying(only.capacity("on-demand"))], config: { allowed: ["on-demand"] } },
  { title: "accepts spot alone by default", resources: [buying(only.capacity("spot"))] },
  {
    title: "accepts spot with a fallback where one is needed",
    resources: [buying(only.capacity("spot", "on-demand"))],
    config: { spotNeedsFallback: true },
  },
  {
    title: "accepts spot excluded",
    resources: [buying(requirement("karpenter.sh/capacity-type", "NotIn", "spot"))],
    config: { allowed: ["on-demand", "reserved"] },
  },
  {
    title: "refuses spot where it is not allowed",
    resources: [buying(only.capacity("spot", "on-demand"))],
    config: { allowed: ["on-demand"] },
    violates: [
      'NodePool "general" (team dotori): spec.template.spec.requirements[0] names the capacity types spot; allowed are on-demand. To fix it, name allowed ones only (capacityTypes in a stack file of nodepools).',
    ],
  },
  {
    title: "refuses a misspelt one, which Karpenter ignores",
    resources: [buying(only.capacity("Spot", "on-demand"))],
    violates: [
      'NodePool "general" (team dotori): spec.template.spec.requirements[0] names the capacity types Spot; allowed are on-demand, reserved, spot. To fix it, name allowed ones only (capacityTypes in a stack file of nodepools).',
    ],
  },
  {
    title: "refuses a pool that does not say, where not all is allowed",
    resources: [buying()],
    config: { allowed: ["on-demand"] },
    violates: [
      'NodePool "general" (team dotori): spec.template.spec.requirements admit the capacity types reserved, spot; allowed are on-demand. To fix it, require karpenter.sh/capacity-type In the allowed ones (capacityTypes in a stack file of nodepools).',
    ],
  },
  {
    title: "refuses spot alone where it needs a fallback",
    resources: [buying(only.capacity("spot"))],
    config: { spotNeedsFallback: true },
    violates: [
      'NodePool "general" (team dotori): spec.template.spec.requirements[0] admits spot alone; on-demand or reserved must be possible too. To fix it, admit on-demand or reserved, too (capacityTypes in a stack file of nodepools).',
    ],
  },
  {
    title: "waits when the requirement is not known yet",
    resources: [buying({ key: "karpenter.sh/capacity-type", operator: "In", values: [unknown] })],
    config: { allowed: ["on-demand"] },
    cannotTell: [
      'NodePool "general" (team dotori): cannot tell about spec.template.spec.requirements: spec.template.spec.requirements[0].values[0] is not known yet.',
    ],
  },
  {
    title: "leaves a pool alone that excludes every way to buy",
    resources: [buying(only.capacity("spot"), requirement("karpenter.sh/capacity-type", "NotIn", "spot"))],
    config: { spotNeedsFallback: true },
  },
  {
    title: "refuses what a requirement that excludes others still admits",
    resources: [buying(requirement("karpenter.sh/capacity-type", "NotIn", "reserved"))],
    config: { allowed: ["on-demand"] },
    violates: [
      'NodePool "general" (team dotori): spec.template.spec.requirements[0] admits the capacity types spot; allowed are on-demand. To fix it, require karpenter.sh/capacity-type In the allowed ones (capacityTypes in a stack file of nodepools).',
    ],
  },
];
