import { labelKeys } from "../../../capacity/kubernetes/labels";
import { resourceRule } from "../../frame/rule";
import { types } from "../../frame/subject";
import { judgeTrait, traitSettings } from "../../readers/admittedTrait";

const plural = "instance families";

/** Old families cost more for less and some cannot encrypt their disks. */
export const poolInstanceFamiliesAreAllowed = resourceRule({
  name: "pool-instance-families-are-allowed",
  title: "A NodePool admits allowed instance families only",
  reason: "the oldest cost more for less, and some of them cannot encrypt disks",
  fix: `require ${labelKeys.instanceFamily} In allowed ones, or ${labelKeys.instanceGeneration} Gte a newer one`,
  severity: "medium",
  enforcementLevel: "mandatory",
  settings: traitSettings(plural, { forbidden: ["c1", "cc2", "cr1", "g2", "hs1", "i2", "m1", "m2", "t1"] }),
  types: [types.nodePool],
  check(context) {
    judgeTrait(context.inputs, family, context.settings, context);
  },
});

const family = {
  label: labelKeys.instanceFamily,
  plural,
  of: (type: { family: string }) => type.family,
  inName: (type: string) => type.split(".")[0],
};
