import { deepEqual, equal, ok } from "node:assert/strict";
import { templateOf } from "../../../../capacity/nodePool/spec";
import { simulate } from "../../../../tools/rehearse/nodes/simulation";

interface Requirement {
  readonly key: string;
  readonly operator: string;
  readonly values?: readonly string[];
}

const nodePool = (requirements: readonly Requirement[], more: object = {}) => ({
  apiVersion: "karpenter.sh/v1",
  kind: "NodePool",
  metadata: { name: "dotori-general" },
  spec: {
    ...more,
    template: {
      spec: {
        nodeClassRef: { group: "karpenter.k8s.aws", kind: "EC2NodeClass", name: "dotori" },
        requirements,
        expireAfter: "720h",
      },
    },
  },
});
const nodeClass = (spec: object) => ({
  apiVersion: "karpenter.k8s.aws/v1",
  kind: "EC2NodeClass",
  metadata: { name: "dotori" },
  spec,
});
const types = (...values: readonly string[]): Requirement => ({
  key: "node.kubernetes.io/instance-type",
  operator: "In",
  values,
});
const place = { region: "us-east-1", zones: ["us-east-1a", "us-east-1b"] };

describe("simulation", () => {
  it("replaces the node class and leaves the rest of a pool as it is", () => {
    const pool = nodePool([types("m7i.large")], { limits: { cpu: "4" }, weight: 3 });
    const { objects } = simulate([nodeClass({ amiFamily: "AL2023" }), pool], place);
    const nodeClassRef = { group: "karpenter.kwok.sh", kind: "KWOKNodeClass", name: "dotori" };
    deepEqual(objects, [
      { apiVersion: "karpenter.kwok.sh/v1alpha1", kind: "KWOKNodeClass", metadata: { name: "dotori" }, spec: {} },
      { ...pool, spec: { ...pool.spec, template: { spec: { ...pool.spec.template.spec, nodeClassRef } } } },
    ]);
  });

  const requirementsOf = (objects: ReturnType<typeof simulate>["objects"]): readonly Requirement[] =>
    templateOf(objects.at(-1)!.spec).requirements;

  it("leaves requirements on AWS's labels to Karpenter itself", () => {
    const stated = [
      { key: "karpenter.k8s.aws/instance-family", operator: "In", values: ["m7i"] },
      { key: "karpenter.k8s.aws/instance-cpu", operator: "Gte", values: ["4"] },
    ];
    const { objects, changes } = simulate([nodePool(stated)], place);
    deepEqual(requirementsOf(objects), stated);
    equal(
      changes.some((change) => change.includes("chosen by capacity/")),
      false,
    );
  });

  it("chooses the types of a pool that requires what the simulation lacks, and says so", () => {
    const lacking = { key: "karpenter.k8s.aws/instance-ebs-bandwidth", operator: "Gt", values: ["1000"] };
    const { objects, changes } = simulate([nodePool([types("m7i.large", "c7i.large"), lacking])], place);
    deepEqual(requirementsOf(objects), [types("m7i.large", "c7i.large"), types("c7i.large", "m7i.large")]);
    ok(
      changes.includes(
        "dotori-general: 2 types chosen by capacity/, not by Karpenter: the simulation has no karpenter.k8s.aws/instance-ebs-bandwidth",
      ),
    );
  });

  it("chooses the types of a static pool, since the simulated provider needs them by name", () => {
    const family = { key: "karpenter.k8s.aws/instance-family", operator: "In", values: ["g6f"] };
    const { objects } = simulate([nodePool([family], { replicas: 2 })], place);
    deepEqual(requirementsOf(objects)[0], family);
    equal(requirementsOf(objects)[1]?.key, "node.kubernetes.io/instance-type");
    ok(requirementsOf(objects)[1]?.values?.every((type) => type.startsWith("g6f.")));
  });

  it("removes reserved capacity where there is another capacity type, and says so", () => {
    const key = "karpenter.sh/capacity-type";
    const { objects, changes } = simulate(
      [nodePool([{ key, operator: "In", values: ["reserved", "on-demand"] }])],
      place,
    );
    deepEqual(requirementsOf(objects), [{ key, operator: "In", values: ["on-demand"] }]);
    ok(changes.includes("dotori-general: reserved capacity is not simulated; its nodes are on-demand"));
  });

  it("offers types in the zones that pools require, too, at the region's prices", () => {
    const zone = { key: "topology.kubernetes.io/zone", operator: "In", values: ["ap-northeast-2d"] };
    const { types: sold, changes } = simulate([nodePool([types("m7i.large"), zone])], {
      region: "ap-northeast-2",
      zones: [],
    });
    const zones = new Set(sold[0]?.offerings.flatMap(({ Requirements }) => Requirements[1]?.values ?? []));
    deepEqual([...zones], ["ap-northeast-2a", "ap-northeast-2b", "ap-northeast-2c", "ap-northeast-2d"]);
    equal(sold[0]?.offerings[0]?.Price, 0.1239);
    ok(!changes.some((change) => change.startsWith("prices are those")));
  });

  it("takes the prices of us-east-1 where none are known, and says so", () => {
    const { types: sold, changes } = simulate([nodePool([types("m7i.large")])], { region: "cn-north-1", zones: [] });
    equal(sold[0]?.offerings[0]?.Price, 0.1008);
    ok(changes.includes("prices are those of us-east-1: none are known for cn-north-1"));
  });
});
