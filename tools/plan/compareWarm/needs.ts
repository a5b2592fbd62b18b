/** Which versions and feature gates each engine needs, and whether the stack has them. */
import gte from "semver/functions/gte";
import type { WarmEngineName } from "../../../capacity/warm/engines";
import type { StackConfig } from "../../../config";
import type { PlannedEngine } from "../summary/compareWarmSchema";

type Need = PlannedEngine["needs"][number];

/**
 * Gates of Karpenter's. Sources: reference/settings (StaticCapacity since 1.8); pkg/apis/crds of v1.14.1 (CapacityBuffer in
 * v1beta1; 1.13 had v1alpha1 alone); both alpha in v1.15.0 pkg/operator/options/options.go.
 */
export const gates = {
  static: { key: "staticCapacity", gate: "StaticCapacity", since: "1.8.0" },
  capacityBuffer: { key: "capacityBuffer", gate: "CapacityBuffer", since: "1.14.0" },
} as const;

/** First KEDA whose cron triggers take lists of days (kedacore/keda#7448), as the check of the config has it. */
const leastKeda = "2.20.0";

function gateNeed({ key, gate, since }: (typeof gates)[keyof typeof gates], { karpenter }: StackConfig): Need {
  const { version, featureGates } = karpenter;
  const isOn = featureGates[key];
  return {
    what: "Karpenter",
    since,
    gate,
    stage: "alpha",
    has: `${version}, gate ${isOn ? "on" : "off"}`,
    met: isOn && gte(version, since),
  };
}

/** None for an engine that every version of this program's range has. */
export function needsOf(engine: WarmEngineName, stack: StackConfig): readonly Need[] {
  switch (engine) {
    case "windows": {
      const { keda } = stack;
      const has = keda === undefined ? "not installed: the first window installs it" : keda.version;
      return [
        {
          what: "KEDA",
          since: leastKeda,
          stage: "stable",
          has,
          met: keda === undefined || gte(keda.version, leastKeda),
        },
      ];
    }
    case "static":
    case "capacityBuffer":
      return [gateNeed(gates[engine], stack)];
    case "always":
    case "pin":
      return [];
  }
}
