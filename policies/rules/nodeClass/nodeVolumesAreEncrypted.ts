import { familyVolumes } from "../../../capacity/ec2/familyVolumes";
import { resourceRule } from "../../frame/rule";
import { types } from "../../frame/subject";

export const nodeVolumesAreEncrypted = resourceRule({
  name: "node-volumes-are-encrypted",
  title: "Every disk of a node is encrypted",
  reason: "a block device mapping replaces all of Karpenter's default, which is encrypted",
  fix: "set ebs.encrypted to true on each of spec.blockDeviceMappings and name the AMI family's own devices among them, or give none",
  severity: "high",
  enforcementLevel: "mandatory",
  settings: {},
  types: [types.nodeClass],
  remedyText:
    "sets ebs.encrypted to true on each of spec.blockDeviceMappings; a device that is not among them stays refused",
  remedy({ inputs }) {
    const mappings = inputs.at("spec", "blockDeviceMappings").items();
    return mappings.flatMap((mapping, index) =>
      mapping.at("ebs", "encrypted").flag() === true
        ? []
        : [{ at: ["spec", "blockDeviceMappings", index, "ebs", "encrypted"], value: true }],
    );
  },
  check({ inputs, violation, each }) {
    const spec = inputs.at("spec");
    const mappings = spec.at("blockDeviceMappings");
    if (!mappings.isMissing) {
      each(volumesOf(spec.at("amiFamily").text()), ({ deviceName }) => {
        if (mappings.items().every((mapping) => mapping.at("deviceName").text() !== deviceName)) {
          violation(mappings, `lack ${deviceName}, a volume of the AMI's own that is then not encrypted`);
        }
      });
    }
    each(mappings.items(), (mapping) => {
      const encrypted = mapping.at("ebs", "encrypted");
      if (encrypted.isMissing) violation(encrypted, "is missing");
      else if (encrypted.flag() !== true) violation(encrypted, `is ${encrypted.text()}; only true is allowed`);
    });
  },
});

function volumesOf(family: string | undefined) {
  return Object.entries(familyVolumes).find(([name]) => name === family)?.[1] ?? [];
}
