import type { Case } from "../../case";
import { nodeClass, unknown } from "../../objects";

const disks = (...ebs: unknown[]) =>
  nodeClass("dotori", { blockDeviceMappings: ebs.map((volume) => ({ deviceName: "/dev/xvda", ebs: volume })) });

export const cases: readonly Case[] = [
  { title: "accepts Karpenter's default, which is encrypted", resources: [nodeClass("dotori")] },
  { title: "accepts an encrypted disk", resources: [disks({ encrypted: true, volumeSize: "50Gi" })] },
  {
    title: "refuses a disk that does not say",
    resources: [disks({ volumeSize: "50Gi" })],
    violates: [
      'EC2NodeClass "dotori": spec.blockDeviceMappings[0].ebs.encrypted is missing. To fix it, set ebs.encrypted to true on each of spec.blockDeviceMappings and name the AMI family\'s own devices among them, or give none.',
    ],
  },
  {
    title: "refuses a disk that is not encrypted",
    resources: [disks({ encrypted: false })],
    violates: [
      'EC2NodeClass "dotori": spec.blockDeviceMappings[0].ebs.encrypted is false; only true is allowed. To fix it, set ebs.encrypted to true on each of spec.blockDeviceMappings and name the AMI family\'s own devices among them, or give none.',
    ],
  },
  {
    title: "refuses the second disk although the first is not known yet",
    resources: [disks({ encrypted: unknown }, {})],
    violates: [
      'EC2NodeClass "dotori": spec.blockDeviceMappings[1].ebs.encrypted is missing. To fix it, set ebs.encrypted to true on each of spec.blockDeviceMappings and name the AMI family\'s own devices among them, or give none.',
    ],
    cannotTell: [
      'EC2NodeClass "dotori": cannot tell yet: spec.blockDeviceMappings[0].ebs.encrypted is known only when it is deployed; the rule decides then.',
    ],
  },
  {
    title: "refuses disks of which none is the family's root device",
    resources: [
      nodeClass("dotori", {
        amiFamily: "Bottlerocket",
        blockDeviceMappings: [{ deviceName: "/dev/xvdb", ebs: { encrypted: true, volumeSize: "100Gi" } }],
      }),
    ],
    violates: [
      "EC2NodeClass \"dotori\": spec.blockDeviceMappings lack /dev/xvda, a volume of the AMI's own that is then not encrypted. To fix it, set ebs.encrypted to true on each of spec.blockDeviceMappings and name the AMI family's own devices among them, or give none.",
    ],
  },
];
