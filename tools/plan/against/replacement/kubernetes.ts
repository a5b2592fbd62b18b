/**
 * Which fields of Kubernetes objects replace them. Two things decide: what the provider replaces an object for, and what the
 * API server refuses to change, which fails in `pulumi up`.
 *
 * Sources: pulumi-kubernetes provider/pkg/provider/diff.go (forceNew), provider.go (DiffConfig) and helm_release.go, read at
 * 94977969 (2026-07-01, after 4.32.0; the table is the same since 2024-06), for 4.34.2; Kubernetes 1.34 pkg/apis/*\/validation;
 * Karpenter 1.14.1's CRDs.
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
    // CEL of the CRD: "changing from 'instanceProfile' to 'role' is not supported", and the reverse
    no: ["spec"],
  },
  "kubernetes:karpenter.sh/v1:NodePool": {
    // CEL of the CRD: group and kind are immutable, and a pool stays static or dynamic
    refused: ["spec.template.spec.nodeClassRef.group", "spec.template.spec.nodeClassRef.kind"],
    no: ["spec"],
  },
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
  "kubernetes:storage.k8s.io/v1:StorageClass": {
    yes: ["parameters", "provisioner"],
    refused: ["reclaimPolicy", "volumeBindingMode"],
    no: ["allowVolumeExpansion", "mountOptions", "allowedTopologies"],
  },
  // with the same clusterIdentifier nothing replaces it; with another one its objects are replaced, too
  "pulumi:providers:kubernetes": { yes: ["clusterIdentifier", "renderYamlToDirectory"], no: ["kubeconfig", "version"] },
};
