import type { Case } from "../../case";
import { only, pool, requirement, unknown } from "../../objects";

const wanting = (...requirements: unknown[]) => pool("general", { requirements });

export const cases: readonly Case[] = [
  { title: "accepts what some type meets", resources: [pool("general")] },
  {
    title: "accepts minValues that the types have",
    resources: [wanting({ ...requirement("karpenter.k8s.aws/instance-family", "In", "m5", "m6i"), minValues: 2 })],
  },
  {
    title: "refuses bounds that exclude each other",
    resources: [
      wanting(
        requirement("karpenter.k8s.aws/instance-cpu", "Gt", "10"),
        requirement("karpenter.k8s.aws/instance-cpu", "Lt", "5"),
      ),
    ],
    violates: [
      'NodePool "general" (team dotori): spec.template.spec.requirements are met by no EC2 type of us-east-1. To fix it, widen the requirements, or correct their spelling.',
    ],
  },
  {
    title: "refuses a family of the other architecture",
    resources: [
      wanting(
        requirement("kubernetes.io/arch", "In", "amd64"),
        requirement("karpenter.k8s.aws/instance-family", "In", "m7g"),
      ),
    ],
    violates: [
      'NodePool "general" (team dotori): spec.template.spec.requirements are met by no EC2 type of us-east-1. To fix it, widen the requirements, or correct their spelling.',
    ],
  },
  {
    title: "refuses a zone, by id, that offers none of the types",
    resources: [wanting(only.types("trn1.2xlarge"), requirement("topology.k8s.aws/zone-id", "In", "use1-az1"))],
    violates: [
      'NodePool "general" (team dotori): spec.template.spec.requirements are met by no EC2 type of us-east-1. To fix it, widen the requirements, or correct their spelling.',
    ],
  },
  {
    title: "accepts a zone, by id, that offers one of them",
    resources: [
      wanting(only.types("trn1.2xlarge"), requirement("topology.k8s.aws/zone-id", "In", "use1-az1", "use1-az5")),
    ],
  },
  {
    title: "refuses minValues above what the types have, for which Karpenter makes no node",
    resources: [
      wanting(only.types("m5.large", "m6i.large"), {
        key: "karpenter.k8s.aws/instance-family",
        operator: "Exists",
        minValues: 3,
      }),
    ],
    violates: [
      'NodePool "general" (team dotori): spec.template.spec.requirements need 3 different values of karpenter.k8s.aws/instance-family, and the admitted types have 2. To fix it, widen the requirements, or correct their spelling.',
    ],
  },
  {
    title: "refuses In and NotIn without values, and Exists with some",
    resources: [
      wanting(
        { key: "a", operator: "In", values: [] },
        { key: "b", operator: "NotIn" },
        { key: "c", operator: "Exists", values: ["x"] },
      ),
    ],
    violates: [
      'NodePool "general" (team dotori): spec.template.spec.requirements[0].values are missing; In needs some. To fix it, widen the requirements, or correct their spelling.',
      'NodePool "general" (team dotori): spec.template.spec.requirements[1].values are missing; NotIn needs some. To fix it, widen the requirements, or correct their spelling.',
      'NodePool "general" (team dotori): spec.template.spec.requirements[2].values are ignored by Exists. To fix it, widen the requirements, or correct their spelling.',
    ],
  },
  {
    title: "refuses an operator that does not exist",
    resources: [wanting({ key: "a", operator: "Is", values: ["x"] })],
    violates: [
      'NodePool "general" (team dotori): spec.template.spec.requirements[0].operator is "Is"; known are In, NotIn, Exists, DoesNotExist, Gt, Lt, Gte, Lte. To fix it, widen the requirements, or correct their spelling.',
    ],
  },
  {
    title: "cannot tell of a type that the catalogue lacks",
    resources: [wanting(only.types("m99.large"))],
    cannotTell: [
      'NodePool "general" (team dotori): cannot tell about spec.template.spec.requirements: the catalogue of EC2 types has no m99.large as node.kubernetes.io/instance-type.',
    ],
  },
  {
    title: "refuses what is impossible although another requirement is not known yet",
    resources: [
      wanting(requirement("karpenter.k8s.aws/instance-cpu", "Gt", "9999"), {
        key: "a",
        operator: unknown,
        values: ["x"],
      }),
    ],
    violates: [
      'NodePool "general" (team dotori): spec.template.spec.requirements are met by no EC2 type of us-east-1. To fix it, widen the requirements, or correct their spelling.',
    ],
    cannotTell: [
      'NodePool "general" (team dotori): cannot tell yet: spec.template.spec.requirements[1].operator is known only when it is deployed; the rule decides then.',
    ],
  },
];
