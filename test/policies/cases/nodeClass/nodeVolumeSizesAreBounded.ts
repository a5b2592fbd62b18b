import type { Case } from "../../case";
import { nodeClass, unknown } from "../../objects";

const disk = (ebs: unknown) => nodeClass("dotori", { blockDeviceMappings: [{ deviceName: "/dev/xvda", ebs }] });

export const cases: readonly Case[] = [
  { title: "accepts the smallest", resources: [disk({ volumeSize: "4Gi" })] },
  { title: "accepts the largest", resources: [disk({ volumeSize: "500Gi" })] },
  { title: "accepts Karpenter's default", resources: [nodeClass("dotori")] },
  {
    title: "refuses a smaller one",
    resources: [disk({ volumeSize: "4095Mi" })],
    violates: [
      'EC2NodeClass "dotori": spec.blockDeviceMappings[0].ebs.volumeSize is "4095Mi"; allowed is "4Gi" to "500Gi". To fix it, choose a volumeSize within the bounds, or give none for Karpenter\'s default of 20Gi.',
    ],
  },
  {
    title: "refuses a larger one",
    resources: [disk({ volumeSize: "501Gi" })],
    violates: [
      'EC2NodeClass "dotori": spec.blockDeviceMappings[0].ebs.volumeSize is "501Gi"; allowed is "4Gi" to "500Gi". To fix it, choose a volumeSize within the bounds, or give none for Karpenter\'s default of 20Gi.',
    ],
  },
  {
    title: "refuses what is not a valid size",
    resources: [disk({ volumeSize: "100GiB" })],
    violates: [
      'EC2NodeClass "dotori": spec.blockDeviceMappings[0].ebs.volumeSize is "100GiB", which is not a valid size; allowed is "4Gi" to "500Gi". To fix it, choose a volumeSize within the bounds, or give none for Karpenter\'s default of 20Gi.',
    ],
  },
  {
    title: "cannot tell of a disk that takes its snapshot's size",
    resources: [disk({ snapshotID: "snap-0123456789abcdef0" })],
    cannotTell: [
      'EC2NodeClass "dotori": cannot tell about spec.blockDeviceMappings[0].ebs.volumeSize: the disk takes its snapshot\'s size.',
    ],
  },
  {
    title: "waits for a size that is not known yet",
    resources: [disk({ volumeSize: unknown })],
    cannotTell: [
      'EC2NodeClass "dotori": cannot tell yet: spec.blockDeviceMappings[0].ebs.volumeSize is known only when it is deployed; the rule decides then.',
    ],
  },
];
