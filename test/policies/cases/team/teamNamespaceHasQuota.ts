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
    title: "refuses a quota without pods",
    resources: [namespace("dotori"), quota("dotori", { "requests.cpu": "10" })],
    violates: [
      'Namespace "dotori" (team dotori): its ResourceQuota has no pods in spec.hard. To fix it, add a ResourceQuota with spec.hard to the namespace.',
    ],
  },
  {
    title: "accepts any keys when told to",
    resources: [namespace("dotori"), quota("dotori", { "requests.cpu": "10" })],
    config: { resources: ["requests.cpu"] },
  },
  {
    title: "names each key that is missing",
    resources: [namespace("dotori"), quota("dotori")],
    config: { resources: ["services.loadbalancers", "requests.cpu", "requests.storage"] },
    violates: [
      'Namespace "dotori" (team dotori): its ResourceQuota has no services.loadbalancers, requests.storage in spec.hard. To fix it, add a ResourceQuota with spec.hard to the namespace.',
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
