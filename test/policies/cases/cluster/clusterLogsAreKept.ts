import type { Case } from "../../case";
import { eksCluster, unknown } from "../../objects";

const logging = (enabledClusterLogTypes: unknown) => eksCluster("blue", { enabledClusterLogTypes });

export const cases: readonly Case[] = [
  { title: "accepts the three and more", resources: [logging(["api", "audit", "authenticator", "scheduler"])] },
  {
    title: "accepts fewer where the config wants fewer",
    resources: [logging(["audit"])],
    config: { logTypes: ["audit"] },
  },
  {
    title: "refuses a cluster without audit",
    resources: [logging(["api", "authenticator"])],
    violates: [
      'EKS cluster "blue": enabledClusterLogTypes lack audit. To fix it, add the log types to enabledClusterLogTypes.',
    ],
  },
  {
    title: "refuses a cluster without logs",
    resources: [logging(undefined)],
    violates: [
      'EKS cluster "blue": enabledClusterLogTypes lack api, audit, authenticator. To fix it, add the log types to enabledClusterLogTypes.',
    ],
  },
  {
    title: "waits for log types that are not known yet",
    resources: [logging(unknown)],
    cannotTell: [
      'EKS cluster "blue": cannot tell yet: enabledClusterLogTypes is known only when it is deployed; the rule decides then.',
    ],
  },
];
