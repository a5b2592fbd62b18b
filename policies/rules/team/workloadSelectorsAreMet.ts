import { allows } from "../../../capacity/kubernetes/requirement";
import type { Field } from "../../frame/field";
import { stackRule } from "../../frame/rule";
import { subjectText, types } from "../../frame/subject";
import { readPool } from "../../readers/pool";
import { podSpecOf } from "../../readers/workload";

/** Labels that Kubernetes, EKS or Karpenter set on nodes: their values do not depend on pools. */
const wellKnown = /(^|[./])(kubernetes\.io|k8s\.io|karpenter\.sh|k8s\.aws|amazonaws\.com)\//;

interface Part {
  /** Label keys and values that a node must have. */
  readonly wants?: readonly (readonly [string, string])[];
  /** Whether the pool's nodes may have a label with a value. */
  readonly offers?: (key: string, value: string) => boolean;
}

export const workloadSelectorsAreMet = stackRule({
  name: "workload-selectors-are-met",
  title: "Workloads select node labels that some pool sets",
  reason: "a pod that selects a label which no pool sets stays pending, and Karpenter only writes an event",
  fix: "correct the nodeSelector, or add the label to a pool's spec.template.metadata.labels",
  severity: "low",
  enforcementLevel: "advisory",
  settings: {},
  types: (type) => type === types.nodePool || podSpecOf(type) !== undefined,
  collect({ subject, inputs }): Part | undefined {
    if (subject.type === types.nodePool) {
      const { allowed } = readPool(inputs);
      return { offers: (key, value) => allowed.has(key) && allows(allowed.get(key)!, value) };
    }
    const wants = selected(inputs.at(...(podSpecOf(subject.type) ?? []), "nodeSelector"));
    return wants.length === 0 ? undefined : { wants };
  },
  check({ collected, about }) {
    const offers = collected.flatMap(({ value }) => value.offers ?? []);
    if (offers.length === 0) return;
    for (const { subject, value } of collected) {
      const unmet = (value.wants ?? []).filter(([key, wanted]) => !offers.some((has) => has(key, wanted)));
      const labels = unmet.map(([key, wanted]) => `${key}=${wanted}`).join(", ");
      if (unmet.length > 0)
        about(subjectText(subject), subject.urn).violation(
          "its nodeSelector",
          `selects ${labels}, which no NodePool sets`,
        );
    }
  },
});

const selected = (selector: Field): [string, string][] =>
  selector
    .entries()
    .filter(([key]) => !wellKnown.test(key))
    .map(([key, value]) => [key, value.text() ?? ""]);
