import type { Case } from "../../case";
import { only, pool, requirement, unknown } from "../../objects";

const admitting = (...requirements: unknown[]) => pool("general", { requirements });

export const cases: readonly Case[] = [
  { title: "accepts allowed categories", resources: [admitting(only.categories("c", "m"))] },
  {
    title: "accepts a family of an allowed category",
    resources: [admitting(requirement("karpenter.k8s.aws/instance-family", "In", "m7i"))],
  },
  {
    title: "refuses a category by name",
    resources: [admitting(only.categories("m", "p"))],
    violates: [
      'NodePool "general" (team dotori): spec.template.spec.requirements[0] names the instance categories p; allowed instance categories are c, d, g, gr, i, im, is, m, r, t. To fix it, name allowed ones only (instanceCategories in a stack file of nodepools).',
    ],
  },
  {
    title: "refuses a type of a forbidden category, also one that the catalogue lacks",
    resources: [admitting(only.types("m5.large", "p99.48xlarge"))],
    violates: [
      'NodePool "general" (team dotori): spec.template.spec.requirements[0] names the instance categories p; allowed instance categories are c, d, g, gr, i, im, is, m, r, t. To fix it, name allowed types only (instanceTypes in a stack file of nodepools).',
    ],
  },
  {
    title: "refuses a pool that names none and so admits all",
    resources: [admitting()],
    config: { allowed: ["c", "m", "r", "t"], forbidden: [] },
    violates: [
      'NodePool "general" (team dotori): spec.template.spec.requirements admit the instance categories a, d, f, g, gr, h, hpc, i, im, inf, is, p and 5 more; allowed instance categories are c, m, r, t. To fix it, require karpenter.k8s.aws/instance-category In the allowed ones (instanceCategories in a stack file of nodepools).',
    ],
  },
  {
    title: "refuses a forbidden category",
    resources: [admitting(only.categories("c", "g"))],
    config: { allowed: [], forbidden: ["g"] },
    violates: [
      'NodePool "general" (team dotori): spec.template.spec.requirements[0] names the instance categories g; forbidden are g. To fix it, name allowed ones only (instanceCategories in a stack file of nodepools).',
    ],
  },
  {
    title: "refuses a category by name although another requirement is not known yet",
    resources: [
      admitting(only.categories("p"), { key: "karpenter.k8s.aws/instance-family", operator: "In", values: [unknown] }),
    ],
    violates: [
      'NodePool "general" (team dotori): spec.template.spec.requirements[0] names the instance categories p; allowed instance categories are c, d, g, gr, i, im, is, m, r, t. To fix it, name allowed ones only (instanceCategories in a stack file of nodepools).',
    ],
  },
  {
    title: "waits when an unknown requirement decides what is admitted",
    resources: [admitting({ key: "karpenter.k8s.aws/instance-category", operator: "In", values: unknown })],
    cannotTell: [
      'NodePool "general" (team dotori): cannot tell about spec.template.spec.requirements: spec.template.spec.requirements[0].values is not known yet; allowed instance categories are c, d, g, gr, i, im, is, m, r, t.',
    ],
  },
  {
    title: "lists a dozen whole",
    resources: [admitting()],
    config: { allowed: ["c", "m", "r", "t", "trn", "u", "vt", "x", "z"] },
    violates: [
      'NodePool "general" (team dotori): spec.template.spec.requirements admit the instance categories a, d, f, g, gr, h, hpc, i, im, inf, is, p; allowed instance categories are c, m, r, t, trn, u, vt, x, z. To fix it, require karpenter.k8s.aws/instance-category In the allowed ones (instanceCategories in a stack file of nodepools).',
    ],
  },
  {
    title: "refuses families of a forbidden category, where to require allowed ones might leave no type",
    resources: [
      admitting(only.categories("m", "p"), requirement("karpenter.k8s.aws/instance-family", "In", "m7i", "p5")),
      pool("gpu", { requirements: [requirement("karpenter.k8s.aws/instance-family", "In", "m7i", "p5")] }),
    ],
    violates: [
      'NodePool "general" (team dotori): spec.template.spec.requirements[0] names the instance categories p; allowed instance categories are c, d, g, gr, i, im, is, m, r, t. To fix it, name allowed ones only (instanceCategories in a stack file of nodepools).',
      'NodePool "gpu" (team dotori): spec.template.spec.requirements[0] admits the instance categories p; allowed instance categories are c, d, g, gr, i, im, is, m, r, t. To fix it, name allowed families only (instanceFamilies in a stack file of nodepools).',
    ],
  },
  {
    title: "refuses a category and a type at the requirement of each",
    resources: [admitting(only.categories("m", "p"), only.types("m5.large", "p5.48xlarge"))],
    violates: [
      'NodePool "general" (team dotori): spec.template.spec.requirements[0] names the instance categories p; allowed instance categories are c, d, g, gr, i, im, is, m, r, t. To fix it, name allowed ones only (instanceCategories in a stack file of nodepools).',
      'NodePool "general" (team dotori): spec.template.spec.requirements[1] names the instance categories p; allowed instance categories are c, d, g, gr, i, im, is, m, r, t. To fix it, name allowed types only (instanceTypes in a stack file of nodepools).',
    ],
  },
  {
    title: "refuses a category at the requirement that names it, whatever excludes others before",
    resources: [admitting(requirement("karpenter.k8s.aws/instance-category", "NotIn", "g"), only.categories("m", "p"))],
    violates: [
      'NodePool "general" (team dotori): spec.template.spec.requirements[1] names the instance categories p; allowed instance categories are c, d, g, gr, i, im, is, m, r, t. To fix it, name allowed ones only (instanceCategories in a stack file of nodepools).',
    ],
  },
  {
    title: "refuses a category that a label of the nodes names",
    resources: [pool("general", { requirements: [], labels: { "karpenter.k8s.aws/instance-category": "p" } })],
    violates: [
      'NodePool "general" (team dotori): spec.template.metadata.labels["karpenter.k8s.aws/instance-category"] names the instance categories p; allowed instance categories are c, d, g, gr, i, im, is, m, r, t. To fix it, name allowed ones only (instanceCategories in a stack file of nodepools).',
    ],
  },
];
