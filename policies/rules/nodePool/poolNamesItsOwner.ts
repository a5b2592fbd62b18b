import { fillIns, fillInsSetting } from "../../frame/remedy";
import { resourceRule } from "../../frame/rule";
import { texts } from "../../frame/setting";
import { types } from "../../frame/subject";

export const poolNamesItsOwner = resourceRule({
  name: "pool-names-its-owner",
  title: "A NodePool's nodes carry a label with their owner",
  reason: "whoever finds a node at night, or on the bill, must see whom to call",
  fix: "add the label with a value to spec.template.metadata.labels",
  severity: "low",
  enforcementLevel: "mandatory",
  settings: {
    labels: texts(["owner"], "Labels that every node of a pool must carry."),
    fillIn: fillInsSetting("labels"),
  },
  types: [types.nodePool],
  remedyText: "gives labels that are missing or empty the values of `fillIn`; one that it does not name stays refused",
  remedy({ inputs, settings }) {
    const place = ["spec", "template", "metadata", "labels"];
    const values = fillIns(settings.fillIn);
    return settings.labels.flatMap((key) => {
      const value = values.get(key);
      const isThere = (inputs.at(...place, key).text() ?? "") !== "";
      return value === undefined || isThere ? [] : [{ at: [...place, key], value }];
    });
  },
  check({ inputs, settings, violation, each }) {
    each(settings.labels, (key) => {
      const label = inputs.at("spec", "template", "metadata", "labels", key);
      if (label.isMissing) violation(label, "is missing");
      else if (label.text() === "") violation(label, "is empty");
    });
  },
});
