import assert from "node:assert/strict";
import { instanceTypes } from "../../../capacity/ec2/catalogue";
import { amountOf, limitResources, limitsText, parseLimit, parseLimits } from "../../../capacity/nodePool/limits";

const type = (name: string) => instanceTypes().find((one) => one.type === name)!;

describe("limits", () => {
  it("know these resources, and leave others out", () => {
    assert.deepEqual(limitResources, [
      "cpu",
      "memory",
      "nodes",
      "nvidia.com/gpu",
      "amd.com/gpu",
      "aws.amazon.com/neuron",
      "aws.amazon.com/neuroncore",
    ]);
    const limits = parseLimits({ pods: "100", "ephemeral-storage": "1Ti", toString: "1", nodes: "3", cpu: 64 });
    assert.deepEqual(
      limits.map(({ resource, amount, stated }) => [resource, amount, stated]),
      [
        ["cpu", 64_000, "64"],
        ["nodes", 3, "3"],
      ],
    );
  });

  it("have one unit each, and count of a node what Karpenter counts", () => {
    const limits = parseLimits({ cpu: "1500m", memory: "1000M", "nvidia.com/gpu": "9", "amd.com/gpu": "2" }, 7);
    const node = type("g4dn.12xlarge");
    assert.deepEqual(
      limits.map(({ name, amount, capacity, taken }) => [name, amount, capacity, taken(node)]),
      [
        ["cpu", 1500, 1500, 48_000],
        // 7.5 % of the memory is set aside; whole MiB are counted
        ["memory", 1_000_000_000, 953, 181_862],
        ["nodes", 7, 7, 1],
        ["gpu", 9, 9, 4],
        ["amd.com/gpu", 2, 2, 0],
      ],
    );
    assert.equal(limitsText(limits), "cpu 1500m, memory 1000M, nodes 7, gpu 9, amd.com/gpu 2");
    assert.deepEqual([amountOf(limits, "memory"), amountOf([], "memory")], [1_000_000_000, undefined]);
  });

  it("of a static pool are its replicas, unless nodes are limited", () => {
    const nodes = (stated: Readonly<Record<string, unknown>>) => amountOf(parseLimits(stated, 5), "nodes");
    assert.deepEqual([nodes({}), nodes({ nodes: "3" }), nodes({ nodes: "many" })], [5, 3, 5]);
  });

  it("that cannot be read say why, and hide nothing of the others", () => {
    assert.deepEqual(parseLimit("cpu", "lots"), {
      error: '"lots" is not a valid CPU quantity; write "64" or "64000m"',
    });
    assert.deepEqual(parseLimit("memory", "-1Gi"), { error: '"-1Gi" is negative; write "512Mi" or "1000Gi"' });
    assert.deepEqual(parseLimit("nvidia.com/gpu", "1.5"), { error: '"1.5" is not a whole number; write "8"' });
    assert.deepEqual(
      [true, null, ["4"], Number.NaN].map((value) => parseLimit("nodes", value)),
      [
        { error: "it is not a quantity" },
        { error: "it is not a quantity" },
        { error: "it is not a quantity" },
        { error: "it is not a quantity" },
      ],
    );
    assert.equal(limitsText(parseLimits({ cpu: "lots", memory: "1Gi" })), "memory 1Gi");
  });
});
