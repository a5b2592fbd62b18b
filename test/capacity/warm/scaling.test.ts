import assert from "node:assert/strict";
import { toleranceCanBeZero, warmScaling } from "../../../capacity/warm/scaling";
import { withinTolerance } from "../../../capacity/windows/overlap";

describe("warmScaling", () => {
  it("lets KEDA jump between 0 and N where all windows have one number", () => {
    const wanted = { kind: "idle", idleReplicaCount: 0, minReplicaCount: 11, maxReplicaCount: 11 };
    assert.deepEqual(warmScaling({ windows: [11], kubernetesVersion: "1.33" }), wanted);
    assert.deepEqual(warmScaling({ windows: [11, 11], kubernetesVersion: "1.36" }), wanted);
  });

  it("goes from number to number in one step, without waiting, where they differ", () => {
    assert.deepEqual(warmScaling({ windows: [10, 45], kubernetesVersion: "1.34" }), {
      kind: "steps",
      minReplicaCount: 0,
      maxReplicaCount: 45,
      scaleUp: { stabilizationWindowSeconds: 0, policies: [{ type: "Pods", value: 45, periodSeconds: 15 }] },
      scaleDown: { stabilizationWindowSeconds: 0, policies: [{ type: "Percent", value: 100, periodSeconds: 15 }] },
    });
  });

  it("sets the tolerance to 0 where Kubernetes has it", () => {
    const tolerances = (kubernetesVersion: string) => {
      const scaling = warmScaling({ windows: [10, 11], kubernetesVersion });
      return scaling.kind === "steps" ? [scaling.scaleUp.tolerance, scaling.scaleDown.tolerance] : [];
    };
    assert.deepEqual(
      [tolerances("1.34"), tolerances("1.35")],
      [
        [undefined, undefined],
        ["0", "0"],
      ],
    );
    assert.deepEqual(["1.33", "1.34", "1.35", "v1.36.1", "2.0"].map(toleranceCanBeZero), [
      false,
      false,
      true,
      true,
      true,
    ]);
  });

  it("owns a constant number without KEDA, and makes it the least where there are windows", () => {
    assert.deepEqual(warmScaling({ windows: [], always: 3, kubernetesVersion: "1.35" }), {
      kind: "replicas",
      replicas: 3,
    });
    assert.deepEqual(warmScaling({ windows: [], kubernetesVersion: "1.35" }), { kind: "none" });
    const least = (windows: readonly number[]) => {
      const scaling = warmScaling({ windows, always: 3, kubernetesVersion: "1.35" });
      return scaling.kind === "steps" ? [scaling.minReplicaCount, scaling.maxReplicaCount] : [];
    };
    assert.deepEqual(
      [least([5]), least([2])],
      [
        [3, 5],
        [3, 3],
      ],
    );
  });

  it("knows the autoscaler's dead band on both sides, in whole numbers", () => {
    const swallowed = (before: number) =>
      Array.from({ length: 2 * before }, (_, n) => n + 1).filter((after) => withinTolerance(before, after));
    assert.deepEqual([swallowed(9), swallowed(10), swallowed(20)], [[], [9, 11], [18, 19, 21, 22]]);
    // the default ramp 1, 5, 10, 20, 40, 80 stops short of exactly these (facts/overprovisioning.md section 2)
    const unreached = Array.from({ length: 100 }, (_, n) => n + 1).filter((n) =>
      [1, 5, 10, 20, 40, 80].some((step) => step < n && withinTolerance(step, n)),
    );
    assert.deepEqual(unreached, [11, 21, 22, 41, 42, 43, 44, 81, 82, 83, 84, 85, 86, 87, 88]);
  });
});
