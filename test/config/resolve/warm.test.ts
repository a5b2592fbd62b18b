import assert from "node:assert/strict";
import { checkStackConfig } from "../../../config";
import { context } from "../arbitraries";
import { onePool, quiet } from "../violation";

const window = { days: "weekdays", from: "09:00", to: "18:00", timezone: "Asia/Seoul" } as const;
const xlarge = { instanceCategories: ["m"], instanceGenerations: { atLeast: 5 }, instanceSizes: ["xlarge"] };

function resolved(pool: Record<string, unknown>, stack: Record<string, unknown> = {}) {
  const { config, findings } = checkStackConfig(quiet(onePool({ ...xlarge, ...pool }, stack)), context);
  assert.ok(config, JSON.stringify(findings));
  return { stack: config, pool: config.teams[0]!.pools[0]! };
}

describe("warm capacity, resolved", () => {
  it("counts nodes, one tiny placeholder each", () => {
    const { warm } = resolved({ warm: { always: 1, windows: [{ ...window, nodes: 3, lead: 10 }] } }).pool;
    assert.deepEqual(warm, {
      engine: "placeholders",
      images: [],
      mode: { kind: "perNode" },
      size: { cpuMillis: 10, memoryMiB: 16 },
      always: 1,
      windows: [{ ...window, nodes: 3, lead: 10 }],
      load: undefined,
      packing: { bottlerocket: false, maxPods: 110 },
      cooldownSeconds: 300,
      name: "dotori-general",
    });
  });

  it("counts what is spare in placeholders of the size, rounded up by the scarcer of the two", () => {
    const { warm } = resolved({
      warm: {
        placeholder: { cpu: 1, memory: "2Gi" },
        spare: { cpu: "1500m", memory: "1Gi" },
        windows: [{ ...window, spare: { cpu: "2", memory: "7Gi" } }],
        load: { cpu: "2500m" },
        cooldown: "90s",
      },
    }).pool;
    assert.deepEqual(
      [warm?.mode, warm?.always, warm?.windows[0]?.nodes, warm?.load, warm?.cooldownSeconds],
      [
        { kind: "headroom", size: { cpuMillis: 1000, memoryMiB: 2048 }, zones: 3 },
        2,
        4,
        { cpuMillis: 2500, memoryMiB: 0 },
        90,
      ],
    );
  });

  it("spreads placeholders with a size over the zones that the pool admits", () => {
    const warm = { placeholder: { cpu: 1, memory: "2Gi" }, spare: { cpu: 2, memory: "4Gi" } };
    const named = { network: { zones: ["us-east-1a", "us-east-1b", "us-east-1c"] } };
    const zonesOf = (pool: Record<string, unknown> = {}, stack: Record<string, unknown> = {}) => {
      const mode = resolved({ warm, ...pool }, stack).pool.warm?.mode;
      return mode?.kind === "headroom" ? mode.zones : undefined;
    };
    const without = {
      requirements: [{ key: "topology.kubernetes.io/zone", operator: "NotIn", values: ["us-east-1a"] }],
    };
    assert.deepEqual(
      [zonesOf({}, { network: { zones: 2 } }), zonesOf({}, named), zonesOf({ zones: ["us-east-1b"] }, named)],
      [2, 3, 1],
    );
    assert.deepEqual([zonesOf(without, named), zonesOf(without, { network: { zones: 3 } })], [2, 2]);
    assert.equal(zonesOf({}, { karpenter: { values: { settings: { preferencePolicy: "Ignore" } } } }), 1);
  });

  it("takes a pin for the least number, and its ceiling for a limit", () => {
    const { pool } = resolved({ warm: { always: 1 }, pin: 4, ceiling: true });
    assert.deepEqual([pool.warm?.always, pool.limits.nodes], [4, "4"]);
    const lower = resolved({ limits: { cpu: "64", memory: "256Gi", nodes: 3 }, pin: 2, ceiling: true });
    assert.equal(lower.pool.limits.nodes, "2");
  });

  it("installs KEDA for a window or when asked, and has placeholders where a pool needs them", () => {
    const parts = ({ stack }: ReturnType<typeof resolved>) => [
      stack.keda !== undefined,
      stack.placeholders !== undefined,
    ];
    assert.deepEqual(parts(resolved({})), [false, false]);
    assert.deepEqual(parts(resolved({ warm: { always: 1 } })), [false, true]);
    assert.deepEqual(parts(resolved({ smokeTest: true })), [false, true]);
    assert.deepEqual(parts(resolved({ warm: { windows: [{ ...window, nodes: 1 }] } })), [true, true]);
    assert.deepEqual(parts(resolved({}, { keda: { install: "always" } })), [true, false]);
  });

  it("shortens a name that KEDA could not carry, and no other", () => {
    const long = "a".repeat(45);
    const { warm } = resolved({ name: long, warm: { always: 1 } }).pool;
    assert.equal(warm?.name, `dotori-${long}`);
    const longer = resolved({ name: "a".repeat(50), warm: { always: 1 } }).pool.warm?.name ?? "";
    assert.ok(longer.length <= 54 && longer.startsWith("dotori-aaa"), longer);
  });
});
