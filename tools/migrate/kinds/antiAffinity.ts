/** Whether pods keep each other off their nodes, by required anti-affinity. */
import { labelKeys } from "../../../capacity/kubernetes/labels";
import { allowedBy, allows } from "../../../capacity/kubernetes/requirement";
import type { Field } from "../source/sourceObject";
import { requirementOf } from "./requirements";

/** What is known of the pods of a workload. */
export interface OwnPods {
  /** Undefined where what makes the pods gives them labels that the source does not show. */
  readonly labels: Field | undefined;
  readonly namespace: string;
}

/** Whether no two of the workload's own pods share a node; anti-affinity to pods of others says nothing of that. */
export function isOnePerNode(pod: Field, own: OwnPods): boolean {
  return pod
    .at("affinity", "podAntiAffinity", "requiredDuringSchedulingIgnoredDuringExecution")
    .items()
    .some(
      (term) => term.at("topologyKey").raw === labelKeys.hostname && isOfNamespace(term, own) && selects(term, own),
    );
}

/** Without both fields a term is about the pod's own namespace. Source: k8s.io/api core/v1, PodAffinityTerm. */
function isOfNamespace(term: Field, { namespace }: OwnPods): boolean {
  const names = term.at("namespaces").texts() ?? [];
  // labels of namespaces are not in the input: a selector of them is taken to mean this one, too
  return names.length === 0 || names.includes(namespace) || term.at("namespaceSelector").isThere;
}

/** A selector that is not there is of no pods, an empty one of all. */
function selects(term: Field, { labels }: OwnPods): boolean {
  const selector = term.at("labelSelector");
  if (!selector.isThere) return false;
  if (labels === undefined) return true;
  const own = new Map(labels.pairs().map(({ value }) => value));
  return (
    selector
      .at("matchLabels")
      .pairs()
      .every(({ value: [key, value] }) => own.get(key) === value) &&
    selector
      .at("matchExpressions")
      .items()
      .flatMap((item) => requirementOf(item) ?? [])
      .every(({ value }) => allows(allowedBy(value), own.get(value.key)))
  );
}
