import type { Violation } from "../../violation";
import { onePool } from "../../violation";

const version = (kubernetes: string, karpenter: string) => ({
  cluster: { version: kubernetes },
  karpenter: { version: karpenter },
});
const balanced = { disruption: { consolidationPolicy: "Balanced" } };

export const versionViolations: readonly Violation[] = [
  {
    rule: "kubernetes-version-is-offered",
    config: version("1.37", "1.15.1"),
    paths: ["cluster.version"],
    text: 'cluster.version: "1.37" was not offered by EKS on 2026-11-21, when this was checked: it refuses to create the cluster until it is; write one of 1.34, 1.35, 1.36, or see what `aws eks describe-cluster-versions` says',
    good: version("1.36", "1.15.1"),
  },
  {
    rule: "kubernetes-support-lasts",
    config: version("1.34", "1.15.1"),
    paths: ["cluster.version"],
    text: 'cluster.version: "1.34" leaves standard support on 2026-12-02, in 7 days: after it the cluster costs 0.60 instead of 0.10 USD an hour, and the policy cluster-version-is-supported refuses it by default; write "1.35" once everything is tried on it',
    good: version("1.35", "1.15.1"),
  },
  {
    rule: "kubernetes-support-lasts",
    config: { cluster: { version: "1.35", support: "standard" } },
    paths: ["cluster.version"],
    text: 'cluster.version: "1.35" leaves standard support on 2027-03-27, in 90 days: after it AWS upgrades the cluster by itself; write "1.36" once everything is tried on it',
    context: { now: Date.UTC(2026, 11, 27) },
    good: { cluster: { version: "1.35" } },
    goodContext: { now: Date.UTC(2026, 11, 26) - 1 },
  },
  {
    rule: "kubernetes-support-lasts",
    config: version("1.35", "1.12.1"),
    paths: ["cluster.version"],
    text: 'cluster.version: "1.35" leaves standard support on 2027-03-27, in 1 day: after it the cluster costs 0.60 instead of 0.10 USD an hour, and the policy cluster-version-is-supported refuses it by default; write karpenter.version "1.13.1" and run it, then write "1.36" once everything is tried on it',
    context: { now: Date.UTC(2027, 2, 26) },
    good: { cluster: { version: "1.36" } },
  },
  {
    rule: "kubernetes-version-is-known",
    config: version("1.30", "1.14.1"),
    paths: ["cluster.version"],
    text: 'cluster.version: "1.30" is not supported by EKS since 2026-07-23; allowed: 1.34, 1.35, 1.36',
    good: version("1.35", "1.14.1"),
  },
  {
    // Karpenter runs on it: it is EKS that gave it up
    rule: "kubernetes-version-is-known",
    config: version("1.28", "1.15.1"),
    paths: ["cluster.version"],
    text: 'cluster.version: "1.28" is no longer supported by EKS; allowed: 1.34, 1.35, 1.36',
    good: version("1.35", "1.15.1"),
  },
  {
    rule: "kubernetes-version-is-in-standard-support",
    config: version("1.33", "1.14.1"),
    paths: ["cluster.version"],
    text: 'cluster.version: "1.33" is in extended support since 2026-07-29, until 2027-07-29: 0.60 instead of 0.10 USD an hour, and the policy cluster-version-is-supported refuses it by default; write one of 1.34, 1.35, 1.36, or have the platform team set allowExtended',
    good: version("1.35", "1.14.1"),
  },
  {
    rule: "kubernetes-version-is-known",
    config: version("1.38", "1.14.1"),
    paths: ["cluster.version"],
    text: 'cluster.version: "1.38" is not a Kubernetes version that Karpenter 1.14 runs on; allowed: 1.34, 1.35, 1.36',
    good: version("1.36", "1.14.1"),
  },
  {
    rule: "karpenter-runs-on-the-kubernetes-version",
    config: version("1.37", "1.14.1"),
    paths: ["karpenter.version"],
    text: 'karpenter.version: "1.14.1" is too old for Kubernetes 1.37: 1.14 runs on 1.36 at most; write "1.15.1" or newer',
    good: version("1.37", "1.15.1"),
    also: ["kubernetes-version-is-offered"],
    goodAlso: ["kubernetes-version-is-offered"],
  },
  {
    rule: "karpenter-runs-on-the-kubernetes-version",
    config: version("1.36", "1.12.9"),
    paths: ["karpenter.version"],
    text: 'karpenter.version: "1.12.9" is too old for Kubernetes 1.36: 1.12 runs on 1.35 at most; write "1.13.1" or newer',
    good: version("1.36", "1.13.0"),
  },
  {
    rule: "karpenter-version-is-known",
    config: version("1.35", "1.8.4"),
    paths: ["karpenter.version"],
    text: 'karpenter.version: "1.8.4" must not be used: it spreads pods wrongly over zones (kubernetes-sigs/karpenter#2785); write "1.15.1"',
    good: version("1.35", "1.9.0"),
  },
  {
    rule: "karpenter-version-is-known",
    config: version("1.35", "1.8.6"),
    paths: ["karpenter.version"],
    good: version("1.35", "1.9.0"),
  },
  {
    rule: "karpenter-version-is-known",
    config: version("1.35", "1.16.0"),
    paths: ["karpenter.version"],
    text: 'karpenter.version: "1.16.0" is of a minor whose permissions, chart and rules this program does not know (1.9 to 1.15); the nearest is 1.15; write "1.15.1"',
    good: version("1.35", "1.15.0"),
  },
  {
    rule: "feature-gate-is-there",
    config: { karpenter: { version: "1.13.0", featureGates: { capacityBuffer: true } } },
    paths: ["karpenter.featureGates.capacityBuffer"],
    text: 'karpenter.featureGates.capacityBuffer: true needs Karpenter 1.14; karpenter.version is "1.13.0"; delete it, or write karpenter.version "1.14.1" or newer',
    good: { karpenter: { version: "1.14.0", featureGates: { capacityBuffer: true } } },
  },
  {
    rule: "aws-feature-gate-is-there",
    config: {
      karpenter: { version: "1.14.1", featureGates: { nodeRepair: true }, awsFeatureGates: { rebootForRepair: true } },
    },
    paths: ["karpenter.awsFeatureGates.rebootForRepair"],
    text: 'karpenter.awsFeatureGates.rebootForRepair: true needs Karpenter 1.15; karpenter.version is "1.14.1"; delete it, or write karpenter.version "1.15.1" or newer',
    good: {
      karpenter: { version: "1.15.1", featureGates: { nodeRepair: true }, awsFeatureGates: { rebootForRepair: true } },
    },
  },
  {
    rule: "consolidation-policy-is-there",
    config: onePool(balanced, { karpenter: { version: "1.13.9" } }),
    paths: ["teams.dotori.pools[0].disruption.consolidationPolicy"],
    good: onePool(balanced, { karpenter: { version: "1.14.0" } }),
  },
  {
    rule: "consolidation-policy-is-there",
    config: { ...onePool({}, { karpenter: { version: "1.13.9" } }), poolDefaults: balanced },
    paths: ["poolDefaults.disruption.consolidationPolicy"],
    good: { ...onePool(), poolDefaults: balanced },
  },
];
