import assert from "node:assert/strict";
import fc from "fast-check";
import { instanceTypesIn, regions } from "../../../capacity/ec2/catalogue";
import type { Requirement, RequirementOperator } from "../../../capacity/kubernetes/requirement";
import { admittedTypes } from "../../../capacity/nodePool/admittedTypes";

/** A requirement on a label of Karpenter's AWS provider, or on the full key given. */
function need(key: string, operator: RequirementOperator, ...values: string[]): Requirement {
  return { key: key.includes("/") ? key : `karpenter.k8s.aws/instance-${key}`, operator, values };
}

function names(region: string, ...requirements: Requirement[]): readonly string[] {
  return admittedTypes(requirements, region).types.map(({ type }) => type);
}

describe("admission", () => {
  it("admits exactly the types that meet every requirement", () => {
    assert.deepEqual(names("us-east-1", need("family", "In", "m5"), need("cpu", "Lte", "8")), [
      "m5.2xlarge",
      "m5.large",
      "m5.xlarge",
    ]);
    assert.deepEqual(names("us-east-1", need("gpu-name", "In", "t4"), need("gpu-count", "Gt", "1")), [
      "g4dn.12xlarge",
      "g4dn.metal",
    ]);
  });

  it("admits all that the region offers when nothing is required", () => {
    for (const region of regions) assert.deepEqual(admittedTypes([], region).types, instanceTypesIn(region));
  });

  it("admits only what the region offers", () => {
    const named = need("node.kubernetes.io/instance-type", "In", "a1.large", "c5.large");
    assert.deepEqual(names("ap-northeast-1", named), ["a1.large", "c5.large"]);
    assert.deepEqual(names("ap-northeast-2", named), ["c5.large"]);
  });

  it("counts a type without GPUs as lacking the GPU labels", () => {
    const family = need("family", "In", "m5", "g4dn");
    const xlarge = need("size", "In", "xlarge");
    assert.deepEqual(names("us-east-1", family, xlarge, need("gpu-count", "Exists")), ["g4dn.xlarge"]);
    assert.deepEqual(names("us-east-1", family, xlarge, need("gpu-count", "DoesNotExist")), ["m5.xlarge"]);
    assert.deepEqual(names("us-east-1", family, xlarge, need("gpu-name", "NotIn", "t4")), ["m5.xlarge"]);
    assert.deepEqual(names("us-east-1", family, xlarge, need("gpu-count", "Lt", "9")), ["g4dn.xlarge"]);
  });

  it("admits nothing where bounds leave nothing and every type has the label", () => {
    const admission = admittedTypes([need("cpu", "Gt", "10"), need("cpu", "Lt", "5")], "us-east-1");
    assert.deepEqual(admission, {
      types: [],
      unknownKeys: [],
      unlisted: [],
      unknownZoneIds: [],
      exact: true,
      regionKnown: true,
    });
  });

  it("leaves out types without spot only when nothing but spot is asked for", () => {
    const mighty = need("node.kubernetes.io/instance-type", "In", "u-6tb1.112xlarge", "m5.large");
    const bought = (...types: string[]) =>
      names("us-east-1", mighty, need("karpenter.sh/capacity-type", "In", ...types));
    assert.deepEqual(bought("spot"), ["m5.large"]);
    assert.deepEqual(bought("spot", "on-demand"), ["m5.large", "u-6tb1.112xlarge"]);
    assert.deepEqual(bought("on-demand"), ["m5.large", "u-6tb1.112xlarge"]);
    assert.deepEqual(bought("Spot"), []);
  });

  it("is not narrowed by labels of the offering or the node nor by keys of one's own, and stays exact", () => {
    const others = [
      need("topology.kubernetes.io/zone", "In", "us-east-1a"),
      need("kubernetes.io/os", "In", "linux"),
      need("node.kubernetes.io/windows-build", "DoesNotExist"),
      need("karpenter.k8s.aws/instance-tenancy", "In", "dedicated"),
      need("karpenter.k8s.aws/capacity-reservation-type", "In", "default"),
      need("karpenter.k8s.aws/placement-group-id", "In", "pg-0123"),
      need("example.com/team", "In", "dotori"),
    ];
    assert.deepEqual(
      admittedTypes([need("family", "In", "m5"), ...others], "us-east-1"),
      admittedTypes([need("family", "In", "m5")], "us-east-1"),
    );
    assert.equal(admittedTypes(others, "us-east-1").exact, true);
  });

  it("admits nothing in another region than the one required", () => {
    const region = need("topology.kubernetes.io/region", "In", "us-west-2");
    assert.equal(names("us-east-1", region).length, 0);
    assert.equal(names("us-west-2", region).length, 1345);
    assert.equal(names("us-west-2", need("failure-domain.beta.kubernetes.io/region", "In", "us-east-1")).length, 0);
  });

  it("admits of zones by id only what one of them offers", () => {
    const gpus = need("family", "In", "g5", "g6");
    const xlarge = need("size", "In", "xlarge");
    const zones = (operator: RequirementOperator, ...ids: string[]) =>
      names("ap-northeast-2", gpus, xlarge, need("topology.k8s.aws/zone-id", operator, ...ids));
    assert.deepEqual(zones("In", "apne2-az2"), []);
    assert.deepEqual(zones("In", "apne2-az2", "apne2-az4"), ["g5.xlarge", "g6.xlarge"]);
    assert.deepEqual(zones("NotIn", "apne2-az1", "apne2-az3", "apne2-az4"), []);
    assert.deepEqual(zones("NotIn", "apne2-az1", "apne2-az3"), ["g5.xlarge", "g6.xlarge"]);
    assert.deepEqual(zones("DoesNotExist"), []);
    assert.deepEqual(zones("Exists"), ["g5.xlarge", "g6.xlarge"]);
  });

  it("admits all in a zone that only other accounts have, and says that it cannot tell", () => {
    const { types, unknownZoneIds, exact } = admittedTypes(
      [need("family", "In", "m5"), need("topology.k8s.aws/zone-id", "In", "apne1-az3")],
      "ap-northeast-1",
    );
    assert.deepEqual([types.length > 0, unknownZoneIds, exact], [true, ["apne1-az3"], false]);
    const elsewhere = need("topology.k8s.aws/zone-id", "In", "usw2-az1");
    assert.deepEqual(names("ap-northeast-1", elsewhere), []);
  });

  it("names the keys it cannot tell and says that these are the most", () => {
    const requirements = [
      need("network-bandwidth", "Gt", "5000"),
      need("accelerator-count", "Exists"),
      need("family", "In", "inf1"),
    ];
    const { types, unknownKeys, exact } = admittedTypes(requirements, "us-east-1");
    assert.deepEqual(unknownKeys, [
      "karpenter.k8s.aws/instance-accelerator-count",
      "karpenter.k8s.aws/instance-network-bandwidth",
    ]);
    assert.equal(exact, false);
    assert.equal(types.length, 4);
  });

  it("takes the types of all regions for an unknown one and says so", () => {
    const { types, exact, regionKnown } = admittedTypes([need("family", "In", "a1")], "mx-central-1");
    assert.deepEqual([types.length, exact, regionKnown], [6, false, false]);
  });

  it("is not exact about a type without figures", () => {
    const named = need("node.kubernetes.io/instance-type", "In", "g4ad.xlarge", "m5.large");
    const { types, exact, unlisted } = admittedTypes([named], "us-east-1");
    assert.deepEqual([types.map(({ type }) => type), exact, unlisted], [["m5.large"], false, ["g4ad.xlarge"]]);
  });

  it("admits no more when a requirement is added", () => {
    const one = fc.constantFrom(
      need("category", "In", "c", "m", "r"),
      need("generation", "Gte", "6"),
      need("cpu", "NotIn", "1", "2"),
      need("kubernetes.io/arch", "In", "arm64"),
      need("local-nvme", "Exists"),
      need("hypervisor", "NotIn", "nitro"),
      need("memory", "Lt", "65536"),
      need("capability-flex", "In", "true"),
      need("topology.k8s.aws/zone-id", "NotIn", "use1-az6", "apne2-az1", "euw2-az2"),
    );
    fc.assert(
      fc.property(fc.array(one, { maxLength: 4 }), one, fc.constantFrom(...regions), (list, more, region) => {
        const before = names(region, ...list);
        const after = names(region, ...list, more);
        assert.deepEqual(
          after.filter((type) => !before.includes(type)),
          [],
        );
      }),
    );
  });
});
