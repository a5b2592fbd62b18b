import type { Case } from "../../case";
import { nodeClass, unknown } from "../../objects";

const terms = (...amiSelectorTerms: unknown[]) => nodeClass("dotori", { amiSelectorTerms });

export const cases: readonly Case[] = [
  { title: "accepts AL2023 by alias", resources: [terms({ alias: "al2023@v20260810" })] },
  {
    title: "accepts Bottlerocket by family",
    resources: [
      nodeClass("dotori", { amiFamily: "Bottlerocket", amiSelectorTerms: [{ id: "ami-0123456789abcdef0" }] }),
    ],
  },
  {
    title: "refuses AL2, which nobody patches",
    resources: [terms({ alias: "al2@v20251001" })],
    violates: [
      'EC2NodeClass "dotori": spec.amiSelectorTerms[0].alias is of family "al2"; allowed are AL2023, Bottlerocket. To fix it, choose one of the allowed families by amiSelectorTerms[].alias or amiFamily.',
    ],
  },
  {
    title: "refuses Custom unless it is allowed",
    resources: [nodeClass("dotori", { amiFamily: "Custom" })],
    violates: [
      'EC2NodeClass "dotori": spec.amiFamily is of family "Custom"; allowed are AL2023, Bottlerocket. To fix it, choose one of the allowed families by amiSelectorTerms[].alias or amiFamily.',
    ],
  },
  {
    title: "accepts Windows where it is allowed",
    resources: [terms({ alias: "windows2022@latest" })],
    config: { allowed: ["Windows2022"] },
  },
  {
    title: "refuses the family although the alias is not known yet",
    resources: [nodeClass("dotori", { amiFamily: "AL2", amiSelectorTerms: [{ alias: unknown }] })],
    violates: [
      'EC2NodeClass "dotori": spec.amiFamily is of family "AL2"; allowed are AL2023, Bottlerocket. To fix it, choose one of the allowed families by amiSelectorTerms[].alias or amiFamily.',
    ],
    cannotTell: [
      'EC2NodeClass "dotori": cannot tell yet: spec.amiSelectorTerms[0].alias is known only when it is deployed; the rule decides then.',
    ],
  },
];
