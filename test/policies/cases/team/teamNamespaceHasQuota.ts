import type { Case } from "../../case";
import { namespace, quota, unknown } from "../../objects";

export const cases: readonly Case[] = [
  { title: "accepts a quota", resources: [namespace("dotori"), quota("dotori")] },
  { title: "leaves other namespaces alone", resources: [namespace("monitoring", {})] },
  {
    title: "refuses a team's namespace without one",
    resources: [namespace("dotori")],
    violates: [
      'Namespace "dotori" (team dotori): its ResourceQuota is missing, or has no spec.hard. To fix it, add a ResourceQuota with spec.hard to the namespace.',
    ],
  },
  {
    title: "refuses a quota for another namespace",
    resources: [namespace("dotori"), quota("acorn")],
    violates: [
      'Namespace "dotori" (team dotori): its ResourceQuota is missing, or has no spec.hard. To fix it, add a ResourceQuota with spec.hard to the namespace.',
    ],
  },
  {
    title: "refuses a quota of nothing",
    resources: [namespace("dotori"), quota("dotori", {})],
    violates: [
      'Namespace "dotori" (team dotori): its ResourceQuota is missing, or has no spec.hard. To fix it, add a ResourceQuota with spec.hard to the namespace.',
    ],
  },
  {
    title: "reads another label when told to",
    resources: [namespace("dotori", { squad: "x" })],
    config: { label: "squad" },
    violates: [
      'Namespace "dotori": its ResourceQuota is missing, or has no spec.hard. To fix it, add a ResourceQuota with spec.hard to the namespace.',
    ],
  },
  {
    title: "waits for a quota whose namespace is not known yet",
    resources: [quota(unknown)],
    cannotTell: [
      'ResourceQuota "quota": cannot tell yet: metadata.namespace is known only when it is deployed; the rule decides then.',
    ],
  },
];
