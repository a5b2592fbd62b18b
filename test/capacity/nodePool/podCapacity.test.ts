import assert from "node:assert/strict";
import { allocatable } from "../../../capacity/ec2/allocatable";
import { instanceTypes } from "../../../capacity/ec2/catalogue";
import { parseLimits } from "../../../capacity/nodePool/limits";
import { poolPodCapacity, sumPodCapacities } from "../../../capacity/nodePool/podCapacity";

const only = (name: string) => instanceTypes().filter(({ type }) => type === name);
const region = "us-east-1";

describe("pod capacity", () => {
  it("is the allocatable of whole nodes, not the capacity that the limits count", () => {
    const node = allocatable(only("m5.xlarge")[0]!);
    const limits = parseLimits({ cpu: "11", memory: "256Gi" });
    assert.deepEqual(poolPodCapacity({ limits, types: only("m5.xlarge"), region }), {
      cpuMillis: 2 * node.cpuMillis,
      memoryMiB: 2 * node.memoryMiB,
      gpu: 0,
      // 4 interfaces with 15 addresses each: 4 * 14 + 2
      pods: 2 * 58,
    });
    assert.equal(2 * node.cpuMillis < 8000, true);
  });

  it("follows the limit that binds, in nodes too, and counts GPUs", () => {
    const { gpu } = poolPodCapacity({
      limits: parseLimits({ cpu: "1000", nodes: "3" }),
      types: only("g5.12xlarge"),
      region,
    });
    assert.equal(gpu, 12);
    const { gpu: none } = poolPodCapacity({
      limits: parseLimits({ "nvidia.com/gpu": "3" }),
      types: only("g5.12xlarge"),
      region,
    });
    assert.equal(none, 0);
  });

  it("is that of its replicas for a static pool", () => {
    const [node] = only("m5.large").map((type) => allocatable(type, { maxPods: 20 }));
    const capacity = poolPodCapacity({ limits: parseLimits({}, 4), types: only("m5.large"), region }, { maxPods: 20 });
    assert.deepEqual(capacity, { cpuMillis: 4 * node!.cpuMillis, memoryMiB: 4 * node!.memoryMiB, gpu: 0, pods: 80 });
  });

  it("is unbounded without limits, and as stated for types without figures", () => {
    assert.deepEqual(poolPodCapacity({ limits: [], types: only("m5.large"), region }), {
      cpuMillis: null,
      memoryMiB: null,
      gpu: 0,
      pods: null,
    });
    const limits = parseLimits({ cpu: "96", memory: "100Gi" });
    const uncatalogued = [{ key: "node.kubernetes.io/instance-type", value: "dl1.24xlarge" }];
    const stated = poolPodCapacity({ limits, types: [], uncatalogued, region });
    assert.deepEqual(stated, { cpuMillis: 96_000, memoryMiB: 100 * 1024, gpu: 0, pods: null });
  });

  it("adds up over pools, and is unbounded where one of them is", () => {
    const one = { cpuMillis: 1, memoryMiB: 2, gpu: 0, pods: 3 };
    const both = { cpuMillis: 2, memoryMiB: null, gpu: 0, pods: 6 };
    assert.deepEqual(sumPodCapacities([one, { ...one, memoryMiB: null }]), both);
    assert.deepEqual(sumPodCapacities([]), { cpuMillis: 0, memoryMiB: 0, gpu: 0, pods: 0 });
  });
});
