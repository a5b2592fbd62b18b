/** Which versions of Karpenter and Kubernetes go together. */

import { kubernetesVersions, supportAt, versionsIn } from "../../../capacity/kubernetes/versions";
import { ownValue } from "../../../capacity/units/ownValue";
import { type FeatureGate, karpenterSchema } from "../../schema/karpenter";
import { compareVersions } from "../../values/version";
import { poolRule, type Rule } from "../rule";

/** Oldest Karpenter whose NodePools know every operator the program writes (Gte, Lte), and the newest minor it was checked with. */
const karpenterRange = { least: "1.9.0", newestMinor: "1.14" } as const;

/** Gates that came after the oldest Karpenter we run. Source: Karpenter docs, reference/settings (v1.14). */
const gatesSince: Readonly<Partial<Record<FeatureGate, string>>> = { capacityBuffer: "1.13" };

/** Releases that Karpenter's own upgrade guide tells to skip. */
const skippedKarpenter: Readonly<Record<string, string>> = {
  "1.8.4": "spreads pods wrongly over zones (kubernetes-sigs/karpenter#2785)",
};

export const versionRules: readonly Rule[] = [
  {
    name: "kubernetes-version-is-known",
    level: "error",
    check: ({ stack, context: { now = Date.now() } }, report) => {
      const { version } = stack.cluster;
      const known = kubernetesVersions.get(version);
      if (known !== undefined && supportAt(version, now) !== "ended") return;
      const allowed = versionsIn("standard", now).join(", ");
      report({
        path: "cluster.version",
        value: version,
        message:
          known === undefined
            ? `is not a Kubernetes version that Karpenter ${karpenterRange.newestMinor} runs on; allowed: ${allowed}`
            : `is not supported by EKS since ${known.extended}; allowed: ${allowed}`,
      });
    },
  },
  {
    name: "kubernetes-version-is-in-standard-support",
    level: "warning",
    check: ({ stack, context: { now = Date.now() } }, report) => {
      const { version } = stack.cluster;
      if (supportAt(version, now) !== "extended") return;
      const { standard, extended } = kubernetesVersions.get(version) ?? {};
      report({
        path: "cluster.version",
        value: version,
        message: `is in extended support since ${standard}, until ${extended}: 0.60 instead of 0.10 USD an hour, and the policy cluster-version-is-supported refuses it by default`,
        suggestion: `write one of ${versionsIn("standard", now).join(", ")}, or have the platform team set allowExtended`,
      });
    },
  },
  {
    name: "karpenter-runs-on-the-kubernetes-version",
    level: "error",
    check: ({ stack }, report) => {
      const { cluster, karpenter } = stack;
      const least = kubernetesVersions.get(cluster.version)?.leastKarpenter;
      if (least === undefined || compareVersions(karpenter.version, least) >= 0) return;
      report({
        path: "karpenter.version",
        value: karpenter.version,
        message: `is too old for Kubernetes ${cluster.version}`,
        suggestion: `write "${least}" or newer`,
      });
    },
  },
  {
    name: "karpenter-version-is-in-range",
    level: "error",
    check: ({ stack }, report) => {
      const { version } = stack.karpenter;
      const skipped = ownValue(skippedKarpenter, version);
      if (skipped !== undefined) {
        report({
          path: "karpenter.version",
          value: version,
          message: `must not be used: it ${skipped}`,
          suggestion: `write ${JSON.stringify(karpenterSchema.shape.version.byDefault)}`,
        });
      } else if (compareVersions(version, karpenterRange.least) < 0) {
        report({
          path: "karpenter.version",
          value: version,
          message: `is older than ${karpenterRange.least}, the first whose pools know Gte and Lte`,
          suggestion: `write ${JSON.stringify(karpenterSchema.shape.version.byDefault)}`,
        });
      }
    },
  },
  {
    name: "karpenter-version-was-checked",
    level: "warning",
    check: ({ stack }, report) => {
      const minor = stack.karpenter.version.split(".").slice(0, 2).join(".");
      if (compareVersions(minor, karpenterRange.newestMinor) <= 0) return;
      report({
        path: "karpenter.version",
        value: stack.karpenter.version,
        message: `is newer than ${karpenterRange.newestMinor}, the newest whose permissions and rules this program was checked with`,
      });
    },
  },
  {
    name: "feature-gate-is-there",
    level: "error",
    check: ({ stack }, report) => {
      const { version, featureGates } = stack.karpenter;
      for (const [gate, least] of Object.entries(gatesSince)) {
        if (!featureGates[gate as FeatureGate] || compareVersions(version, least) >= 0) continue;
        report({
          path: `karpenter.featureGates.${gate}`,
          value: true,
          message: `does nothing before Karpenter ${least}; karpenter.version is "${version}"`,
          suggestion: `delete it, or write karpenter.version "${least}.0" or newer`,
        });
      }
    },
  },
  poolRule("balanced-consolidation-is-there", "error", (pool, report, { karpenter }) => {
    if (pool.consolidationPolicy !== "Balanced" || compareVersions(karpenter.version, "1.14.0") >= 0) return;
    report({
      path: pool.pathOf("disruption.consolidationPolicy"),
      value: "Balanced",
      message: `needs Karpenter 1.14; karpenter.version is "${karpenter.version}"`,
      suggestion: "write WhenEmptyOrUnderutilized",
    });
  }),
];
