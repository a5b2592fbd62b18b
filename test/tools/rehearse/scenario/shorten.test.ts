import { deepEqual } from "node:assert/strict";
import { shortenWaits } from "../../../../tools/rehearse/scenario/shorten";

describe("shortened waits", () => {
  const now = new Date("2026-11-21T14:30:20Z");
  const pool = (consolidateAfter: string) => ({
    apiVersion: "karpenter.sh/v1",
    kind: "NodePool",
    metadata: { name: "a" },
    spec: { disruption: { consolidateAfter, consolidationPolicy: "WhenEmpty" }, template: {} },
  });

  it("are said, one line each", () => {
    const { object, changes } = shortenWaits(pool("5m"), {}, now);
    deepEqual(changes, ["NodePool a: consolidateAfter 5m is 3s"]);
    deepEqual(object.spec.disruption, { consolidateAfter: "3s", consolidationPolicy: "WhenEmpty" });
  });

  it("leave what is short already, what never ends, and what is to be kept", () => {
    for (const [planned, shorten] of [
      ["3s", {}],
      ["0s", {}],
      ["Never", {}],
      ["5m", { consolidateAfter: "keep" }],
    ] as const) {
      deepEqual(shortenWaits(pool(planned), shorten, now), { object: pool(planned), changes: [] });
    }
  });

  it("are KEDA's defaults where a ScaledObject says nothing, and its windows are closed", () => {
    const scaled = {
      apiVersion: "keda.sh/v1alpha1",
      kind: "ScaledObject",
      metadata: { namespace: "held", name: "a" },
      spec: {
        pollingInterval: 1,
        triggers: [{ type: "cron", metadata: { timezone: "UTC", start: "0 9 * * *", end: "0 18 * * *" } }],
      },
    };
    const { object, changes } = shortenWaits(scaled, { cooldownPeriod: "10s" }, now);
    deepEqual(changes, [
      "ScaledObject held/a: cooldownPeriod 300 s is 10 s",
      'ScaledObject held/a: window 0, "0 9 * * *" to "0 18 * * *" UTC, is closed until a step opens it',
    ]);
    deepEqual(object.spec, {
      pollingInterval: 1,
      cooldownPeriod: 10,
      triggers: [{ type: "cron", metadata: { timezone: "UTC", start: "30 2 * * *", end: "28 14 * * *" } }],
    });
  });
});
