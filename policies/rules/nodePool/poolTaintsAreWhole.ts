import { resourceRule } from "../../frame/rule";
import { types } from "../../frame/subject";

const effects = ["NoSchedule", "PreferNoSchedule", "NoExecute"];

/** A taint spread over three list items is three broken taints, and one given twice disables the whole pool. */
export const poolTaintsAreWhole = resourceRule({
  name: "pool-taints-are-whole",
  title: "Each taint has a key and an effect, and stands once",
  reason: "a broken taint is refused by the cluster, and one given twice makes Karpenter ignore the pool",
  fix: 'write each taint as one item, such as { key: "team", value: "dotori", effect: "NoSchedule" }',
  severity: "medium",
  enforcementLevel: "mandatory",
  settings: {},
  types: [types.nodePool],
  check({ inputs, violation, each }) {
    const template = inputs.at("spec", "template", "spec");
    const seen = new Map<string, string>();
    each(["taints", "startupTaints"], (list) => {
      each(template.at(list).items(), (taint) => {
        const key = taint.at("key").text() ?? "";
        const effect = taint.at("effect").text() ?? "";
        if (key === "") violation(taint.at("key"), "is missing");
        if (!effects.includes(effect)) {
          violation(
            taint.at("effect"),
            effect === "" ? "is missing" : `is "${effect}"; allowed are ${effects.join(", ")}`,
          );
        }
        const first = seen.get(`${key} ${effect}`);
        if (key !== "" && first !== undefined) violation(taint, `repeats ${first}`);
        seen.set(`${key} ${effect}`, first ?? taint.path);
      });
    });
  },
});
