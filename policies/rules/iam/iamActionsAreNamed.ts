import { resourceRule } from "../../frame/rule";
import { texts } from "../../frame/setting";
import { hasWildcard, identityDocuments, identityPolicyTypes, statementsOf } from "../../readers/iam";

export const iamActionsAreNamed = resourceRule({
  name: "iam-actions-are-named",
  title: "IAM policies name each action that they allow",
  reason: "a wildcard also allows what nobody thought of, and what AWS adds next year",
  fix: "write the actions out, or have the platform team review the wildcard and add it to `reviewed`",
  severity: "high",
  enforcementLevel: "mandatory",
  settings: { reviewed: texts([], "Actions with wildcards that were reviewed, such as logs:Describe*.") },
  types: identityPolicyTypes,
  check({ inputs, settings, violation, each }) {
    each(identityDocuments(inputs), (document) => {
      each(statementsOf(document), ({ place, isAllow, actions }) => {
        if (!isAllow) return;
        if (!place.at("NotAction").isMissing)
          violation(place.at("NotAction"), "allows every action but those it names");
        const wild = actions.filter((action) => hasWildcard(action) && !settings.reviewed.includes(action));
        if (wild.length > 0) violation(place.at("Action"), `allows ${wild.join(", ")}, which nobody has reviewed`);
      });
    });
  },
});
