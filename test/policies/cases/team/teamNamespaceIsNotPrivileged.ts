import type { Case } from "../../case";
import { namespace, unknown } from "../../objects";

const level = "pod-security.kubernetes.io/enforce";

export const cases: readonly Case[] = [
  { title: "accepts baseline", resources: [namespace("dotori", { team: "dotori", [level]: "baseline" })] },
  { title: "accepts restricted", resources: [namespace("dotori", { team: "dotori", [level]: "restricted" })] },
  { title: "leaves other namespaces alone", resources: [namespace("falco", { [level]: "privileged" })] },
  {
    title: "refuses privileged",
    resources: [namespace("dotori", { team: "dotori", [level]: "privileged" })],
    violates: [
      'Namespace "dotori" (team dotori): metadata.labels["pod-security.kubernetes.io/enforce"] is privileged. To fix it, set the label pod-security.kubernetes.io/enforce to baseline or restricted.',
    ],
  },
  {
    title: "refuses a namespace without a level",
    resources: [namespace("dotori")],
    violates: [
      'Namespace "dotori" (team dotori): metadata.labels["pod-security.kubernetes.io/enforce"] is missing, which allows everything. To fix it, set the label pod-security.kubernetes.io/enforce to baseline or restricted.',
    ],
  },
  {
    title: "reads another label when told to",
    resources: [namespace("dotori", { squad: "x", [level]: "privileged" })],
    config: { label: "squad" },
    violates: [
      'Namespace "dotori": metadata.labels["pod-security.kubernetes.io/enforce"] is privileged. To fix it, set the label pod-security.kubernetes.io/enforce to baseline or restricted.',
    ],
  },
  {
    title: "waits for a level that is not known yet",
    resources: [namespace("dotori", { team: "dotori", [level]: unknown })],
    cannotTell: [
      'Namespace "dotori" (team dotori): cannot tell yet: metadata.labels["pod-security.kubernetes.io/enforce"] is known only when it is deployed; the rule decides then.',
    ],
  },
];
