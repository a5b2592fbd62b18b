import assert from "node:assert/strict";
import { poolRequirements } from "../../../config/resolve/requirements";

const general = [
  { key: "kubernetes.io/os", operator: "In", values: ["linux"] },
  { key: "kubernetes.io/arch", operator: "In", values: ["amd64"] },
  { key: "karpenter.sh/capacity-type", operator: "In", values: ["on-demand"] },
  { key: "karpenter.k8s.aws/instance-category", operator: "In", values: ["c", "m", "r"] },
  { key: "karpenter.k8s.aws/instance-generation", operator: "Gte", values: ["3"] },
] as const;
const keysOf = (...args: Parameters<typeof poolRequirements>) => poolRequirements(...args).map(({ key }) => key);

describe("poolRequirements", () => {
  it("takes Karpenter's general set when nothing is said of instances", () => {
    assert.deepEqual(poolRequirements({}, "linux"), general);
    assert.deepEqual(poolRequirements({ requirements: [{ key: "example.com/own", operator: "Exists" }] }, "linux"), [
      ...general,
      { key: "example.com/own", operator: "Exists" },
    ]);
  });

  it("takes it not when anything is said of them, be it by a further requirement", () => {
    const said = [
      { instanceCategories: ["g"] },
      { instanceFamilies: ["m5"] },
      { instanceSizes: ["large"] },
      { instanceTypes: ["m5.large"] },
      { instanceGenerations: { atMost: 8 } },
      { requirements: [{ key: "karpenter.k8s.aws/instance-cpu", operator: "Gt" as const, values: ["3"] }] },
      { requirements: [{ key: "node.kubernetes.io/instance-type", operator: "In" as const, values: ["m5.large"] }] },
    ];
    for (const settings of said) {
      const requirements = poolRequirements(settings, "linux");
      assert.equal(requirements.length, 4, JSON.stringify(settings));
      assert.ok(!requirements.some(({ values }) => values?.join() === "c,m,r"));
    }
  });

  it("writes them in one order, whatever the order in the file", () => {
    assert.deepEqual(
      keysOf(
        {
          requirements: [
            { key: "z.example.com/own", operator: "Exists" },
            { key: "a.example.com/own", operator: "Exists" },
          ],
          zones: ["us-east-1a"],
          instanceGenerations: { atMost: 9, atLeast: 5 },
          instanceTypes: ["m5.large"],
          instanceSizes: ["large"],
          instanceFamilies: ["m5"],
          instanceCategories: ["m"],
          capacityTypes: ["spot"],
          architectures: ["arm64"],
        },
        "windows",
      ),
      [
        "kubernetes.io/os",
        "kubernetes.io/arch",
        "karpenter.sh/capacity-type",
        "karpenter.k8s.aws/instance-category",
        "karpenter.k8s.aws/instance-family",
        "karpenter.k8s.aws/instance-size",
        "node.kubernetes.io/instance-type",
        "topology.kubernetes.io/zone",
        "karpenter.k8s.aws/instance-generation",
        "karpenter.k8s.aws/instance-generation",
        "z.example.com/own",
        "a.example.com/own",
      ],
    );
  });

  it("keeps values and minValues of a further requirement, and adds no key that was not said", () => {
    assert.deepEqual(
      poolRequirements(
        {
          requirements: [
            { key: "karpenter.k8s.aws/instance-family", operator: "In", values: ["m5", "c5"], minValues: 2 },
          ],
        },
        "linux",
      ).at(-1),
      { key: "karpenter.k8s.aws/instance-family", operator: "In", values: ["m5", "c5"], minValues: 2 },
    );
  });

  it("takes no general set when a node label chooses instances, as with a requirement", () => {
    const chosen = ["kubernetes.io/os", "kubernetes.io/arch", "karpenter.sh/capacity-type"];
    assert.deepEqual(keysOf({}, "linux", { "karpenter.k8s.aws/instance-cpu": "64" }), chosen);
    assert.deepEqual(
      keysOf({}, "linux", { team: "dotori" }),
      general.map(({ key }) => key),
    );
  });
});
