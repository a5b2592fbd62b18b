/** An object's metadata: what a migration reads of it, and what nobody wrote. */
import type { Model, Pair } from "../model";
import type { Field, Said } from "../source/sourceObject";

/** Written by the API server, or of no use in another cluster. */
const bookkeeping = [
  ...[
    "uid",
    "resourceVersion",
    "generation",
    "creationTimestamp",
    "managedFields",
    "selfLink",
    "finalizers",
    "ownerReferences",
  ],
  ...["name", "namespace", "generateName"],
] as const;
/** Prefixes of labels and annotations that tools and controllers write. */
const toolKeys =
  /^(kubectl\.kubernetes\.io|helm\.sh|meta\.helm\.sh|app\.kubernetes\.io|argocd\.argoproj\.io|kustomize\.toolkit\.fluxcd\.io|helm\.toolkit\.fluxcd\.io|pulumi\.com|karpenter\.sh|karpenter\.k8s\.aws|compatibility\.karpenter\.k8s\.aws|deployment\.kubernetes\.io)\//;

/** Whether a label or an annotation is one of tools and controllers, which nobody wrote. */
export function isToolKey(key: string): boolean {
  return toolKeys.test(key);
}

/** Settles what every Kubernetes object has besides its spec. */
export function settleMetadata(top: Field, model: Model): void {
  const quiet = [
    ...["apiVersion", "kind", "status"].map((key) => top.at(key)),
    ...bookkeeping.map((key) => top.at("metadata", key)),
    ...["labels", "annotations"].flatMap((map) =>
      top
        .at("metadata", map)
        .entries()
        .flatMap(([key, field]) => (toolKeys.test(key) ? [field] : [])),
    ),
  ];
  model.notes.push((ledger) => {
    for (const field of quiet) ledger.settle(field.from);
  });
}

/**
 * Karpenter 1.0's conversion puts the kubelet settings of a v1beta1 NodePool here, as JSON, and they take the place of the node class's.
 * Source: karpenter-provider-aws v1.0, pkg/utils, GetKubletConfigurationWithNodePool.
 */
export const kubeletAnnotation = "compatibility.karpenter.sh/v1beta1-kubelet-conversion";

/** What is said of labels and annotations of an object that its nodes do not have. */
export const onObjectAlone = [
  "is on the object alone, not on its nodes",
  "leave it out, or write it under the pool's labels",
] as const;

/**
 * Labels of an object itself, which Karpenter does not put on nodes: the rule for teams says what becomes of them. Its annotations have no
 * equivalent unless its nodes' labels say the same.
 */
export function objectLabels(top: Field, onNodes: Field, model: Model): readonly Said<Pair>[] {
  model.notes.push((ledger) => {
    for (const { value, from } of top.at("metadata", "annotations").pairs()) {
      const [key] = value;
      if (toolKeys.test(key) || key === kubeletAnnotation) continue;
      if (onNodes.at(key).text()?.value === value[1]) ledger.settle(from);
      else ledger.noEquivalent(from, ...onObjectAlone);
    }
  });
  return top.at("metadata", "labels").pairs();
}
