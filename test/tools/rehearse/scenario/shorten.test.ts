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

  it("are reported, one line each", () => {
    const { object, changes } = shortenWaits(pool("5m"), {}, now);
    deepEqual(changes, ["NodePool a: consolidateAfter is 3s instead of 5m"]);
    deepEqual(object, pool("3s"));
  });

  it("are those of nodes' lives where a scenario says so, of nodes that never expire, too", () => {
    const expiring = (expireAfter: string) => ({
      ...pool("Never"),
      spec: { ...pool("Never").spec, template: { spec: { expireAfter, taints: [] } } },
    });
    for (const planned of ["720h", "Never"]) {
      deepEqual(shortenWaits(expiring(planned), {}, now).changes, []);
      const { object, changes } = shortenWaits(expiring(planned), { expireAfter: "45s" }, now);
      deepEqual(changes, [`NodePool a: expireAfter is 45s instead of ${planned}`]);
      deepEqual(object, expiring("45s"));
    }
    deepEqual(shortenWaits(expiring("30s"), { expireAfter: "45s" }, now).changes, []);
  });

  it("leave what is short already, what never ends, what is to be kept, and what the server will refuse", () => {
    for (const [planned, shorten] of [
      ["3s", {}],
      ["0s", {}],
      ["Never", {}],
      ["5m", { consolidateAfter: "keep" }],
      ["1d", {}],
    ] as const) {
      deepEqual(shortenWaits(pool(planned), shorten, now), { object: pool(planned), changes: [] });
    }
  });

  it("leave a ScaledObject without triggers to the server, which refuses it", () => {
    const scaled = (spec: object) => ({
      apiVersion: "keda.sh/v1alpha1",
      kind: "ScaledObject",
      metadata: { namespace: "dotori", name: "a" },
      spec,
    });
    for (const spec of [{}, { triggers: "cron" }, { triggers: [{ type: "cpu" }] }]) {
      const waits = { cooldownPeriod: "300", pollingInterval: 2, ...spec };
      deepEqual(shortenWaits(scaled(waits), {}, now), { object: scaled(waits), changes: [] });
    }
  });

  it("are KEDA's defaults where a ScaledObject says nothing, and its windows are closed", () => {
    const scaled = {
      apiVersion: "keda.sh/v1alpha1",
      kind: "ScaledObject",
      metadata: { namespace: "warm-capacity", name: "a" },
      spec: {
        pollingInterval: 1,
        triggers: [{ type: "cron", metadata: { timezone: "UTC", start: "0 9 * * *", end: "0 18 * * *" } }],
      },
    };
    const { object, changes } = shortenWaits(scaled, { cooldownPeriod: "10s" }, now);
    deepEqual(changes, [
      "ScaledObject warm-capacity/a: cooldownPeriod is 10 s instead of 300 s",
      'ScaledObject warm-capacity/a: window 0, "0 9 * * *" to "0 18 * * *" UTC, is closed until a step opens it',
    ]);
    deepEqual(object.spec, {
      pollingInterval: 1,
      cooldownPeriod: 10,
      triggers: [{ type: "cron", metadata: { timezone: "UTC", start: "30 2 * * *", end: "28 14 * * *" } }],
    });
  });
});
