import { deepEqual } from "node:assert/strict";
import type { KubeObject } from "../../../../../tools/rehearse/api/kubeObject";
import { placementFindings } from "../../../../../tools/rehearse/aws/charts/placement";
import type { AwsResource } from "../../../../../tools/rehearse/aws/credentials/roles";

const group = (taints: readonly object[]): AwsResource => ({
  urn: "",
  type: "aws:eks/nodeGroup:NodeGroup",
  name: "bootstrap",
  id: "bootstrap",
  parent: "",
  inputs: { taints } as AwsResource["inputs"],
  outputs: {},
});

const critical = group([{ key: "CriticalAddonsOnly", value: "true", effect: "NO_SCHEDULE" }]);
const ownNodes = { key: "karpenter.sh/nodepool", operator: "DoesNotExist" };
const affinity = {
  nodeAffinity: {
    requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions: [ownNodes] }] },
  },
};

const deployment = (pod: object): KubeObject => ({
  apiVersion: "apps/v1",
  kind: "Deployment",
  metadata: { name: "karpenter", namespace: "kube-system" },
  spec: { template: { spec: pod } },
});

const found = (pod: object, groups: readonly AwsResource[]) => {
  const one = deployment(pod);
  return placementFindings([one], one, groups).map(({ field }) => field);
};

const tolerations = (toleration: object) => ({ affinity, tolerations: [toleration] });

describe("the pods of charts on the bootstrap node group", () => {
  it("are taken when they tolerate its taints", () => {
    deepEqual(found(tolerations({ key: "CriticalAddonsOnly", operator: "Exists" }), [critical]), []);
    deepEqual(found(tolerations({ operator: "Exists" }), [critical]), []);
    deepEqual(found(tolerations({ key: "CriticalAddonsOnly", value: "true", effect: "NoSchedule" }), [critical]), []);
    deepEqual(found({ affinity }, [group([])]), []);
  });

  it("are found when they do not, and when they may land on Karpenter's nodes", () => {
    const field = "spec.template.spec.tolerations";
    deepEqual(found({ affinity }, [critical]), [field]);
    deepEqual(found(tolerations({ key: "CriticalAddonsOnly", value: "false" }), [critical]), [field]);
    deepEqual(found(tolerations({ key: "CriticalAddonsOnly", operator: "Exists", effect: "NoExecute" }), [critical]), [
      field,
    ]);
    deepEqual(found({}, [group([])]), ["spec.template.spec.affinity"]);
  });

  it("are taken by one group out of several, and by Fargate", () => {
    deepEqual(found({ affinity }, [critical, group([])]), []);
    deepEqual(found({ affinity }, []), []);
  });
});
