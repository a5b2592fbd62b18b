/**
 * Which fields of Kubernetes objects replace them. Two things decide: what the provider replaces an object for, and what the
 * API server refuses to change, which fails in `pulumi up`.
 *
 * Sources, for pulumi-kubernetes 4.34.2: its provider/pkg/provider/diff.go (forceNew) and helm_release.go (Diff) at 94977969
 * (2026-07-01, before 4.33.0; no later text was at hand). For Kubernetes: v1.34.0, the functions Validate…Update in
 * pkg/apis/{admissionregistration,apps,core,networking,rbac,scheduling}/validation, and LimitRange's strategy, which compares
 * nothing with the old object. For CRDs, rules with `oldSelf`: sigs.k8s.io/karpenter v1.14.1 pkg/apis/v1/nodepool.go,
 * karpenter-provider-aws v1.14.1 pkg/apis (EC2NodeClass has none), kedacore/charts 1444d00 crd-scaledobjects.yaml (none).
 */
import type { Fields } from "./fields";

/** Fields of every object with metadata. */
export const metadataFields: Fields = {
  yes: ["metadata.name", "metadata.namespace"],
  no: ["metadata.labels", "metadata.annotations"],
};

/** By type; what is named here comes beside the metadata. */
export const kubernetesFields: Readonly<Record<string, Fields>> = {
  "kubernetes:admissionregistration.k8s.io/v1:ValidatingAdmissionPolicy": { no: ["spec"] },
  "kubernetes:admissionregistration.k8s.io/v1:ValidatingAdmissionPolicyBinding": { no: ["spec"] },
  "kubernetes:apps/v1:Deployment": { yes: ["spec.selector"], no: ["spec"] },
  "kubernetes:core/v1:LimitRange": { no: ["spec"] },
  "kubernetes:core/v1:Namespace": { no: ["spec"] },
  "kubernetes:core/v1:ResourceQuota": { yes: ["spec.scopes"], no: ["spec"] },
  "kubernetes:helm.sh/v3:Release": {
    yes: ["name", "namespace"],
    no: [
      ...["atomic", "chart", "cleanupOnFail", "compat", "createNamespace", "dependencyUpdate", "description"],
      ...["maxHistory", "repositoryOpts", "skipAwait", "skipCrds", "takeOwnership", "timeout", "values", "version"],
    ],
  },
  "kubernetes:karpenter.k8s.aws/v1:EC2NodeClass": {
    no: ["spec"],
  },
  "kubernetes:karpenter.sh/v1:NodePool": {
    refused: ["spec.template.spec.nodeClassRef.group", "spec.template.spec.nodeClassRef.kind"],
    no: ["spec"],
    // a pool stays static or dynamic
    whole: { "spec.replicas": { added: "refused", removed: "refused" } },
  },
  "kubernetes:karpenter.sh/v1alpha1:NodeOverlay": { no: ["spec"] },
  "kubernetes:keda.sh/v1alpha1:ScaledObject": { no: ["spec"] },
  "kubernetes:networking.k8s.io/v1:NetworkPolicy": { no: ["spec"] },
  "kubernetes:rbac.authorization.k8s.io/v1:ClusterRole": { no: ["rules", "aggregationRule"] },
  "kubernetes:rbac.authorization.k8s.io/v1:ClusterRoleBinding": { yes: ["roleRef"], no: ["subjects"] },
  "kubernetes:rbac.authorization.k8s.io/v1:Role": { no: ["rules"] },
  "kubernetes:rbac.authorization.k8s.io/v1:RoleBinding": { yes: ["roleRef"], no: ["subjects"] },
  "kubernetes:scheduling.k8s.io/v1:PriorityClass": {
    refused: ["value", "preemptionPolicy"],
    no: ["description", "globalDefault"],
  },
};
