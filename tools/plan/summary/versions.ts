/** Versions that a stack runs, until when they are supported, and what comes after them. */
import { type UpgradeStep, upgradePath } from "../../../capacity/karpenter/upgradePath";
import { karpenterVersion } from "../../../capacity/karpenter/versions";
import { kubernetesVersions, type Support, supportAt } from "../../../capacity/kubernetes/versions";
import type { StackConfig } from "../../../config";

export interface PlannedVersions {
  readonly kubernetes: {
    /** "1.35" */
    readonly version: string;
    readonly support: Support;
    /** Last day, as "2027-03-27"; absent where it is not known yet. */
    readonly standardUntil?: string;
    readonly extendedUntil?: string;
  };
  readonly karpenter: {
    /** "1.15.1" */
    readonly version: string;
    /** Kubernetes minors that it knows. */
    readonly runsOn: { readonly oldest: string; readonly newest: string };
  };
  /** Absent without warm capacity. */
  readonly keda?: { readonly version: string };
  /** Kubernetes minors that come next, one after the other. */
  readonly next: readonly UpgradeStep[];
}

/**
 * @param now in milliseconds since 1970
 * @returns undefined for versions that no table has
 */
export function plannedVersions({ cluster, karpenter, keda }: StackConfig, now: number): PlannedVersions | undefined {
  const { version } = cluster;
  const known = kubernetesVersions.get(version);
  const support = supportAt(version, now);
  const row = karpenterVersion(karpenter.version);
  if (known === undefined || support === undefined || row === undefined) return undefined;
  return {
    kubernetes: {
      version,
      support,
      ...(known.standard === undefined ? {} : { standardUntil: known.standard }),
      ...(known.extended === undefined ? {} : { extendedUntil: known.extended }),
    },
    karpenter: { version: karpenter.version, runsOn: row.kubernetes },
    ...(keda === undefined ? {} : { keda: { version: keda.version } }),
    next: upgradePath(version, karpenter.version),
  };
}
