import { deepEqual } from "node:assert/strict";
import { workloadOn } from "../../../../tools/rehearse/scenario/workload";

describe("workload of a scenario", () => {
  it("selects its pool's labels and tolerates its pool's taints, as its team must write it", () => {
    const template = {
      metadata: { labels: { team: "dotori" } },
      spec: {
        taints: [
          { key: "team", value: "dotori", effect: "NoSchedule" },
          { key: "gpu", effect: "NoExecute" },
        ],
      },
    };
    const pool = {
      apiVersion: "karpenter.sh/v1",
      kind: "NodePool",
      metadata: { name: "dotori-general" },
      spec: { template },
    };
    const { metadata, spec } = workloadOn(pool, {
      workload: "dotori/web",
      pool: "dotori-general",
      replicas: 2,
      cpu: 1,
      memory: "1Gi",
    });
    deepEqual(metadata, { namespace: "dotori", name: "web" });
    deepEqual(spec.template.spec.nodeSelector, { team: "dotori", "karpenter.sh/nodepool": "dotori-general" });
    deepEqual(spec.template.spec.tolerations, [
      { key: "team", effect: "NoSchedule", operator: "Equal", value: "dotori" },
      { key: "gpu", effect: "NoExecute", operator: "Exists" },
    ]);
    deepEqual(spec.template.spec.containers[0]?.resources.requests, { cpu: "1", memory: "1Gi" });
  });
});
