/** Node classes: volumes. */
import { familyVolumes } from "../../../capacity/ec2/familyVolumes";
import { partitionOfRegion } from "../../../capacity/ec2/partitions";
import type { NodeClassConfig } from "../../stack";
import { isAwsManagedKey } from "../../values/kmsKey";
import { layerOf, nodeClassRule, type Report, type Rule, repeated } from "../rule";

/** Root devices of other AMIs: Amazon Linux 2's NVMe name, Ubuntu's and Windows'. */
const mistakenRoots: readonly string[] = ["/dev/sda1", "/dev/sda", "/dev/xvda1", "/dev/nvme0n1"];

/** Source: EC2 user guide, EBS volume types. */
const leastGp3Iops = 3000;

export const diskRules: readonly Rule[] = [
  nodeClassRule("one-root-volume", "error", (nodeClass, report) => {
    const roots = (nodeClass.settings.disks ?? []).flatMap(({ rootVolume }, index) =>
      rootVolume === true ? [index] : [],
    );
    for (const index of roots.slice(1)) {
      report({
        path: `${nodeClass.pathOf("disks")}[${index}].rootVolume`,
        value: true,
        message: `is a second root volume; disks[${roots[0]}] is the first`,
        suggestion: "keep one",
      });
    }
  }),
  nodeClassRule("devices-differ", "error", (nodeClass, report) => {
    for (const { item, index } of repeated(nodeClass.settings.disks ?? [], ({ deviceName }) => deviceName)) {
      report({
        path: `${nodeClass.pathOf("disks")}[${index}].deviceName`,
        value: item.deviceName,
        message: "is named twice",
        suggestion: "delete one",
      });
    }
  }),
  nodeClassRule("disk-speed-suits-its-type", "error", (nodeClass, report) => {
    for (const [index, disk] of (nodeClass.disks ?? []).entries()) {
      const path = `${nodeClass.pathOf("disks")}[${index}]`;
      if (disk.throughput !== undefined && disk.type !== "gp3") {
        report({
          path: `${path}.throughput`,
          value: disk.throughput,
          message: `cannot be set on ${disk.type}; gp3 takes it`,
          suggestion: "delete it",
        });
      }
      if (disk.iops === undefined && ["io1", "io2"].includes(disk.type)) {
        report({
          path: `${path}.iops`,
          message: `is missing: EC2 makes no ${disk.type} volume without it`,
          suggestion: "write a number such as 3000",
        });
      }
      if (disk.iops !== undefined && disk.type === "gp3" && disk.iops < leastGp3Iops) {
        report({
          path: `${path}.iops`,
          value: disk.iops,
          message: `is below the ${leastGp3Iops} that every gp3 volume has`,
          suggestion: "delete it",
        });
      }
      if (disk.iops !== undefined && !["gp3", "io1", "io2"].includes(disk.type)) {
        report({
          path: `${path}.iops`,
          value: disk.iops,
          message: `cannot be set on ${disk.type}; gp3, io1 and io2 take it`,
          suggestion: "delete it",
        });
      }
    }
  }),
  nodeClassRule("volumes-are-encrypted", "warning", (nodeClass, report) => {
    for (const [index, { encrypted }] of (nodeClass.disks ?? []).entries()) {
      if (!encrypted && nodeClass.disks?.[index]?.kmsKeyId === undefined)
        report({
          path: `${nodeClass.pathOf("disks")}[${index}].encrypted`,
          value: false,
          message: "leaves the volume's data unencrypted",
          suggestion: "delete it",
        });
    }
  }),
  nodeClassRule("volume-key-encrypts", "error", (nodeClass, report) => {
    for (const [index, { encrypted, kmsKeyId }] of (nodeClass.disks ?? []).entries()) {
      if (encrypted || kmsKeyId === undefined) continue;
      report({
        path: `${nodeClass.pathOf("disks")}[${index}].encrypted`,
        value: false,
        message: "does not go with kmsKeyId: EC2 refuses a key for a volume that is not encrypted",
        suggestion: "delete it, or kmsKeyId",
      });
    }
  }),
  nodeClassRule("volume-key-lets-nodes-start", "warning", (nodeClass, report) => {
    for (const [index, { kmsKeyId }] of (nodeClass.disks ?? []).entries()) {
      if (kmsKeyId === undefined || isAwsManagedKey(kmsKeyId)) continue;
      report({
        path: `${nodeClass.pathOf("disks")}[${index}].kmsKeyId`,
        value: kmsKeyId,
        message:
          "has a policy of its own, which this check cannot see: the program lets Karpenter's role use the key through EC2, and the key's policy must allow that too (kms:CreateGrant and the data-key actions), or nodes fail at launch; the policy that a key gets by default leaves it to IAM in its own account",
      });
    }
  }),
  nodeClassRule("volume-key-is-of-the-region", "error", (nodeClass, report, { region }) => {
    for (const [index, { kmsKeyId }] of (nodeClass.disks ?? []).entries()) {
      const [, partition, keyRegion] = /^arn:([^:]+):kms:([^:]+):/.exec(kmsKeyId ?? "") ?? [];
      if (partition === undefined || region === undefined) continue;
      if (keyRegion === region && partition === partitionOfRegion(region)?.name) continue;
      report({
        path: `${nodeClass.pathOf("disks")}[${index}].kmsKeyId`,
        value: kmsKeyId,
        message: `is a key of ${partition}, ${keyRegion}: EBS encrypts with keys of its own region, ${region}, and nodes fail at launch`,
        suggestion: `name a key of ${region}`,
      });
    }
  }),
  nodeClassRule("initialization-rate-has-a-snapshot", "error", (nodeClass, report) => {
    for (const [index, { volumeInitializationRate, snapshotId }] of (nodeClass.disks ?? []).entries()) {
      if (volumeInitializationRate === undefined || snapshotId !== undefined) continue;
      report({
        path: `${nodeClass.pathOf("disks")}[${index}].volumeInitializationRate`,
        value: volumeInitializationRate,
        message: "needs snapshotId: an empty volume has nothing to load",
        suggestion: "delete it, or set snapshotId",
      });
    }
  }),
  nodeClassRule("root-volume-is-the-familys", "warning", (nodeClass, report) => {
    const root = familyVolumes[nodeClass.amiFamily].find(({ role }) => role === "root");
    if (root !== undefined) reportMissing(nodeClass, root.deviceName, report);
  }),
  nodeClassRule("data-volume-is-the-familys", "warning", (nodeClass, report) => {
    const volume = familyVolumes[nodeClass.amiFamily].find(({ role }) => role === "data");
    if (volume !== undefined) reportMissing(nodeClass, volume.deviceName, report);
  }),
];

/** Reports a volume of the family's that the list of disks lacks: the list replaces all of them. */
function reportMissing(nodeClass: NodeClassConfig, deviceName: string, report: Report): void {
  const { amiFamily, disks } = nodeClass;
  if (disks === undefined || disks.some((disk) => disk.deviceName === deviceName)) return;
  const { role, consequence } = familyVolumes[amiFamily].find((volume) => volume.deviceName === deviceName)!;
  // Defaults that suit the other families are not wrong: this layer chose its family and inherits them.
  const chosen = nodeClass.settings.amiFamily === undefined ? "amiAlias" : "amiFamily";
  const inherited =
    layerOf(nodeClass, "disks") === "nodeClassDefaults" && layerOf(nodeClass, chosen) !== "nodeClassDefaults";
  const isFamilyChosen = nodeClass.settings[chosen] !== undefined;
  const slip = role === "root" ? disks.findIndex((disk) => mistakenRoots.includes(disk.deviceName)) : -1;
  report({
    path: inherited && isFamilyChosen ? `${layerOf(nodeClass, chosen)}.disks` : nodeClass.pathOf("disks"),
    message: `${inherited && isFamilyChosen ? "of nodeClassDefaults lack" : "lack"} ${deviceName}, ${consequence}`,
    suggestion:
      slip === -1
        ? `add ${deviceName}`
        : `write ${deviceName} for ${disks[slip]!.deviceName}, which is the root device of other AMIs`,
  });
}
