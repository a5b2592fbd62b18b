import type { Case } from "../../case";
import { only, pool, requirement, unknown } from "../../objects";

const admitting = (...requirements: unknown[]) => pool("general", { requirements });

export const cases: readonly Case[] = [
  {
    title: "accepts both by default",
    resources: [admitting(requirement("kubernetes.io/arch", "In", "amd64", "arm64"))],
  },
  {
    title: "refuses arm64 where only amd64 is allowed",
    resources: [admitting(requirement("kubernetes.io/arch", "In", "amd64", "arm64"))],
    config: { allowed: ["amd64"] },
    violates: [
      'NodePool "general" (team dotori): spec.template.spec.requirements[0] names the architectures arm64; allowed architectures are amd64. To fix it, name allowed ones only (architectures in a stack file of nodepools).',
    ],
  },
  {
    title: "refuses a pool that does not say, where not all is allowed",
    resources: [admitting(only.categories("m"))],
    config: { allowed: ["amd64"] },
    violates: [
      'NodePool "general" (team dotori): spec.template.spec.requirements admit the architectures arm64; allowed architectures are amd64. To fix it, require kubernetes.io/arch In the allowed ones (architectures in a stack file of nodepools).',
    ],
  },
  {
    title: "refuses the old spelling of the label as well",
    resources: [admitting(requirement("beta.kubernetes.io/arch", "In", "arm64"))],
    config: { allowed: ["amd64"] },
    violates: [
      'NodePool "general" (team dotori): spec.template.spec.requirements[0] names the architectures arm64; allowed architectures are amd64. To fix it, name allowed ones only (architectures in a stack file of nodepools).',
    ],
  },
  {
    title: "waits when the requirement is not known yet",
    resources: [admitting({ key: "kubernetes.io/arch", operator: "In", values: [unknown] })],
    config: { allowed: ["amd64"] },
    cannotTell: [
      'NodePool "general" (team dotori): cannot tell about spec.template.spec.requirements: spec.template.spec.requirements[0].values[0] is not known yet; allowed architectures are amd64.',
    ],
  },
  {
    title: "cannot tell when a label of Kubernetes that is not known yet decides",
    resources: [pool("general", { requirements: [], labels: { "kubernetes.io/arch": unknown } })],
    config: { allowed: ["amd64"] },
    cannotTell: [
      'NodePool "general" (team dotori): cannot tell about spec.template.spec.requirements: spec.template.metadata.labels["kubernetes.io/arch"] is not known yet; allowed architectures are amd64.',
    ],
  },
];
