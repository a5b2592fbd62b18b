import { labelKeys } from "../../../capacity/kubernetes/labels";
import { resourceRule } from "../../frame/rule";
import { types } from "../../frame/subject";
import { judgeTrait, traitSettings } from "../../readers/admittedTrait";

const plural = "instance sizes";

/** On the smallest sizes the DaemonSets take all that there is; the largest lose the most when they go. */
export const poolInstanceSizesAreAllowed = resourceRule({
  name: "pool-instance-sizes-are-allowed",
  title: "A NodePool admits allowed instance sizes only",
  reason: "on the smallest the DaemonSets take all that there is, and the largest take most with them when they go",
  fix: `require ${labelKeys.instanceSize} NotIn the forbidden ones`,
  severity: "low",
  enforcementLevel: "mandatory",
  settings: traitSettings(plural, { forbidden: ["nano", "micro"] }),
  types: [types.nodePool],
  check(context) {
    judgeTrait(context.inputs, size, context.settings, context);
  },
});

const size = {
  label: labelKeys.instanceSize,
  plural,
  of: (type: { size: string }) => type.size,
  inName: (type: string) => type.split(".")[1],
};
