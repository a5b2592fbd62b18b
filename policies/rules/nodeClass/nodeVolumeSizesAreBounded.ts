import { memoryBytes } from "../../../capacity/units/quantity";
import { resourceRule } from "../../frame/rule";
import { memory } from "../../frame/setting";
import { types } from "../../frame/subject";
import { parsed } from "../../readers/parsed";

export const nodeVolumeSizesAreBounded = resourceRule({
  name: "node-volume-sizes-are-bounded",
  title: "Each disk of a node has a size within bounds",
  reason: "it is paid for on every node of the class, and too small a disk evicts pods",
  fix: "choose a volumeSize within the bounds, or give none for Karpenter's default of 20Gi",
  severity: "medium",
  enforcementLevel: "mandatory",
  settings: {
    minSize: memory("4Gi", "Smallest disk of a node; Bottlerocket's system disk has 4Gi."),
    maxSize: memory("500Gi", "Largest disk of a node; 500Gi of gp3 cost about 40 USD a month on each node."),
  },
  types: [types.nodeClass],
  check({ inputs, settings, violation, cannotTell, each }) {
    const bounds = `allowed is "${settings.minSize}" to "${settings.maxSize}"`;
    each(inputs.at("spec", "blockDeviceMappings").items(), (mapping) => {
      const size = mapping.at("ebs", "volumeSize");
      const text = size.text();
      if (text === undefined) {
        if (!mapping.at("ebs").isMissing) cannotTell(size, "the disk takes its snapshot's size");
        return;
      }
      const bytes = parsed(() => memoryBytes(text));
      if ("error" in bytes) violation(size, `is "${text}", which is not a valid size; ${bounds}`);
      else if (bytes.value < memoryBytes(settings.minSize)) violation(size, `is "${text}"; ${bounds}`);
      else if (bytes.value > memoryBytes(settings.maxSize)) violation(size, `is "${text}"; ${bounds}`);
    });
  },
});
