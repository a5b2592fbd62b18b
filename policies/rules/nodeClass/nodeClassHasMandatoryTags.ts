import { fillIns, fillInsSetting } from "../../frame/remedy";
import { resourceRule } from "../../frame/rule";
import { texts } from "../../frame/setting";
import { types } from "../../frame/subject";

export const nodeClassHasMandatoryTags = resourceRule({
  name: "node-class-has-mandatory-tags",
  title: "An EC2NodeClass has the tags by which costs are allocated",
  reason: "instances and disks get their tags from nowhere else, and untagged cost has no owner",
  fix: "add the tag to spec.tags with a value",
  severity: "medium",
  enforcementLevel: "mandatory",
  settings: {
    tags: texts(["owner"], "Keys of spec.tags that every EC2NodeClass must give a value."),
    fillIn: fillInsSetting("tags"),
  },
  types: [types.nodeClass],
  remedyText: "gives tags that are missing or empty the values of `fillIn`; one that it does not name stays refused",
  remedy({ inputs, settings }) {
    const values = fillIns(settings.fillIn);
    return settings.tags.flatMap((key) => {
      const value = values.get(key);
      const isThere = (inputs.at("spec", "tags", key).text() ?? "").trim() !== "";
      return value === undefined || isThere ? [] : [{ at: ["spec", "tags", key], value }];
    });
  },
  check({ inputs, settings, violation, each }) {
    each(settings.tags, (key) => {
      const tag = inputs.at("spec", "tags", key);
      if (tag.isMissing) violation(tag, "is missing");
      else if (tag.text()?.trim() === "") violation(tag, "is empty");
    });
  },
});
