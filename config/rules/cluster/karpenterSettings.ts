/** Settings of Karpenter that do something only beside others, or exclude each other. Of its chart and controller, 1.15. */
import { recordOf } from "../../../capacity/units/fields";
import type { KarpenterConfig } from "../../stack";
import type { Rule } from "../rule";

const repairPath = "karpenter.featureGates.nodeRepair";
const legacyPath = "karpenter.values.settings.legacyNodeRepair";

interface Setting {
  readonly path: string;
  readonly isOn: (karpenter: KarpenterConfig) => boolean;
}

const settingsOf = ({ values }: KarpenterConfig) => recordOf(values.settings);

/** Where node repair can be set otherwise; each does nothing while it is off. */
const ofRepair: readonly Setting[] = [
  {
    path: "karpenter.featureGates.terminateFirstRepair",
    isOn: ({ featureGates }) => featureGates.terminateFirstRepair,
  },
  { path: "karpenter.awsFeatureGates.rebootForRepair", isOn: ({ awsFeatureGates }) => awsFeatureGates.rebootForRepair },
  { path: legacyPath, isOn: (karpenter) => settingsOf(karpenter).legacyNodeRepair === true },
];

/** Devices that the controller counts with a gate, and with settings.enableDRA at once. */
const draGates = ["draNVIDIAGPU", "draEFA"] as const;

export const karpenterSettingRules: readonly Rule[] = [
  {
    name: "repair-settings-have-node-repair",
    level: "warning",
    check: ({ stack: { karpenter } }, report) => {
      if (karpenter.featureGates.nodeRepair) return;
      for (const { path, isOn } of ofRepair) {
        if (!isOn(karpenter)) continue;
        report({
          path,
          value: true,
          message: `does nothing: ${repairPath} is off`,
          suggestion: `set ${repairPath}: true, or delete it`,
        });
      }
    },
  },
  {
    name: "legacy-node-repair-stands-alone",
    level: "error",
    check: ({ stack: { karpenter } }, report) => {
      if (settingsOf(karpenter).legacyNodeRepair !== true) return;
      for (const { path, isOn } of ofRepair) {
        if (path === legacyPath || !isOn(karpenter)) continue;
        report({
          path,
          value: true,
          message: `cannot be with ${legacyPath}: the legacy controller only replaces nodes, and launches first`,
          suggestion: "delete one of them",
        });
      }
    },
  },
  {
    name: "dra-is-set-once",
    level: "error",
    check: ({ stack: { karpenter } }, report) => {
      const { enableDRA, ignoreDRARequests } = settingsOf(karpenter);
      const on = draGates.filter((gate) => karpenter.awsFeatureGates[gate]);
      for (const gate of enableDRA === true ? on : []) {
        report({
          path: pathOfGate(gate),
          value: true,
          message: "cannot be with karpenter.values.settings.enableDRA, which sets it, too: the chart fails",
          suggestion: "delete one of them",
        });
      }
      const setter = enableDRA === true ? "karpenter.values.settings.enableDRA" : on.map(pathOfGate)[0];
      const contradicts = enableDRA === true ? typeof ignoreDRARequests === "boolean" : ignoreDRARequests === true;
      if (setter === undefined || !contradicts) return;
      report({
        path: "karpenter.values.settings.ignoreDRARequests",
        value: ignoreDRARequests,
        message: `cannot be with ${setter}, which makes it false`,
        suggestion: "delete it",
      });
    },
  },
];

function pathOfGate(gate: string): string {
  return `karpenter.awsFeatureGates.${gate}`;
}
