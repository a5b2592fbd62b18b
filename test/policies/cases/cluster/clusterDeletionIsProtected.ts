import { type Case, developmentStack } from "../../case";
import { eksCluster, unknown } from "../../objects";

const protecting = (deletionProtection: unknown) => eksCluster("blue", { deletionProtection });

export const cases: readonly Case[] = [
  { title: "accepts protection", resources: [protecting(true)] },
  { title: "accepts none in development", resources: [protecting(false)], stack: developmentStack },
  {
    title: "refuses none in production",
    resources: [protecting(false)],
    violates: [
      'EKS cluster "blue": deletionProtection is false. To fix it, set deletionProtection to true; before a wanted deletion set this policy to advisory for the change that switches it off.',
    ],
  },
  {
    title: "refuses a production cluster that does not say",
    resources: [protecting(undefined)],
    violates: [
      'EKS cluster "blue": deletionProtection is missing. To fix it, set deletionProtection to true; before a wanted deletion set this policy to advisory for the change that switches it off.',
    ],
  },
  {
    title: "refuses none everywhere when the config says so",
    resources: [protecting(false)],
    config: { in: "everywhere" },
    stack: developmentStack,
    violates: [
      'EKS cluster "blue": deletionProtection is false. To fix it, set deletionProtection to true; before a wanted deletion set this policy to advisory for the change that switches it off.',
    ],
  },
  {
    title: "waits for a value that is not known yet",
    resources: [protecting(unknown)],
    cannotTell: [
      'EKS cluster "blue": cannot tell yet: deletionProtection is known only when it is deployed; the rule decides then.',
    ],
  },
];
