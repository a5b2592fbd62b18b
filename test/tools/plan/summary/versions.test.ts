import assert from "node:assert/strict";
import { checkStackConfig, type StackConfig } from "../../../../config";
import { versionLines } from "../../../../tools/plan/report/versions";
import { plannedVersions } from "../../../../tools/plan/summary/versions";
import type { RawConfig } from "../../../config/arbitraries";
import { contextOf, onePool, quiet } from "../../../config/violation";

/** A stack with warm capacity, so that it has KEDA. */
function configured(own: RawConfig): StackConfig {
  const windows = [{ days: "weekdays", from: "09:00", to: "18:00", timezone: "Asia/Seoul", nodes: 1 }];
  const { config: stack } = checkStackConfig(quiet(onePool({ warm: { windows } }, own)), contextOf(undefined));
  assert.ok(stack);
  return stack;
}

const now = Date.UTC(2026, 10, 26);

describe("versions in the plan", () => {
  it("say until when they are supported, and what comes next", () => {
    const stack = configured({
      cluster: { version: "1.34" },
      karpenter: { version: "1.12.1" },
      keda: { version: "2.20.2" },
    });
    assert.deepEqual(versionLines(plannedVersions(stack, now)), [
      "Kubernetes 1.34: standard support until 2026-12-02, extended until 2027-12-02",
      "Karpenter 1.12.1: runs on Kubernetes 1.26 to 1.35",
      "KEDA 2.20.2",
      "next: Kubernetes 1.35: standard support until 2027-03-27",
      "then: Kubernetes 1.36: after Karpenter 1.13.1",
      "then: Kubernetes 1.37: after Karpenter 1.15.1, not offered by EKS on 2026-11-21",
    ]);
  });

  it("say what is not known yet", () => {
    const stack = configured({ cluster: { version: "1.36" } });
    assert.equal(
      versionLines(plannedVersions(stack, now))[0],
      "Kubernetes 1.36: in standard support; when that ends is not known yet",
    );
  });

  it("are left out where no table has them", () => {
    const stack = configured({});
    const unknown = { ...stack, cluster: { ...stack.cluster, version: "1.99" } };
    assert.deepEqual(versionLines(plannedVersions(unknown, now)), []);
  });
});
