import { deepEqual } from "node:assert/strict";
import { readUserData } from "../../../../../tools/rehearse/aws/nodes/userData";

const nodeConfig = `MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="//"

--//
Content-Type: application/node.eks.aws

# Karpenter Generated NodeConfig
apiVersion: node.eks.aws/v1alpha1
kind: NodeConfig
spec:
  cluster:
    name: dev
  kubelet:
    config:
      maxPods: 110
    flags:
    - --node-labels="karpenter.sh/nodepool=a,team=b"
    - --register-with-taints="karpenter.sh/unregistered:NoExecute,team=b:NoSchedule"

--//--
`;

const bottlerocket = `[settings.kubernetes]
api-server = 'https://x'
cluster-name = 'dev'
max-pods = 58

[settings.kubernetes.node-labels]
'karpenter.sh/nodepool' = 'a'

[settings.kubernetes.node-taints]
'karpenter.sh/unregistered' = [':NoExecute']
team = ['b:NoSchedule']
`;

const unregistered = { key: "karpenter.sh/unregistered", effect: "NoExecute" };
const team = { key: "team", value: "b", effect: "NoSchedule" };

describe("what user data tells a kubelet", () => {
  it("is in NodeConfig for AL2023", () => {
    deepEqual(readUserData(nodeConfig), {
      labels: { "karpenter.sh/nodepool": "a", team: "b" },
      taints: [unregistered, team],
      maxPods: 110,
      clusters: ["dev"],
    });
  });

  it("is in the settings for Bottlerocket", () => {
    deepEqual(readUserData(bottlerocket), {
      labels: { "karpenter.sh/nodepool": "a" },
      taints: [unregistered, team],
      maxPods: 58,
      clusters: ["dev"],
    });
  });

  it("is nothing in a script that joins no cluster", () => {
    deepEqual(readUserData("#!/bin/bash\necho hello\n"), { labels: {}, taints: [], maxPods: undefined, clusters: [] });
  });
});
