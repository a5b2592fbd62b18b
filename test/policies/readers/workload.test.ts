import { deepEqual } from "node:assert/strict";
import { podSpecOf } from "../../../policies/readers/workload";

describe("the pod spec of a workload", () => {
  it("is where each kind of workload has it, and nowhere in other kinds", () => {
    const paths = [
      "kubernetes:apps/v1:Deployment",
      "kubernetes:apps/v1:StatefulSet",
      "kubernetes:apps/v1:DaemonSet",
      "kubernetes:apps/v1:ReplicaSet",
      "kubernetes:batch/v1:Job",
      "kubernetes:batch/v1:CronJob",
      "kubernetes:core/v1:Pod",
      "kubernetes:core/v1:PodTemplate",
      "kubernetes:apps/v1:DeploymentList",
      "example:apps/v1:Deployment",
    ].map((type) => podSpecOf(type)?.join("."));
    const template = "spec.template.spec";
    deepEqual(paths, [
      template,
      template,
      template,
      template,
      template,
      "spec.jobTemplate.spec.template.spec",
      "spec",
      undefined,
      undefined,
      undefined,
    ]);
  });
});
