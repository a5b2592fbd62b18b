import type { Case } from "../../case";
import { eksCluster, unknown } from "../../objects";

export const cases: readonly Case[] = [
  {
    title: "accepts secrets under a key, also one that is not known yet",
    resources: [eksCluster("blue", { encryptionConfig: { provider: { keyArn: unknown } } })],
  },
  {
    title: "refuses a cluster without encryption",
    resources: [eksCluster("blue", { encryptionConfig: undefined })],
    violates: [
      'EKS cluster "blue": encryptionConfig is missing. To fix it, set encryptionConfig to { resources: ["secrets"], provider: { keyArn } }; it can be added, never removed.',
    ],
  },
  {
    title: "refuses encryption of nothing",
    resources: [eksCluster("blue", { encryptionConfig: { resources: [] } })],
    violates: [
      'EKS cluster "blue": encryptionConfig.resources do not name secrets. To fix it, set encryptionConfig to { resources: ["secrets"], provider: { keyArn } }; it can be added, never removed.',
    ],
  },
  {
    title: "refuses encryption without a key",
    resources: [eksCluster("blue", { encryptionConfig: { provider: undefined } })],
    violates: [
      'EKS cluster "blue": encryptionConfig.provider.keyArn is missing. To fix it, set encryptionConfig to { resources: ["secrets"], provider: { keyArn } }; it can be added, never removed.',
    ],
  },
  {
    title: "waits for a config that is not known yet",
    resources: [eksCluster("blue", { encryptionConfig: unknown })],
    cannotTell: [
      'EKS cluster "blue": cannot tell yet: encryptionConfig is known only when it is deployed; the rule decides then.',
    ],
  },
];
