import { resourceRule } from "../../frame/rule";
import { types } from "../../frame/subject";

export const clusterSecretsAreEncrypted = resourceRule({
  name: "cluster-secrets-are-encrypted",
  title: "A cluster encrypts its secrets with a key of the account",
  reason: "with AWS's own key nobody can see, or take away, who may decrypt them",
  fix: 'set encryptionConfig to { resources: ["secrets"], provider: { keyArn } }; it can be added, never removed',
  severity: "high",
  enforcementLevel: "mandatory",
  settings: {},
  types: [types.eksCluster],
  check({ inputs, violation }) {
    const encryption = inputs.at("encryptionConfig");
    const key = encryption.at("provider", "keyArn");
    if (encryption.isMissing) violation(encryption, "is missing");
    else if (!encryption.at("resources").texts().includes("secrets"))
      violation(encryption.at("resources"), "do not name secrets");
    else if (!key.isUnknown && key.isMissing) violation(key, "is missing");
  },
});
