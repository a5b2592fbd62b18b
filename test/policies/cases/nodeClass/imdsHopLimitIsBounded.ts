import type { Case } from "../../case";
import { nodeClass, unknown } from "../../objects";

const hops = (httpPutResponseHopLimit: unknown) =>
  nodeClass("dotori", { metadataOptions: { httpPutResponseHopLimit } });

export const cases: readonly Case[] = [
  { title: "accepts one hop", resources: [hops(1)] },
  { title: "accepts Karpenter's default", resources: [hops(undefined)] },
  { title: "accepts two where the config allows them", resources: [hops(2)], config: { maxHops: 2 } },
  {
    title: "refuses two",
    resources: [hops(2)],
    violates: [
      'EC2NodeClass "dotori": spec.metadataOptions.httpPutResponseHopLimit is 2; at most 1 is allowed. To fix it, set spec.metadataOptions.httpPutResponseHopLimit to 1 and give pods identities of their own.',
    ],
  },
  {
    title: "waits for a value that is not known yet",
    resources: [hops(unknown)],
    cannotTell: [
      'EC2NodeClass "dotori": cannot tell yet: spec.metadataOptions.httpPutResponseHopLimit is known only when it is deployed; the rule decides then.',
    ],
  },
];
