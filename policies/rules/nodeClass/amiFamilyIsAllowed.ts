import { resourceRule } from "../../frame/rule";
import { texts } from "../../frame/setting";
import { types } from "../../frame/subject";

export const amiFamilyIsAllowed = resourceRule({
  name: "ami-family-is-allowed",
  title: "An EC2NodeClass uses an allowed AMI family",
  reason: "each family is patched and hardened by someone, and AL2 by nobody since 2025-11-26",
  fix: "choose one of the allowed families by amiSelectorTerms[].alias or amiFamily",
  severity: "high",
  enforcementLevel: "mandatory",
  settings: {
    allowed: texts(["AL2023", "Bottlerocket"], "AMI families that nodes may use, as amiFamily spells them."),
  },
  types: [types.nodeClass],
  check({ inputs, settings, violation, each }) {
    const spec = inputs.at("spec");
    const aliases = spec
      .at("amiSelectorTerms")
      .items()
      .map((term) => term.at("alias"));
    const allowed = new Set(settings.allowed.map((family) => family.toLowerCase()));
    each([spec.at("amiFamily"), ...aliases], (place) => {
      const family = place.text()?.split("@")[0];
      if (family !== undefined && !allowed.has(family.toLowerCase())) {
        violation(place, `is of family "${family}"; allowed are ${settings.allowed.join(", ")}`);
      }
    });
  },
});
