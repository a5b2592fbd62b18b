import { resourceRule } from "../../frame/rule";
import { texts } from "../../frame/setting";
import { types } from "../../frame/subject";

export const clusterLogsAreKept = resourceRule({
  name: "cluster-logs-are-kept",
  title: "A cluster sends its control-plane logs to CloudWatch",
  reason: "only they show who did what, and what was not logged is lost",
  fix: "add the log types to enabledClusterLogTypes",
  severity: "medium",
  enforcementLevel: "mandatory",
  settings: {
    logTypes: texts(
      ["api", "audit", "authenticator"],
      "Log types that must be sent. CloudWatch costs about 0.50 USD per GB; audit is the largest.",
    ),
  },
  types: [types.eksCluster],
  check({ inputs, settings, violation }) {
    const place = inputs.at("enabledClusterLogTypes");
    const sent = place.texts();
    const missing = settings.logTypes.filter((type) => !sent.includes(type));
    if (missing.length > 0) violation(place, `lack ${missing.join(", ")}`);
  },
});
