import { deepEqual, equal } from "node:assert/strict";
import { controllerSettings } from "../../../../../tools/rehearse/aws/controller/settings";

const deployment = {
  apiVersion: "apps/v1",
  kind: "Deployment",
  metadata: { name: "karpenter", namespace: "karpenter" },
  spec: {
    template: {
      spec: {
        serviceAccountName: "karpenter",
        containers: [
          {
            name: "controller",
            resources: { limits: { cpu: "1500m", memory: "1Gi" } },
            env: [
              { name: "CLUSTER_NAME", value: "dev" },
              { name: "SYSTEM_NAMESPACE", valueFrom: { fieldRef: { fieldPath: "metadata.namespace" } } },
              { name: "MEMORY_LIMIT", valueFrom: { resourceFieldRef: { resource: "limits.memory", divisor: "0" } } },
              { name: "CPU", valueFrom: { resourceFieldRef: { resource: "limits.cpu", divisor: "1m" } } },
            ],
          },
        ],
      },
    },
  },
};

describe("the controller's settings", () => {
  it("are what a pod of the chart's Deployment would get", () => {
    const account = {
      apiVersion: "v1",
      kind: "ServiceAccount",
      metadata: { name: "karpenter", annotations: { "eks.amazonaws.com/role-arn": "arn:aws:iam::1:role/k" } },
    };
    deepEqual(controllerSettings([account, deployment]), {
      namespace: "karpenter",
      serviceAccount: "karpenter",
      environment: { CLUSTER_NAME: "dev", SYSTEM_NAMESPACE: "karpenter", MEMORY_LIMIT: "1073741824", CPU: "1500" },
      annotatedRole: "arn:aws:iam::1:role/k",
    });
  });

  it("name no role without an annotation, and are none without a Deployment", () => {
    equal(controllerSettings([deployment])?.annotatedRole, undefined);
    equal(controllerSettings([]), undefined);
  });
});
