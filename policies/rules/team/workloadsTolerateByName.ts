import type { Field } from "../../frame/field";
import { resourceRule } from "../../frame/rule";
import { texts } from "../../frame/setting";
import { podSpecOf } from "../../readers/workload";

export const workloadsTolerateByName = resourceRule({
  name: "workloads-tolerate-by-name",
  title: "Workloads name the taints that they tolerate",
  reason: "a toleration without a key lets them run on every team's pool, and on nodes that are being drained",
  fix: "name the key in each toleration, such as team",
  severity: "medium",
  enforcementLevel: "mandatory",
  settings: { exemptNamespaces: texts(["kube-system"], "Namespaces of agents that must run on every node.") },
  types: (type) => podSpecOf(type) !== undefined,
  check({ subject, inputs, settings, violation, each }) {
    const namespace = inputs.at("metadata", "namespace");
    if (!namespace.isUnknown && settings.exemptNamespaces.includes(namespace.text() ?? "default")) return;
    const path = podSpecOf(subject.type) ?? [];
    each(inputs.at(...path, "tolerations").items(), (toleration: Field) => {
      const isKeyless = (toleration.at("key").text() ?? "") === "";
      if (isKeyless && toleration.at("operator").text() === "Exists") violation(toleration, "tolerates every taint");
    });
  },
});
