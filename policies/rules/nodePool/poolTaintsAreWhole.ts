import { resourceRule } from "../../frame/rule";
import { types } from "../../frame/subject";

const effects = ["NoSchedule", "PreferNoSchedule", "NoExecute"];

export const poolTaintsAreWhole = resourceRule({
  name: "pool-taints-are-whole",
  title: "Each taint has a key and an effect, and occurs once",
  reason: "an incomplete taint is refused by the API server, and a repeated one makes Karpenter ignore the pool",
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
