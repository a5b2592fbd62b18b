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

const notXen = { key: "karpenter.k8s.aws/instance-hypervisor", operator: "NotIn", values: ["xen"] };

/** Values of the defaults that a pool with these settings keeps: its categories and its oldest generation. */
function keptDefaults(settings: Parameters<typeof poolRequirements>[0], labels: Record<string, string> = {}) {
  const valuesOf = (name: string) =>
    poolRequirements(settings, {}, labels)
      .filter(({ key, operator }) => key.endsWith(name) && operator !== "NotIn")
      .flatMap(({ values = [] }) => values)
      .join();
  return [valuesOf("instance-category"), valuesOf("instance-generation")];
}
const require = (name: string, operator: "In" | "NotIn" | "Gt" | "Exists" | "DoesNotExist", ...values: string[]) => ({
  requirements: [{ key: `karpenter.k8s.aws/instance-${name}`, operator, ...(values.length === 0 ? {} : { values }) }],
});

describe("poolRequirements", () => {
  it("takes Karpenter's general set when nothing is said of instances", () => {
    assert.deepEqual(poolRequirements({}, {}), general);
    assert.deepEqual(poolRequirements({ requirements: [{ key: "example.com/own", operator: "Exists" }] }, {}), [
      ...general,
      { key: "example.com/own", operator: "Exists" },
    ]);
  });

  it("keeps the default of what is unsaid when a pool says a part of what it wants", () => {
    const general = ["c,m,r", "3"];
    for (const part of [
      { instanceSizes: ["xlarge"] },
      { architectures: ["arm64" as const] },
      require("cpu", "Gt", "3"),
      require("memory", "Gt", "8191"),
      require("local-nvme", "Exists"),
      require("family", "NotIn", "m3"),
      require("gpu-count", "DoesNotExist"),
    ]) {
      assert.deepEqual(keptDefaults(part), general, JSON.stringify(part));
    }
    assert.deepEqual(keptDefaults({ instanceGenerations: { atMost: 8 } }), ["c,m,r", "3,8"]);
    assert.deepEqual(keptDefaults({ instanceGenerations: { atMost: 2 } }), ["c,m,r", "2"], "older ones are meant");
    assert.deepEqual(keptDefaults(require("generation", "Gt", "5")), ["c,m,r", "5"]);
    assert.deepEqual(keptDefaults({}, { "karpenter.k8s.aws/instance-cpu": "64" }), general);
  });

  it("keeps the oldest generation beside categories that have outdated ones, and not beside others", () => {
    for (const category of ["c", "g", "i", "m", "p", "r", "t"]) {
      assert.deepEqual(keptDefaults({ instanceCategories: [category] }), [category, "3"]);
      assert.deepEqual(keptDefaults(require("category", "In", category)), [category, "3"]);
    }
    for (const category of ["d", "h", "inf", "trn", "x", "z"]) {
      assert.deepEqual(keptDefaults({ instanceCategories: ["m", category] }), [`m,${category}`, ""]);
    }
    assert.deepEqual(keptDefaults(require("category", "NotIn", "t")), ["", ""]);
  });

  it("takes no defaults where types are named: by family, exact type, GPU or accelerator", () => {
    for (const named of [
      { instanceFamilies: ["m4"] },
      { instanceTypes: ["m4.large"] },
      require("family", "In", "g5"),
      require("gpu-name", "In", "a10g"),
      require("accelerator-count", "Exists"),
      { requirements: [{ key: "beta.kubernetes.io/instance-type", operator: "In" as const, values: ["m5.large"] }] },
    ]) {
      assert.deepEqual(keptDefaults(named), ["", ""], JSON.stringify(named));
    }
    assert.deepEqual(keptDefaults({}, { "karpenter.k8s.aws/instance-gpu-name": "t4" }), ["", ""]);
  });

  it("leaves Xen types out where the kubelet is told a number of pods, unless the pool speaks of hypervisors", () => {
    const node = { maxPods: 110 };
    assert.deepEqual(poolRequirements({}, node).at(-1), notXen);
    assert.deepEqual(poolRequirements({ instanceTypes: ["m4.large"] }, node).at(-1), notXen);
    assert.ok(!poolRequirements({}, {}).some(({ key }) => key === notXen.key));
    const own = require("hypervisor", "Exists");
    assert.deepEqual(
      poolRequirements(own, node).filter(({ key }) => key === notXen.key),
      own.requirements,
    );
    assert.ok(!poolRequirements({}, node, { [notXen.key]: "nitro" }).some(({ key }) => key === notXen.key));
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
        {},
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
        {},
      ).at(-1),
      { key: "karpenter.k8s.aws/instance-family", operator: "In", values: ["m5", "c5"], minValues: 2 },
    );
  });
});
