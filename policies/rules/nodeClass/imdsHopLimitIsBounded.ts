import { resourceRule } from "../../frame/rule";
import { whole } from "../../frame/setting";
import { types } from "../../frame/subject";

export const imdsHopLimitIsBounded = resourceRule({
  name: "imds-hop-limit-is-bounded",
  title: "Metadata answers do not travel beyond the node",
  reason: "each further hop lets pods reach the node's credentials",
  fix: "set spec.metadataOptions.httpPutResponseHopLimit to 1 and give pods identities of their own",
  severity: "high",
  enforcementLevel: "mandatory",
  settings: { maxHops: whole(1, "Most hops that a metadata answer may travel; Karpenter's default is 1.") },
  types: [types.nodeClass],
  check({ inputs, settings, violation }) {
    const limit = inputs.at("spec", "metadataOptions", "httpPutResponseHopLimit");
    const hops = limit.number();
    if (hops !== undefined && hops > settings.maxHops)
      violation(limit, `is ${hops}; at most ${settings.maxHops} is allowed`);
  },
});
