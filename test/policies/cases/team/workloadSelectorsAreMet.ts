import type { Case } from "../../case";
import { pool, requirement, unknown } from "../../objects";

const selecting = (nodeSelector: object) => ({
  type: "kubernetes:apps/v1:Deployment",
  name: "web",
  inputs: { spec: { template: { spec: { nodeSelector } } } },
  outputs: {},
});

export const cases: readonly Case[] = [
  { title: "accepts a label of a pool", resources: [pool("general"), selecting({ team: "dotori" })] },
  {
    title: "accepts a label that a pool leaves to the pod",
    resources: [
      pool("general", { requirements: [requirement("workload", "Exists")] }),
      selecting({ workload: "batch" }),
    ],
  },
  {
    title: "accepts labels that nodes have by themselves",
    resources: [pool("general"), selecting({ "kubernetes.io/arch": "arm64" })],
  },
  { title: "says nothing in a stack without pools", resources: [selecting({ Karpenter: "enabled" })] },
  {
    title: "refuses a label that nothing sets",
    resources: [pool("general"), selecting({ Karpenter: "enabled" })],
    violates: [
      'Deployment "web": its nodeSelector selects Karpenter=enabled, which no NodePool sets. To fix it, correct the nodeSelector, or add the label to a pool\'s spec.template.metadata.labels.',
    ],
  },
  {
    title: "refuses another team's value",
    resources: [pool("general"), selecting({ team: "acorn" })],
    violates: [
      'Deployment "web": its nodeSelector selects team=acorn, which no NodePool sets. To fix it, correct the nodeSelector, or add the label to a pool\'s spec.template.metadata.labels.',
    ],
  },
  {
    title: "waits for a value that is not known yet",
    resources: [pool("general"), selecting({ team: unknown })],
    cannotTell: [
      'Deployment "web": cannot tell yet: spec.template.spec.nodeSelector.team is known only when it is deployed; the rule decides then.',
    ],
  },
];
