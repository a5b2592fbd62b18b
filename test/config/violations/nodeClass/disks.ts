import type { Violation } from "../../violation";
import { nodeClass, pool } from "../../violation";

const key = "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555";
const root = { deviceName: "/dev/xvda", sizeGiB: 50 };
const data = { deviceName: "/dev/xvdb", sizeGiB: 50 };
const disks = (...list: readonly object[]) => nodeClass({ disks: list });

export const diskViolations: readonly Violation[] = [
  {
    rule: "one-root-volume",
    config: disks({ ...root, rootVolume: true }, { ...data, rootVolume: true }),
    paths: ["teams.dotori.nodeClass.disks[1].rootVolume"],
    text: "teams.dotori.nodeClass.disks[1].rootVolume: true is a second root volume; disks[0] is the first; keep one",
    good: disks({ ...root, rootVolume: false }, { ...data, rootVolume: true }),
  },
  {
    rule: "devices-differ",
    config: disks(root, { ...root, sizeGiB: 20 }),
    paths: ["teams.dotori.nodeClass.disks[1].deviceName"],
    good: disks(root, data),
  },
  {
    rule: "disk-speed-suits-its-type",
    config: disks(
      { ...root, type: "gp2", throughput: 125, iops: 3000 },
      { ...data, type: "io2" },
      { deviceName: "/dev/xvdc", sizeGiB: 50, iops: 2999 },
    ),
    paths: [
      "teams.dotori.nodeClass.disks[0].throughput",
      "teams.dotori.nodeClass.disks[0].iops",
      "teams.dotori.nodeClass.disks[1].iops",
      "teams.dotori.nodeClass.disks[2].iops",
    ],
    good: disks(
      { ...root, type: "gp2" },
      { ...data, type: "io2", iops: 100 },
      { deviceName: "/dev/xvdc", sizeGiB: 50, iops: 3000, throughput: 125 },
    ),
  },
  {
    rule: "volumes-are-encrypted",
    config: disks({ ...root, encrypted: false }),
    paths: ["teams.dotori.nodeClass.disks[0].encrypted"],
    good: disks({ ...root, encrypted: true }),
  },
  {
    rule: "volume-key-encrypts",
    config: disks({ ...root, encrypted: false, kmsKeyId: key }),
    also: ["volume-key-lets-nodes-start"],
    paths: ["teams.dotori.nodeClass.disks[0].encrypted"],
    good: disks(root),
  },
  {
    rule: "volume-key-lets-nodes-start",
    config: disks({ ...root, kmsKeyId: key }),
    paths: ["teams.dotori.nodeClass.disks[0].kmsKeyId"],
    good: disks(root),
  },
  {
    rule: "volume-key-is-of-the-region",
    config: disks({ ...root, kmsKeyId: "arn:aws:kms:eu-west-1:123456789012:alias/node-volumes" }),
    also: ["volume-key-lets-nodes-start"],
    paths: ["teams.dotori.nodeClass.disks[0].kmsKeyId"],
    text: 'teams.dotori.nodeClass.disks[0].kmsKeyId: "arn:aws:kms:eu-west-1:123456789012:alias/node-volumes" is a key of aws, eu-west-1: EBS encrypts with keys of its own region, us-east-1, and nodes fail at launch; name a key of us-east-1',
    good: disks({ ...root, kmsKeyId: "alias/aws/ebs" }),
  },
  {
    rule: "data-volume-is-the-familys",
    config: nodeClass({ amiFamily: "Bottlerocket", disks: [root] }),
    paths: ["teams.dotori.nodeClass.disks"],
    good: nodeClass({ amiFamily: "Bottlerocket", disks: [root, data] }),
  },
  {
    // Disks that suit everyone else are not wrong where one team takes Bottlerocket.
    rule: "data-volume-is-the-familys",
    config: { nodeClassDefaults: { disks: [root] }, ...nodeClass({ amiAlias: "bottlerocket@v1.60.0" }) },
    paths: ["teams.dotori.nodeClass.disks"],
    text: "teams.dotori.nodeClass.disks: of nodeClassDefaults lack /dev/xvdb, where Bottlerocket keeps images and pods, and replace its 20 GiB default; add /dev/xvdb",
    good: { nodeClassDefaults: { disks: [root] }, teams: { dotori: { pools: [pool()] } } },
  },
  {
    rule: "initialization-rate-has-a-snapshot",
    config: disks({ ...root, volumeInitializationRate: 100 }),
    paths: ["teams.dotori.nodeClass.disks[0].volumeInitializationRate"],
    good: disks({ ...root, snapshotId: "snap-0123456789abcdef0", volumeInitializationRate: 100 }),
  },
  {
    rule: "root-volume-is-the-familys",
    config: disks({ deviceName: "/dev/sda1", sizeGiB: 50 }),
    paths: ["teams.dotori.nodeClass.disks"],
    text: "teams.dotori.nodeClass.disks: lack /dev/xvda, from which AL2023 boots: disks replace the family's, so the volume has the size that the AMI gives it, and is not encrypted; write /dev/xvda for /dev/sda1, which is the root device of other AMIs",
    good: disks(root),
  },
];
