/** What keeps a pool's warm capacity: whether it can do what is asked of it, and whether Karpenter has it. */

import { type KarpenterVersionRow, karpenterVersion } from "../../../capacity/karpenter/versions";
import { ownValue } from "../../../capacity/units/ownValue";
import type { PoolConfig } from "../../stack";
import { notIn } from "../notInVersion";
import type { Rule } from "../rule";
import { allPools } from "../rule";

/** Whether a version's chart has the gate of CapacityBuffer. */
const hasBuffers = ({ featureGates }: KarpenterVersionRow) => ownValue(featureGates, "capacityBuffer") !== undefined;

/** Pools whose warm capacity a CapacityBuffer keeps. */
function bufferedPools(pools: readonly PoolConfig[]): readonly PoolConfig[] {
  return pools.filter(({ written }) => written.warm?.engine === "capacityBuffer");
}

export const warmEngineRules: readonly Rule[] = [
  {
    name: "warm-engine-keeps-its-hours",
    level: "error",
    check: ({ stack }, report) => {
      for (const { path, written } of bufferedPools(allPools(stack))) {
        if (written.warm?.windows === undefined) continue;
        report({
          path: `${path}.warm.engine`,
          value: "capacityBuffer",
          message:
            "cannot follow the windows: a CapacityBuffer has no /scale that KEDA could set, so it keeps one number at any time",
          suggestion: 'write "placeholders", or always (with a placeholder\'s size: spare) in place of windows',
        });
      }
    },
  },
  {
    name: "warm-engine-is-switched-on",
    level: "error",
    check: ({ stack }, report) => {
      const { featureGates, version } = stack.karpenter;
      for (const { path } of bufferedPools(allPools(stack))) {
        const at = { path: `${path}.warm.engine`, value: "capacityBuffer" };
        const row = karpenterVersion(version);
        if (row !== undefined && !hasBuffers(row)) {
          report({ ...at, message: notIn(version, hasBuffers).message, suggestion: 'write "placeholders"' });
        } else if (!featureGates.capacityBuffer) {
          report({
            ...at,
            message: "keeps no node: karpenter.featureGates.capacityBuffer is off",
            suggestion: "set karpenter.featureGates.capacityBuffer: true",
          });
        }
      }
    },
  },
];
