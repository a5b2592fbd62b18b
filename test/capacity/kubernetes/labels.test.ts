import assert from "node:assert/strict";
import {
  labelAliases,
  labelKeys,
  labelSource,
  normalizedKey,
  wellKnownKeys,
} from "../../../capacity/kubernetes/labels";

describe("well-known labels", () => {
  it("reads the six aliases of Karpenter as their targets, and any other key as itself", () => {
    assert.deepEqual(Object.fromEntries(labelAliases.map((alias) => [alias, normalizedKey(alias)])), {
      "beta.kubernetes.io/instance-type": "node.kubernetes.io/instance-type",
      "beta.kubernetes.io/arch": "kubernetes.io/arch",
      "beta.kubernetes.io/os": "kubernetes.io/os",
      "failure-domain.beta.kubernetes.io/zone": "topology.kubernetes.io/zone",
      "topology.ebs.csi.aws.com/zone": "topology.kubernetes.io/zone",
      "failure-domain.beta.kubernetes.io/region": "topology.kubernetes.io/region",
    });
    assert.deepEqual(["toString", "example.com/team"].map(normalizedKey), ["toString", "example.com/team"]);
  });

  it("tells labels of the offering and of the node from those of the type", () => {
    const ofSource = (source: string) => wellKnownKeys.filter((key) => labelSource(key) === source).sort();
    assert.deepEqual(ofSource("offering"), [
      "karpenter.k8s.aws/capacity-reservation-id",
      "karpenter.k8s.aws/capacity-reservation-interruptible",
      "karpenter.k8s.aws/capacity-reservation-type",
      "karpenter.k8s.aws/instance-tenancy",
      "karpenter.k8s.aws/placement-group-id",
      "karpenter.k8s.aws/placement-group-partition",
      "karpenter.sh/capacity-type",
      "topology.k8s.aws/zone-id",
      "topology.kubernetes.io/region",
      "topology.kubernetes.io/zone",
    ]);
    assert.deepEqual(ofSource("node"), [
      "karpenter.k8s.aws/ec2nodeclass",
      "karpenter.sh/nodepool",
      "kubernetes.io/hostname",
      "kubernetes.io/os",
      "node.kubernetes.io/windows-build",
    ]);
    assert.equal(ofSource("type").length, wellKnownKeys.length - 15);
    assert.deepEqual(["topology.ebs.csi.aws.com/zone", "example.com/team", "toString"].map(labelSource), [
      "offering",
      undefined,
      undefined,
    ]);
  });

  it("has each key once", () => {
    assert.equal(
      new Set([...wellKnownKeys, ...labelAliases]).size,
      Object.keys(labelKeys).length + labelAliases.length,
    );
  });
});
