import type { Case } from "../../case";
import { nodeClass, unknown } from "../../objects";

const metadata = (metadataOptions: unknown) => nodeClass("dotori", { metadataOptions });

export const cases: readonly Case[] = [
  { title: "accepts required tokens", resources: [metadata({ httpTokens: "required" })] },
  { title: "accepts Karpenter's default", resources: [metadata(undefined)] },
  {
    title: "accepts metadata switched off",
    resources: [nodeClass("dotori", { metadataOptions: { httpEndpoint: "disabled", httpTokens: "optional" } })],
  },
  {
    title: "refuses optional tokens",
    resources: [metadata({ httpTokens: "optional" })],
    violates: [
      'EC2NodeClass "dotori": spec.metadataOptions.httpTokens is "optional"; only "required" is allowed. To fix it, set spec.metadataOptions.httpTokens to "required", or leave it out: that is Karpenter\'s default.',
    ],
  },
  {
    title: "waits for a value that is not known yet",
    resources: [metadata({ httpTokens: unknown })],
    cannotTell: [
      'EC2NodeClass "dotori": cannot tell yet: spec.metadataOptions.httpTokens is known only when it is deployed; the rule decides then.',
    ],
  },
];
