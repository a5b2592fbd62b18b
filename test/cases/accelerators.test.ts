import assert from "node:assert/strict";
import { findingsOf, stackYaml } from "./harness";

/** Findings of a stack whose team `vision` has this one pool, other findings left out. */
function pool(...lines: readonly string[]): readonly string[] {
  const yaml = stackYaml(
    "nodepools:cluster: { endpoint: { publicCidrs: [8.8.8.0/24] } }",
    "nodepools:teams:",
    "  vision:",
    "    pools:",
    "      - name: gpu",
    ...lines.map((line) => `        ${line}`),
  );
  return findingsOf(yaml);
}

const limits = 'limits: { cpu: "32", memory: 128Gi, gpu: 4 }';
const at = "Pulumi.dev.yaml:8:11 teams.vision.pools[0]";

describe("cases: accelerators", () => {
  it("05: a GPU pool on AL2023 needs a device plugin, which the program installs where it is told to", () => {
    assert.deepEqual(
      pool(
        "instanceFamilies: [g5, g6]",
        'taints: [{ key: nvidia.com/gpu, value: "true", effect: NoSchedule }]',
        limits,
      ),
      [
        `warning ${at}: admits types with NVIDIA GPUs only, and the stack names no device plugin: without one, nodes are never initialized, so Karpenter never consolidates them, and pods that request GPUs stay pending; write devicePlugins: { nvidia: {} } to have it installed, or install NVIDIA's device plugin yourself, which tolerates nvidia.com/gpu:NoSchedule only: have it tolerate team=vision:NoSchedule and nvidia.com/gpu=true:NoSchedule, too; add its namespace to admission.daemonSetNamespaces; then set the label nvidia.com/gpu.present: "true" on the pool`,
      ],
    );
  });

  it("05: is quiet once the pool has the label by which the plugin finds nodes, and on Bottlerocket", () => {
    assert.deepEqual(pool("instanceFamilies: [g5]", 'labels: { nvidia.com/gpu.present: "true" }', limits), []);
    assert.deepEqual(pool("instanceFamilies: [g5]", "nodeClass: { amiFamily: Bottlerocket }", limits), []);
  });

  it("b90: GPU types without a taint or a GPU limit are started by any pod of the team", () => {
    assert.deepEqual(
      pool(
        "instanceFamilies: [g5]",
        'labels: { nvidia.com/gpu.present: "true" }',
        'limits: { cpu: "100", memory: 400Gi }',
      ),
      [
        `warning ${at}: admits types with NVIDIA GPUs only, and has neither a taint of its own nor limits.gpu: any pod of its team may start such a node; add the taint nvidia.com/gpu:NoSchedule`,
      ],
    );
  });

  it("b80: expireAfter Never says what the policies think of it", () => {
    assert.deepEqual(pool("expireAfter: Never", 'limits: { cpu: "100", memory: 400Gi }'), [
      'warning Pulumi.dev.yaml:9:11 teams.vision.pools[0].expireAfter: "Never" keeps nodes of any age: patches reach them by drift only; the policy pool-expires-in-bounds refuses it unless a policy config sets its max to Never; write a duration, if the pods may move that often',
    ]);
  });
});
