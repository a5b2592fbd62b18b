import assert from "node:assert/strict";
import { karpenterNames } from "../../../../config/schema/frame/karpenterNames";
import { definition, keysOf, schemaAt } from "../../../../config/schema/frame/walk";
import { nodeClassSchema } from "../../../../config/schema/nodeClass";
import { poolSchema } from "../../../../config/schema/pool";

/** Fields of the CRDs of Karpenter 1.14.1. Source: facts karpenter 4.1 and 4.3. */
const nodePool = {
  spec: ["template", "disruption", "limits", "weight", "replicas"],
  template: ["metadata", "spec", "labels", "annotations", "nodeClassRef", "requirements", "taints", "startupTaints"],
  life: ["expireAfter", "terminationGracePeriod"],
  disruption: ["consolidationPolicy", "consolidateAfter", "budgets"],
};
const nodeClass = [
  ...["amiSelectorTerms", "amiFamily", "subnetSelectorTerms", "securityGroupSelectorTerms", "role", "instanceProfile"],
  ...["capacityReservationSelectorTerms", "associatePublicIPAddress", "ipPrefixCount", "userData", "tags", "context"],
  ...["instanceStorePolicy", "detailedMonitoring", "cpuOptions", "connectionTracking", "networkInterfaces", "kubelet"],
  ...["placementGroupSelector", "metadataOptions", "blockDeviceMappings"],
];
const disk = ["ebs", "volumeSize", "volumeType", "iops", "throughput", "encrypted", "kmsKeyID", "snapshotID"];
const diskMore = ["deleteOnTermination", "volumeInitializationRate", "deviceName", "rootVolume"];

describe("the names of Karpenter", () => {
  it("are keys here, or have a hint", () => {
    const isKnown = (keys: readonly string[]) => (name: string) => keys.includes(name) || karpenterNames.has(name);
    const poolKeys = [...keysOf(poolSchema), "disruption"];
    assert.deepEqual(
      Object.values(nodePool)
        .flat()
        .filter((name) => !isKnown(poolKeys)(name)),
      [],
    );
    assert.deepEqual(
      nodeClass.filter((name) => !isKnown(keysOf(nodeClassSchema))(name)),
      [],
    );
    const disks = schemaAt(nodeClassSchema, ["disks", 0]);
    assert.ok(disks && definition(disks).shape);
    assert.deepEqual(
      [...disk, ...diskMore].filter((name) => !isKnown(keysOf(disks))(name)),
      [],
    );
  });
});
