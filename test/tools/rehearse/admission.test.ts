import { deepEqual, equal } from "node:assert/strict";
import { checkAdmission, refusals } from "../../../tools/rehearse/admission";
import { type KubeObject, kindOf } from "../../../tools/rehearse/api/kubeObject";
import type { PlannedObjects } from "../../../tools/rehearse/plannedObjects";
import { admitsAll } from "../../support/rehearse/admitsAll";
import { serverOfSuite } from "../../support/rehearse/server";

const alone = (object: KubeObject): PlannedObjects => ({
  objects: [{ object, origin: "Pulumi.dev.yaml:8:11 teams.dotori.pools[0]" }],
  releases: [],
});

const nodePool = (change: (spec: Record<string, unknown>) => object) => {
  const spec = {
    template: {
      spec: {
        nodeClassRef: { group: "karpenter.k8s.aws", kind: "EC2NodeClass", name: "dotori" },
        requirements: [{ key: "karpenter.sh/capacity-type", operator: "In", values: ["on-demand"] }],
      },
    },
  };
  return { apiVersion: "karpenter.sh/v1", kind: "NodePool", metadata: { name: "of-a-test" }, spec: change(spec) };
};

describe("admission of the planned objects", function () {
  this.timeout(300_000);
  const server = serverOfSuite();

  it("admits every object of Pulumi.dev.yaml", () => admitsAll(server.plane.api, "Pulumi.dev.yaml"));

  it("finds a value that the server refuses, by config path, object and field", async () => {
    const { findings, admitted } = await checkAdmission(
      server.plane.api,
      alone(nodePool((spec) => ({ ...spec, weight: 101 }))),
    );
    deepEqual(findings, [
      {
        check: "admission",
        by: "kubernetes",
        subject: "Pulumi.dev.yaml:8:11 teams.dotori.pools[0] (NodePool of-a-test)",
        field: "spec.weight",
        message: "Invalid value: 101: spec.weight in body should be less than or equal to 100",
      },
    ]);
    deepEqual(admitted, []);
  });

  it("finds a field that a server would prune silently", async () => {
    const { findings } = await checkAdmission(
      server.plane.api,
      alone(nodePool((spec) => ({ ...spec, limit: { cpu: "4" } }))),
    );
    deepEqual(findings, [
      {
        check: "admission",
        by: "kubernetes",
        subject: "Pulumi.dev.yaml:8:11 teams.dotori.pools[0] (NodePool of-a-test)",
        field: "spec.limit",
        message: "the server does not know this field and would drop it silently",
      },
    ]);
  });

  it("finds a kind that the server does not know", async () => {
    const provisioner = { apiVersion: "karpenter.sh/v1alpha5", kind: "Provisioner", metadata: { name: "default" } };
    const { findings } = await checkAdmission(server.plane.api, alone(provisioner));
    deepEqual(
      findings.map(({ message }) => message),
      ["the server does not know the kind Provisioner of karpenter.sh/v1alpha5"],
    );
  });

  it("goes on after a refusal, so that every error is found at once", async () => {
    const bad = nodePool((spec) => ({ ...spec, weight: 0 }));
    const good = nodePool((spec) => spec);
    const { findings, admitted } = await checkAdmission(server.plane.api, {
      objects: [...alone(bad).objects, ...alone(good).objects],
      releases: [],
    });
    deepEqual([findings.length, admitted.length], [1, 1]);
  });

  it("says that Helm releases are not rendered and NetworkPolicies not enforced", async () => {
    const policy = {
      apiVersion: "networking.k8s.io/v1",
      kind: "NetworkPolicy",
      metadata: { name: "apart", namespace: "default" },
      spec: { podSelector: {} },
    };
    const releases = [
      { name: "keda", chart: "keda", version: "", namespace: "keda-of-a-test", createsNamespace: true, values: {} },
    ];
    const { notChecked } = await checkAdmission(server.plane.api, { ...alone(policy), releases });
    deepEqual(notChecked, [
      "Helm release keda (keda): not rendered, so its objects are not checked",
      "NetworkPolicies (1): admitted, but not enforced; there is no pod network here",
    ]);
    equal((await server.plane.api.get(kindOf("v1", "Namespace"), { name: "keda-of-a-test" }))?.kind, "Namespace");
  });
});

describe("a refusal", () => {
  const status = { code: 400, reason: "BadRequest", causes: [] };

  it("becomes one finding for each field that it names", () => {
    const message = 'strict decoding error: unknown field "spec.a", unknown field "spec.b[0].c"';
    deepEqual(
      refusals({ ...status, message }).map(({ field }) => field),
      ["spec.a", "spec.b[0].c"],
    );
  });

  it("becomes one finding without a field when it names none", () => {
    deepEqual(refusals({ ...status, message: "no" }), [{ field: "", message: "no" }]);
  });
});
