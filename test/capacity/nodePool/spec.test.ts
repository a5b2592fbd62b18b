import assert from "node:assert/strict";
import { limitsText } from "../../../capacity/nodePool/limits";
import {
  budgetsOf,
  labelsOf,
  limitsOf,
  type NodePoolSpec,
  replicasOf,
  taintsOf,
  templateOf,
} from "../../../capacity/nodePool/spec";

const spec: NodePoolSpec = {
  template: {
    metadata: { labels: { "example.com/team": "dotori" } },
    spec: {
      nodeClassRef: { group: "karpenter.k8s.aws", kind: "EC2NodeClass", name: "dotori" },
      requirements: [{ key: "karpenter.sh/capacity-type", operator: "In", values: ["spot"], minValues: 1 }],
      taints: [{ key: "example.com/team", value: "dotori", effect: "NoSchedule" }],
      startupTaints: [{ key: "example.com/agent", effect: "NoExecute" }],
    },
  },
  disruption: {
    consolidateAfter: "1m",
    budgets: [{ nodes: "0", reasons: ["Drifted"], schedule: "@daily", duration: "8h" }],
  },
  limits: { cpu: "64", memory: "256Gi" },
};

const strange: readonly unknown[] = [undefined, null, 7, "spec", [], { template: null, limits: [], disruption: "x" }];

describe("nodePool", () => {
  it("reads back what our own types say", () => {
    assert.equal(limitsText(limitsOf(spec)), "cpu 64, memory 256Gi");
    assert.deepEqual(templateOf(spec).requirements, spec.template.spec.requirements);
    assert.deepEqual(templateOf(spec).labels, spec.template.metadata?.labels);
    assert.deepEqual(labelsOf(spec), { "example.com/team": "dotori" });
    assert.deepEqual(taintsOf(spec), spec.template.spec.taints);
    assert.deepEqual(budgetsOf(spec), spec.disruption?.budgets);
    assert.equal(replicasOf(spec), undefined);
  });

  it("finds nothing in what is not a NodePool, and does not throw", () => {
    for (const raw of strange) {
      assert.deepEqual(
        [limitsOf(raw), templateOf(raw), labelsOf(raw), taintsOf(raw), budgetsOf(raw), replicasOf(raw)],
        [[], { requirements: [], labels: {} }, {}, [], undefined, undefined],
      );
    }
  });

  it("reads numbers where others wrote numbers", () => {
    const raw = { limits: { cpu: 64, nodes: 3, memory: true }, replicas: 2 };
    assert.equal(limitsText(limitsOf(raw)), "cpu 64, nodes 3");
    assert.equal(replicasOf(raw), 2);
    const requirements = [{ key: "k", operator: "Gt", values: [4] }];
    assert.deepEqual(templateOf({ template: { spec: { requirements } } }).requirements, [
      { key: "k", operator: "Gt", values: ["4"] },
    ]);
  });

  it("leaves out entries that Karpenter would refuse to read", () => {
    const requirements = [
      { key: "k", operator: "Between" },
      { operator: "Exists" },
      null,
      { key: "k", operator: "Exists" },
    ];
    const taints = [{ key: "k", effect: "Never" }, { effect: "NoSchedule" }, { key: "k", effect: "NoSchedule" }];
    const raw = { template: { spec: { requirements, taints } } };
    assert.deepEqual(templateOf(raw).requirements, [{ key: "k", operator: "Exists" }]);
    assert.deepEqual(taintsOf(raw), [{ key: "k", effect: "NoSchedule" }]);
    assert.deepEqual([replicasOf({ replicas: -1 }), replicasOf({ replicas: 1.5 })], [undefined, undefined]);
  });

  it("tells no budgets from an empty list, which allows everything", () => {
    assert.equal(budgetsOf({ disruption: { consolidateAfter: "0s" } }), undefined);
    assert.deepEqual(budgetsOf({ disruption: { budgets: [] } }), []);
    assert.deepEqual(budgetsOf({ disruption: { budgets: [{ reasons: ["Empty", "Expired"] }] } }), [
      { nodes: "10%", reasons: ["Empty"] },
    ]);
  });
});
