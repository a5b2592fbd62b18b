import { resourceRule } from "../../frame/rule";
import { types } from "../../frame/subject";

export const nodeVolumesAreEncrypted = resourceRule({
  name: "node-volumes-are-encrypted",
  title: "Every disk of a node is encrypted",
  reason: "a block device mapping replaces all of Karpenter's default, which is encrypted",
  fix: "set ebs.encrypted to true on each of spec.blockDeviceMappings, or give none",
  severity: "high",
  enforcementLevel: "mandatory",
  settings: {},
  types: [types.nodeClass],
  check({ inputs, violation, each }) {
    each(inputs.at("spec", "blockDeviceMappings").items(), (mapping) => {
      const encrypted = mapping.at("ebs", "encrypted");
      if (encrypted.isMissing) violation(encrypted, "is missing");
      else if (encrypted.flag() !== true) violation(encrypted, `is ${encrypted.text()}; only true is allowed`);
    });
  },
});
