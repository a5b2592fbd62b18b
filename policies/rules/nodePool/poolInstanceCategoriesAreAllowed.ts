import { labelKeys } from "../../../capacity/kubernetes/labels";
import { resourceRule } from "../../frame/rule";
import { types } from "../../frame/subject";
import { judgeTrait, traitSettings } from "../../readers/admittedTrait";

const plural = "instance categories";

/** A pool that names no category admits every machine that EC2 has, the 448-vCPU ones included. */
export const poolInstanceCategoriesAreAllowed = resourceRule({
  name: "pool-instance-categories-are-allowed",
  title: "A NodePool admits allowed instance categories only",
  reason: "one that names none admits every machine that EC2 sells, and Karpenter takes what fits",
  fix: `require ${labelKeys.instanceCategory} In the allowed ones`,
  severity: "high",
  enforcementLevel: "mandatory",
  settings: traitSettings(plural, { allowed: ["c", "d", "g", "gr", "i", "im", "is", "m", "r", "t"] }),
  types: [types.nodePool],
  check(context) {
    judgeTrait(context.inputs, category, context.settings, context);
  },
});

const category = {
  label: labelKeys.instanceCategory,
  plural,
  of: (type: { category: string | undefined }) => type.category,
  inName: (type: string) => /^[a-z]+/.exec(type)?.[0],
};
