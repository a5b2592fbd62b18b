import type { Case } from "../../case";
import { nodeClass, nodeGroup, subnet, unknown } from "../../objects";

const open = subnet("public", { mapPublicIpOnLaunch: true });
const closed = subnet("private", { mapPublicIpOnLaunch: false });

export const cases: readonly Case[] = [
  {
    title: "accepts private subnets, and a public one for others",
    resources: [open, closed, nodeGroup("workers", closed), { ...nodeClass("dotori"), uses: { spec: [closed] } }],
  },
  {
    title: "accepts a discovery tag on a private subnet",
    resources: [subnet("private", { tags: { "karpenter.sh/discovery": "blue" } })],
  },
  {
    title: "refuses a node class in a public subnet",
    resources: [open, { ...nodeClass("dotori"), uses: { spec: [closed, open] } }],
    violates: [
      'subnet "public": mapPublicIpOnLaunch is true, and workers run in it: dotori. To fix it, give the workers private subnets, or set mapPublicIpOnLaunch to false.',
    ],
  },
  {
    title: "refuses a node group in a public subnet",
    resources: [open, nodeGroup("workers", open)],
    violates: [
      'subnet "public": mapPublicIpOnLaunch is true, and workers run in it: workers. To fix it, give the workers private subnets, or set mapPublicIpOnLaunch to false.',
    ],
  },
  {
    title: "refuses a public subnet that Karpenter discovers",
    resources: [subnet("public", { mapPublicIpOnLaunch: true, tags: { "karpenter.sh/discovery": "blue" } })],
    violates: [
      'subnet "public": mapPublicIpOnLaunch is true, and the tag karpenter.sh/discovery offers the subnet to Karpenter. To fix it, give the workers private subnets, or set mapPublicIpOnLaunch to false.',
    ],
  },
  {
    title: "waits for a setting that is not known yet",
    resources: [subnet("public", { mapPublicIpOnLaunch: unknown })],
    cannotTell: [
      'subnet "public": cannot tell yet: mapPublicIpOnLaunch is known only when it is deployed; the rule decides then.',
    ],
  },
];
