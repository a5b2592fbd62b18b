import { labelKeys } from "../../../capacity/kubernetes/labels";
import { resourceRule } from "../../frame/rule";
import { types } from "../../frame/subject";
import { judgeTrait, traitSettings } from "../../readers/admittedTrait";

const plural = "architectures";

/** An image built for one architecture does not start on a node of the other. */
export const poolArchitecturesAreAllowed = resourceRule({
  name: "pool-architectures-are-allowed",
  title: "A NodePool admits allowed architectures only",
  reason: "an image that is built for one does not start on a node of the other",
  fix: `require ${labelKeys.arch} In the allowed ones`,
  severity: "medium",
  enforcementLevel: "mandatory",
  settings: traitSettings(plural, { allowed: ["amd64", "arm64"] }),
  types: [types.nodePool],
  check(context) {
    judgeTrait(context.inputs, architecture, context.settings, context);
  },
});

const architecture = {
  label: labelKeys.arch,
  plural,
  of: (type: { arch: string }) => type.arch,
  inName: () => undefined,
};
