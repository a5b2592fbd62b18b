import type { Violation } from "../../violation";

const karpenter = (of: object) => ({ karpenter: of });
const legacy = { values: { settings: { legacyNodeRepair: true } } };

export const karpenterSettingViolations: readonly Violation[] = [
  {
    rule: "repair-settings-have-node-repair",
    config: karpenter({
      featureGates: { terminateFirstRepair: true },
      awsFeatureGates: { rebootForRepair: true },
    }),
    paths: ["karpenter.featureGates.terminateFirstRepair", "karpenter.awsFeatureGates.rebootForRepair"],
    text: "karpenter.featureGates.terminateFirstRepair: true does nothing: karpenter.featureGates.nodeRepair is off; set karpenter.featureGates.nodeRepair: true, or delete it",
    good: karpenter({
      featureGates: { terminateFirstRepair: true, nodeRepair: true },
      awsFeatureGates: { rebootForRepair: true },
    }),
  },
  {
    rule: "repair-settings-have-node-repair",
    config: karpenter(legacy),
    paths: ["karpenter.values.settings.legacyNodeRepair"],
    good: karpenter({ ...legacy, featureGates: { nodeRepair: true } }),
  },
  {
    rule: "legacy-node-repair-stands-alone",
    config: karpenter({
      ...legacy,
      featureGates: { nodeRepair: true, terminateFirstRepair: true },
      awsFeatureGates: { rebootForRepair: true },
    }),
    paths: ["karpenter.featureGates.terminateFirstRepair", "karpenter.awsFeatureGates.rebootForRepair"],
    text: "karpenter.featureGates.terminateFirstRepair: true cannot be with karpenter.values.settings.legacyNodeRepair: the legacy controller only replaces nodes, and launches first; delete one of them",
    good: karpenter({ ...legacy, featureGates: { nodeRepair: true } }),
  },
  {
    rule: "dra-is-set-once",
    config: karpenter({
      values: { settings: { enableDRA: true, ignoreDRARequests: false } },
      awsFeatureGates: { draEFA: true, draNVIDIAGPU: true },
    }),
    paths: [
      "karpenter.awsFeatureGates.draEFA",
      "karpenter.awsFeatureGates.draNVIDIAGPU",
      "karpenter.values.settings.ignoreDRARequests",
    ],
    text: "karpenter.awsFeatureGates.draNVIDIAGPU: true cannot be with karpenter.values.settings.enableDRA, which sets it, too: the chart fails; delete one of them",
    good: karpenter({ values: { settings: { enableDRA: true } } }),
  },
  {
    rule: "dra-is-set-once",
    config: karpenter({ values: { settings: { ignoreDRARequests: true } }, awsFeatureGates: { draEFA: true } }),
    paths: ["karpenter.values.settings.ignoreDRARequests"],
    good: karpenter({ values: { settings: { ignoreDRARequests: false } }, awsFeatureGates: { draEFA: true } }),
  },
];
