import { resourceRule } from "../../frame/rule";
import { texts } from "../../frame/setting";
import { hasWildcard, identityDocuments, identityPolicyTypes, statementsOf } from "../../readers/iam";
import { isReviewed } from "../../readers/reviewedStatements";

export const iamResourcesAreNamed = resourceRule({
  name: "iam-resources-are-named",
  title: "IAM policies name the resources that they allow something on",
  reason:
    "a wildcard covers every cluster of the account, unless conditions narrow it as Karpenter's own template does",
  fix: "name the resources, or use Karpenter's statement with all its conditions, or have the platform team add it to `reviewed`",
  severity: "high",
  enforcementLevel: "mandatory",
  settings: {
    reviewed: texts([], 'Further reviewed pairs, such as "s3:GetObject on arn:aws:s3:::charts/*".'),
  },
  types: identityPolicyTypes,
  check({ inputs, settings, violation, each }) {
    each(identityDocuments(inputs), (document) => {
      each(statementsOf(document), (statement) => {
        const { place, isAllow, actions, resources } = statement;
        if (!isAllow) return;
        const reviewedHere = (resource: string) =>
          actions.length > 0 && actions.every((action) => settings.reviewed.includes(`${action} on ${resource}`));
        if (!place.at("NotResource").isMissing)
          violation(place.at("NotResource"), "allows every resource but those it names");
        const wild = resources.filter(
          (resource) => hasWildcard(resource) && !isReviewed(statement, resource) && !reviewedHere(resource),
        );
        if (wild.length > 0) {
          violation(
            place.at("Resource"),
            `allows ${actions.join(", ") || "all but what NotAction names"} on ${wild.join(", ")}, which nobody has reviewed`,
          );
        }
      });
    });
  },
});
