import type { Case } from "../../case";
import { nodeClass, pool, unknown } from "../../objects";

const referring = (name: unknown) =>
  pool("general", { template: { nodeClassRef: { group: "karpenter.k8s.aws", kind: "EC2NodeClass", name } } });

export const cases: readonly Case[] = [
  { title: "accepts a class of the stack", resources: [nodeClass("dotori"), referring("dotori")] },
  {
    title: "refuses a class that is not there",
    resources: [nodeClass("team1"), referring("default")],
    violates: [
      'NodePool "general" (team dotori): spec.template.spec.nodeClassRef.name is "default"; the stack has team1. To fix it, correct spec.template.spec.nodeClassRef.name, or add the EC2NodeClass.',
    ],
  },
  {
    title: "cannot tell when the stack has no class at all",
    resources: [referring("default")],
    cannotTell: [
      'NodePool "general" (team dotori): cannot tell about spec.template.spec.nodeClassRef.name: the stack has no EC2NodeClass; general refers to default.',
    ],
  },
  {
    title: "waits for a name that is not known yet",
    resources: [nodeClass("dotori"), referring(unknown)],
    cannotTell: [
      'NodePool "general" (team dotori): cannot tell yet: spec.template.spec.nodeClassRef.name is known only when it is deployed; the rule decides then.',
    ],
  },
];
