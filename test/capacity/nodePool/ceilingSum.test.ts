import assert from "node:assert/strict";
import { instanceTypes } from "../../../capacity/ec2/catalogue";
import { poolCeiling } from "../../../capacity/nodePool/ceiling";
import { sumCeilings } from "../../../capacity/nodePool/ceilingSum";
import { parseLimits } from "../../../capacity/nodePool/limits";

const gib = 2 ** 30;
const nothing = { cpuMillis: 0, memoryBytes: 0, nodes: 0, gpu: 0, usdPerHour: 0 };

function ceiling(limits: Readonly<Record<string, string>>, names: readonly string[], region = "us-east-1") {
  const types = instanceTypes().filter(({ type }) => names.includes(type));
  return poolCeiling({ limits: parseLimits(limits), types, region });
}

describe("sum of ceilings", () => {
  it("sums the pools of a team", () => {
    const parts = [
      { name: "web", ceiling: ceiling({ cpu: "8" }, ["m5.large"]) },
      { name: "batch", ceiling: ceiling({ cpu: "4" }, ["m7i.xlarge"]) },
    ];
    const none = { cpuMillis: [], memoryBytes: [], nodes: [], gpu: [], usdPerHour: [] };
    assert.deepEqual(sumCeilings(parts), {
      cpuMillis: 12_000,
      memoryBytes: 48 * gib,
      nodes: 5,
      gpu: 0,
      usdPerHour: 0.5856,
      priceBasis: { region: "us-east-1", date: "2026-03-15", estimated: [] },
      unbounded: none,
    });
    assert.deepEqual(sumCeilings([]), { ...nothing, unbounded: none });
  });

  it("has no sum where a part has none, and names the parts", () => {
    const parts = [
      { name: "web", ceiling: ceiling({ cpu: "8" }, ["m5.large"], "cn-north-1") },
      { name: "batch", ceiling: ceiling({}, ["m5.large"]) },
    ];
    const sum = sumCeilings(parts);
    assert.deepEqual([sum.cpuMillis, sum.gpu, sum.usdPerHour, sum.priceBasis], [null, 0, null, undefined]);
    assert.equal(sum.usdPerHourReason, "web: no prices of cn-north-1 are known; batch: no limit bounds the pool");
    assert.deepEqual(sum.unbounded, {
      cpuMillis: ["batch"],
      memoryBytes: ["batch"],
      nodes: ["batch"],
      gpu: [],
      usdPerHour: ["web", "batch"],
    });
  });
});
