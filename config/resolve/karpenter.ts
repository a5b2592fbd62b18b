/** Karpenter: what a stack leaves out, filled in. */
import { featureGateDefaults } from "../schema/karpenter";
import type { StackInput } from "../schema/stack";
import type { KarpenterConfig, StackContext } from "../stack";
import { cpuQuantity, definedOnly } from "./written";

export function resolveKarpenter({ karpenter = {} }: StackInput, { secretKeys = [] }: StackContext): KarpenterConfig {
  const settings = karpenter.values?.settings;
  const isolated =
    typeof settings === "object" && settings !== null && "isolatedVPC" in settings && settings.isolatedVPC === true;
  return {
    version: karpenter.version ?? "1.14.1",
    charts: {
      karpenter: karpenter.charts?.karpenter ?? "oci://public.ecr.aws/karpenter/karpenter",
      "karpenter-crd": karpenter.charts?.["karpenter-crd"] ?? "oci://public.ecr.aws/karpenter/karpenter-crd",
    },
    identity: karpenter.identity ?? "podIdentity",
    permissionsBoundary: karpenter.permissionsBoundary,
    featureGates: { ...featureGateDefaults, ...definedOnly(karpenter.featureGates ?? {}) },
    replicas: karpenter.replicas ?? 2,
    resources: {
      cpu: karpenter.resources?.cpu === undefined ? "1" : cpuQuantity(karpenter.resources.cpu),
      memory: karpenter.resources?.memory ?? "1Gi",
    },
    interruption: karpenter.interruption ?? true,
    spotServiceLinkedRole: karpenter.spotServiceLinkedRole ?? "existing",
    values: karpenter.values ?? {},
    valuesAreSecret: secretKeys.includes("karpenter"),
    isolated,
  };
}
