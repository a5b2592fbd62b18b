import assert from "node:assert/strict";
import type { Requirement } from "../../../capacity/kubernetes/requirement";
import { regionOfZone } from "../../../capacity/nodePool/region";
import { poolSelection } from "../../../capacity/nodePool/selection";

const cpuKey = "karpenter.k8s.aws/instance-cpu";
const typeKey = "node.kubernetes.io/instance-type";

const only = (key: string, ...values: string[]): Requirement => ({ key, operator: "In", values });

function selection(requirements: readonly Requirement[], labels: Readonly<Record<string, string>> = {}) {
  return poolSelection({ requirements, labels }, "us-east-1");
}

describe("selection", () => {
  it("counts each label of the nodes as one more requirement, as Karpenter does", () => {
    const category = only("karpenter.k8s.aws/instance-category", "m");
    const { requirements, allowed, types } = selection([category], { [cpuKey]: "64", team: "dotori" });
    assert.deepEqual(requirements, [category, only(cpuKey, "64"), only("team", "dotori")]);
    assert.deepEqual([...allowed.keys()], [category.key, cpuKey, "team"]);
    assert.deepEqual([...new Set(types.map(({ vcpu, category }) => `${category} ${vcpu}`))], ["m 64"]);
  });

  it("gives the same object for the same pool, and the same types to pools that differ in their own labels", () => {
    const one = () => selection([only(cpuKey, "64")], { team: "dotori" });
    assert.equal(one(), one());
    const other = selection([only(cpuKey, "64")], { team: "alpha" });
    assert.notEqual(other, one());
    assert.equal(other.types, one().types);
  });

  it("names what is asked for by name and no type of the catalogue has", () => {
    const named = only(typeKey, "m5.large", "m99.large", "g4ad.xlarge");
    assert.deepEqual(selection([named]).uncatalogued, [
      { key: typeKey, value: "m99.large" },
      { key: typeKey, value: "g4ad.xlarge" },
    ]);
    assert.deepEqual(selection([named, { key: typeKey, operator: "NotIn", values: ["m99.large"] }]).uncatalogued, [
      { key: typeKey, value: "g4ad.xlarge" },
    ]);
    assert.deepEqual(selection([{ ...named, operator: "NotIn" }, only("team", "new")]).uncatalogued, []);
    assert.deepEqual(selection([], { [cpuKey]: "65" }).uncatalogued, [{ key: cpuKey, value: "65" }]);
  });
});

describe("the region of a pool", () => {
  const zones = (...names: string[]) => [only("topology.kubernetes.io/zone", ...names)];
  const region = (requirements: readonly Requirement[], stackRegion?: string, fixed?: string) =>
    poolSelection({ requirements, labels: {} }, stackRegion, fixed).region;

  it("is the one that its zones or its region label name, else the stack's", () => {
    assert.equal(region(zones("us-west-2a", "us-west-2-lax-1a"), "us-east-1"), "us-west-2");
    assert.equal(region([only("failure-domain.beta.kubernetes.io/zone", "eu-west-1b")], "us-east-1"), "eu-west-1");
    assert.equal(region([only("topology.kubernetes.io/region", "eu-west-1")]), "eu-west-1");
    assert.equal(region([], "us-east-1"), "us-east-1");
    const labels = { "topology.kubernetes.io/region": "eu-west-1" };
    assert.equal(poolSelection({ requirements: [], labels }, "us-east-1").region, "eu-west-1");
  });

  it("is the stack's when zones of two regions are named, or only some excluded", () => {
    assert.equal(region(zones("us-east-1a", "eu-west-1a"), "us-east-1"), "us-east-1");
    assert.equal(region(zones("us-east-1a", "eu-west-1a")), undefined);
    const without: Requirement = { key: "topology.kubernetes.io/zone", operator: "NotIn", values: ["eu-west-1a"] };
    assert.equal(region([without], "us-east-1"), "us-east-1");
    assert.equal(region(zones("somewhere"), "us-east-1"), "us-east-1");
  });

  it("is the one that a rule's setting names, whatever pool and stack say", () => {
    assert.equal(region(zones("us-west-2a"), "us-east-1", "eu-west-1"), "eu-west-1");
  });

  it("decides whose types are admitted; without one, those of all regions", () => {
    const named = only(typeKey, "a1.large", "c5.large");
    const types = (stackRegion?: string) =>
      poolSelection({ requirements: [named], labels: {} }, stackRegion).types.map(({ type }) => type);
    assert.deepEqual(types("ap-northeast-2"), ["c5.large"]);
    assert.deepEqual(types(), ["a1.large", "c5.large"]);
  });

  it("reads regions of zones, local and wavelength zones included", () => {
    assert.deepEqual(["us-east-1a", "us-gov-west-1b", "us-west-2-lax-1a", "eu"].map(regionOfZone), [
      "us-east-1",
      "us-gov-west-1",
      "us-west-2",
      undefined,
    ]);
  });
});
