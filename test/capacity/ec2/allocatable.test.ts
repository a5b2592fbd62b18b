import assert from "node:assert/strict";
import { addressPods, allocatable, placeholdersPerNode, wholeNodePlaceholder } from "../../../capacity/ec2/allocatable";
import { type InstanceType, instanceTypes } from "../../../capacity/ec2/catalogue";
import { type KubeletSettings, kubeletKept } from "../../../capacity/ec2/kubeletKept";

function named(name: string): InstanceType {
  return instanceTypes().find(({ type }) => type === name)!;
}

describe("allocatable", () => {
  // Karpenter v1.14.1 website, reference/instance-types
  const documented = [
    ["t3.medium", 1930, 3246, 17],
    ["m7i.large", 1930, 6903, 29],
    ["m7i.xlarge", 3920, 14162, 58],
    ["m7i.2xlarge", 7910, 29317, 58],
    ["m7g.xlarge", 3920, 14103, 58],
    ["c7i.xlarge", 3920, 6584, 58],
    ["r7i.xlarge", 3920, 29317, 58],
  ] as const;

  for (const [type, cpuMillis, memoryMiB, pods] of documented) {
    it(`gives ${type} what Karpenter documents`, () => {
      assert.deepEqual(allocatable(named(type)), { cpuMillis, memoryMiB, pods });
    });
  }

  it("keeps a quarter per cent of each core above the fourth", () => {
    assert.deepEqual(
      ["m7i.4xlarge", "m7i.8xlarge", "m7i.16xlarge"].map((type) => allocatable(named(type)).cpuMillis),
      [15890, 31850, 63770],
    );
  });

  it("counts maxPods for pods, and for memory only on Bottlerocket", () => {
    const type = named("m7i.large");
    assert.equal(addressPods(type), 29);
    assert.deepEqual(allocatable(type, { maxPods: 110 }), { cpuMillis: 1930, memoryMiB: 6903, pods: 110 });
    assert.deepEqual(allocatable(type, { maxPods: 110, bottlerocket: true }), {
      cpuMillis: 1930,
      memoryMiB: 6903 - 11 * 81,
      pods: 110,
    });
  });

  it("keeps what the kubelet's settings say in place of Karpenter's own figures", () => {
    const type = named("m7i.large");
    const room = (settings: KubeletSettings) => {
      const { cpuMillis, memoryMiB } = allocatable(type, { kept: kubeletKept(settings)! });
      return [cpuMillis, memoryMiB];
    };
    // 70m and 574 MiB for Kubernetes, and 100 MiB for eviction, are Karpenter's own
    assert.deepEqual(room({ kubeReserved: { cpu: "100m", memory: "1Gi" } }), [1900, 6903 + 574 - 1024]);
    assert.deepEqual(room({ systemReserved: { cpu: "100m", memory: "200Mi" } }), [1830, 6703]);
    assert.deepEqual(room({ evictionHard: { "memory.available": "500Mi" } }), [1930, 6503]);
    assert.deepEqual(room({ evictionHard: { "memory.available": "10%" } }), [1930, 6903 + 100 - 758]);
    assert.deepEqual(room({ evictionHard: { "memory.available": "100%" } }), [1930, 7003], "100% is none");
    assert.deepEqual(
      room({ evictionHard: { "memory.available": "100Mi" }, evictionSoft: { "memory.available": "1Gi" } }),
      [1930, 6903 + 100 - 1024],
    );
    assert.equal(kubeletKept({ evictionHard: { "nodefs.available": "10%" }, kubeReserved: { pid: "100" } }), undefined);
  });

  it("packs placeholders by the tightest of cpu, memory and pods", () => {
    const type = named("m7i.xlarge");
    assert.equal(placeholdersPerNode(type, { cpuMillis: 1000, memoryMiB: 100 }), 3);
    assert.equal(placeholdersPerNode(type, { cpuMillis: 3920, memoryMiB: 14162 }), 1);
    assert.equal(placeholdersPerNode(type, { cpuMillis: 3921, memoryMiB: 1 }), 0);
    assert.equal(placeholdersPerNode(type, { cpuMillis: 1, memoryMiB: 14163 }), 0);
    assert.equal(placeholdersPerNode(type, { cpuMillis: 1, memoryMiB: 1 }), 58);
    assert.equal(placeholdersPerNode(type, { cpuMillis: 0, memoryMiB: 7000 }), 2);
    const daemonSets = { cpuMillis: 150, memoryMiB: 200, pods: 3 };
    assert.equal(placeholdersPerNode(type, { cpuMillis: 3920, memoryMiB: 100 }, { daemonSets }), 0);
    assert.equal(placeholdersPerNode(type, { cpuMillis: 1, memoryMiB: 1 }, { daemonSets }), 55);
  });

  it("suggests a placeholder that fills a node: it fits once, and not on the next smaller size", () => {
    const size = wholeNodePlaceholder(named("m7i.xlarge"), { daemonSets: { cpuMillis: 150, memoryMiB: 200, pods: 3 } });
    assert.deepEqual(size, { cpuMillis: 3580, memoryMiB: 13263 });
    assert.deepEqual(
      ["m7i.large", "m7i.xlarge", "m7i.2xlarge"].map((type) => placeholdersPerNode(named(type), size)),
      [0, 1, 2],
    );
  });
});
