import type { Violation } from "../../violation";

const values = (of: object) => ({ karpenter: { values: of } });

export const karpenterValueViolations: readonly Violation[] = [
  {
    rule: "helm-values-are-read",
    config: values({ logLevl: "debug", settings: { "batch idle": "2s" }, controller: "x" }),
    paths: ["karpenter.values.logLevl", 'karpenter.values.settings["batch idle"]', "karpenter.values.controller"],
    text: 'karpenter.values.logLevl: "debug" is read by no template of the karpenter chart; did you mean "logLevel"?',
    good: values({ logLevel: "debug", settings: { batchIdleDuration: "2s" }, controller: {} }),
  },
  {
    rule: "helm-values-are-read",
    config: values({ replicas: 3, settings: { clusterName: "x", featureGates: {} } }),
    paths: [
      "karpenter.values.replicas",
      "karpenter.values.settings.clusterName",
      "karpenter.values.settings.featureGates",
    ],
    text: "karpenter.values.replicas: 3 is set by the program; use karpenter.replicas",
    good: { karpenter: { replicas: 2, featureGates: {} } },
  },
  {
    rule: "helm-values-are-read",
    config: values({
      logLevel: "warn",
      settings: { reservedENIs: 1, amiRefreshInterval: "59s", enableZonalShift: true },
    }),
    paths: [
      "karpenter.values.logLevel",
      "karpenter.values.settings.reservedENIs",
      "karpenter.values.settings.amiRefreshInterval",
      "karpenter.values.settings.enableZonalShift",
    ],
    good: values({
      logLevel: "error",
      settings: { reservedENIs: "1", amiRefreshInterval: "1m", enableZonalShift: false },
    }),
  },
  {
    rule: "helm-values-are-read",
    config: { karpenter: { version: "1.14.1", values: { settings: { securityGroupRefreshInterval: "2m" } } } },
    paths: ["karpenter.values.settings.securityGroupRefreshInterval"],
    text: 'karpenter.values.settings.securityGroupRefreshInterval: "2m" needs Karpenter 1.15; karpenter.version is "1.14.1"; delete it, or write karpenter.version "1.15.1" or newer',
    good: { karpenter: { version: "1.15.1", values: { settings: { securityGroupRefreshInterval: "2m" } } } },
  },
  {
    rule: "helm-values-are-read",
    config: { karpenter: { version: "1.14.1", values: { settings: { ignoreDRARequests: false } } } },
    paths: ["karpenter.values.settings.ignoreDRARequests"],
    text: 'karpenter.values.settings.ignoreDRARequests: false needs Karpenter 1.15; karpenter.version is "1.14.1"; delete it, or write karpenter.version "1.15.1" or newer',
    good: { karpenter: { version: "1.14.1", values: { settings: { ignoreDRARequests: true } } } },
  },
  ...[-0.1, "0.1"].map((percent) => ({
    rule: "helm-values-are-read",
    config: values({ settings: { vmMemoryOverheadPercent: percent } }),
    paths: ["karpenter.values.settings.vmMemoryOverheadPercent"],
    good: values({ settings: { vmMemoryOverheadPercent: 0 } }),
  })),
  {
    rule: "karpenter-keeps-off-its-own-nodes",
    config: values({ affinity: {} }),
    paths: ["karpenter.values.affinity"],
    good: values({ affinity: { nodeAffinity: { key: "karpenter.sh/nodepool", operator: "DoesNotExist" } } }),
  },
];
