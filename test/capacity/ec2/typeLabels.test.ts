import assert from "node:assert/strict";
import { instanceTypes } from "../../../capacity/ec2/catalogue";
import { catalogueKeys, labelOf } from "../../../capacity/ec2/typeLabels";

describe("labels of a type", () => {
  it("knows these label keys and no others", () => {
    const instance =
      "capability-flex category cpu cpu-manufacturer family generation gpu-count gpu-manufacturer gpu-memory";
    const more = "gpu-name hypervisor local-nvme memory size";
    assert.deepEqual(catalogueKeys, [
      "beta.kubernetes.io/arch",
      "beta.kubernetes.io/instance-type",
      ...`${instance} ${more}`.split(" ").map((name) => `karpenter.k8s.aws/instance-${name}`),
      "kubernetes.io/arch",
      "node.kubernetes.io/instance-type",
    ]);
  });

  it("labels a type as Karpenter's documentation of g4dn.xlarge does", () => {
    const type = instanceTypes().find(({ type }) => type === "g4dn.xlarge")!;
    assert.deepEqual(
      Object.fromEntries(catalogueKeys.map((key) => [key.replace("karpenter.k8s.aws/", ""), labelOf(type, key)])),
      {
        "beta.kubernetes.io/arch": "amd64",
        "beta.kubernetes.io/instance-type": "g4dn.xlarge",
        "instance-capability-flex": "false",
        "instance-category": "g",
        "instance-cpu": "4",
        "instance-cpu-manufacturer": "intel",
        "instance-family": "g4dn",
        "instance-generation": "4",
        "instance-gpu-count": "1",
        "instance-gpu-manufacturer": "nvidia",
        "instance-gpu-memory": "16384",
        "instance-gpu-name": "t4",
        "instance-hypervisor": "nitro",
        "instance-local-nvme": "125",
        "instance-memory": "16384",
        "instance-size": "xlarge",
        "kubernetes.io/arch": "amd64",
        "node.kubernetes.io/instance-type": "g4dn.xlarge",
      },
    );
    const message = '"example.com/team" is not a label that the catalogue knows';
    assert.throws(() => labelOf(type, "example.com/team"), { name: "RangeError", message });
  });
});
