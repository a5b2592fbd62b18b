import type { Case } from "../../case";
import { nodeClass, unknown } from "../../objects";

const address = (associatePublicIPAddress: unknown) => nodeClass("dotori", { associatePublicIPAddress });

export const cases: readonly Case[] = [
  { title: "accepts none", resources: [address(false)] },
  { title: "accepts the subnet's setting", resources: [address(undefined)] },
  {
    title: "refuses a public address",
    resources: [address(true)],
    violates: [
      'EC2NodeClass "dotori": spec.associatePublicIPAddress is true. To fix it, set spec.associatePublicIPAddress to false, or leave it out and select private subnets.',
    ],
  },
  {
    title: "waits for a value that is not known yet",
    resources: [address(unknown)],
    cannotTell: [
      'EC2NodeClass "dotori": cannot tell yet: spec.associatePublicIPAddress is known only when it is deployed; the rule decides then.',
    ],
  },
];
