/** Which versions of Karpenter and Kubernetes go together. */

import { firstKarpenterOn, type UpgradeStep, upgradePath } from "../../../capacity/karpenter/upgradePath";
import { karpenterMinors, karpenterVersion, nearestKarpenterVersion } from "../../../capacity/karpenter/versions";
import {
  isOlderThanKnown,
  kubernetesVersions,
  supportAt,
  supportEnd,
  versionsCheckedOn,
  versionsIn,
  warnedDays,
} from "../../../capacity/kubernetes/versions";
import { ownValue } from "../../../capacity/units/ownValue";
import { karpenterSchema } from "../../schema/karpenter";
import { compareVersions } from "../../values/version";
import { notIn } from "../notInVersion";
import { poolRule, type Rule } from "../rule";

/** Releases that Karpenter's own upgrade guide tells to skip. */
const skippedKarpenter: Readonly<Record<string, string>> = {
  "1.8.4": "spreads pods wrongly over zones (kubernetes-sigs/karpenter#2785)",
};

/** EKS takes one minor at a time, whatever the newest is. */
function nextText({ kubernetes, karpenter }: UpgradeStep): string {
  const first = karpenter === undefined ? "" : `write karpenter.version "${karpenter}" and run it, then `;
  return `${first}write "${kubernetes}" once everything is tried on it`;
}

export const versionRules: readonly Rule[] = [
  {
    name: "kubernetes-version-is-known",
    level: "error",
    check: ({ stack, context: { now = Date.now() } }, report) => {
      const { version } = stack.cluster;
      const known = kubernetesVersions.get(version);
      if (known !== undefined && supportAt(version, now) !== "ended") return;
      const karpenter = nearestKarpenterVersion(stack.karpenter.version);
      const allowed = versionsIn("standard", now)
        .filter((each) => compareVersions(each, karpenter.kubernetes.newest) <= 0)
        .join(", ");
      const why =
        known !== undefined
          ? `is not supported by EKS since ${known.extended}`
          : isOlderThanKnown(version)
            ? "is no longer supported by EKS"
            : `is not a Kubernetes version that Karpenter ${karpenter.minor} runs on`;
      report({ path: "cluster.version", value: version, message: `${why}; allowed: ${allowed}` });
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
    name: "kubernetes-version-is-offered",
    level: "warning",
    check: ({ stack, context: { now = Date.now() } }, report) => {
      const { version } = stack.cluster;
      if (kubernetesVersions.get(version)?.isAwaited !== true) return;
      report({
        path: "cluster.version",
        value: version,
        message: `was not offered by EKS on ${versionsCheckedOn}, when this was checked: it refuses to create the cluster until it is`,
        suggestion: `write one of ${versionsIn("standard", now).join(", ")}, or see what \`aws eks describe-cluster-versions\` says`,
      });
    },
  },
  {
    name: "kubernetes-support-lasts",
    level: "warning",
    check: ({ stack, context: { now = Date.now() } }, report) => {
      const { version } = stack.cluster;
      const wanted = stack.cluster.kind === "created" ? stack.cluster.support : "extended";
      const end = supportEnd(version, now);
      if (end === undefined || end.days > warnedDays) return;
      const next = upgradePath(version, stack.karpenter.version).find(({ isAwaited }) => isAwaited !== true);
      const then =
        end.support === "extended" || wanted === "standard"
          ? "after it AWS upgrades the cluster by itself"
          : "after it the cluster costs 0.60 instead of 0.10 USD an hour, and the policy cluster-version-is-supported refuses it by default";
      report({
        path: "cluster.version",
        value: version,
        message: `leaves ${end.support} support on ${end.lastDay}, in ${end.days} ${end.days === 1 ? "day" : "days"}: ${then}`,
        ...(next === undefined ? {} : { suggestion: nextText(next) }),
      });
    },
  },
  {
    name: "karpenter-runs-on-the-kubernetes-version",
    level: "error",
    check: ({ stack }, report) => {
      const { cluster, karpenter } = stack;
      const row = karpenterVersion(karpenter.version);
      if (row === undefined || compareVersions(cluster.version, row.kubernetes.newest) <= 0) return;
      const least = firstKarpenterOn(cluster.version);
      if (least === undefined) return;
      report({
        path: "karpenter.version",
        value: karpenter.version,
        message: `is too old for Kubernetes ${cluster.version}: ${row.minor} runs on ${row.kubernetes.newest} at most`,
        suggestion: `write "${least.source.release}" or newer`,
      });
    },
  },
  {
    name: "karpenter-version-is-known",
    level: "error",
    check: ({ stack }, report) => {
      const { version } = stack.karpenter;
      const skipped = ownValue(skippedKarpenter, version);
      if (skipped === undefined && karpenterVersion(version) !== undefined) return;
      const known = `${karpenterMinors[0]} to ${karpenterMinors.at(-1)}`;
      const nearest = nearestKarpenterVersion(version);
      report({
        path: "karpenter.version",
        value: version,
        message:
          skipped === undefined
            ? `is of a minor whose permissions, chart and rules this program does not know (${known}); the nearest is ${nearest.minor}`
            : `must not be used: it ${skipped}`,
        suggestion: `write ${JSON.stringify(skipped === undefined ? nearest.source.release : karpenterSchema.shape.version.byDefault)}`,
      });
    },
  },
  ...(["featureGates", "awsFeatureGates"] as const).map(
    (gates): Rule => ({
      name: gates === "featureGates" ? "feature-gate-is-there" : "aws-feature-gate-is-there",
      level: "error",
      check: ({ stack: { karpenter } }, report) => {
        const row = karpenterVersion(karpenter.version);
        if (row === undefined) return;
        for (const [gate, isOn] of Object.entries(karpenter[gates])) {
          if (!isOn || ownValue(row[gates], gate) !== undefined) continue;
          report({
            path: `karpenter.${gates}.${gate}`,
            value: true,
            ...notIn(karpenter.version, (version) => ownValue(version[gates], gate) !== undefined),
          });
        }
      },
    }),
  ),
  poolRule("consolidation-policy-is-there", "error", (pool, report, { karpenter }) => {
    const row = karpenterVersion(karpenter.version);
    const policy = pool.consolidationPolicy;
    if (row === undefined || row.consolidationPolicies.includes(policy)) return;
    report({
      path: pool.pathOf("disruption.consolidationPolicy"),
      value: policy,
      ...notIn(karpenter.version, ({ consolidationPolicies }) => consolidationPolicies.includes(policy)),
    });
  }),
];
