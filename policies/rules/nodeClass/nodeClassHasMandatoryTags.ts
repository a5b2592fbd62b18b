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
  settings: { tags: texts(["owner"], "Keys of spec.tags that every EC2NodeClass must give a value.") },
  types: [types.nodeClass],
  check({ inputs, settings, violation, each }) {
    each(settings.tags, (key) => {
      const tag = inputs.at("spec", "tags", key);
      if (tag.isMissing) violation(tag, "is missing");
      else if (tag.text()?.trim() === "") violation(tag, "is empty");
    });
  },
});
