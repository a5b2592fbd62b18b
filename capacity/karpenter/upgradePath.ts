/**
 * Which versions come after those of a stack: EKS moves a cluster one minor at a time, and Karpenter must know a minor before
 * its nodes run it. Source: EKS user guide, update-cluster; Karpenter docs, upgrading/compatibility.
 */
import { kubernetesVersions, minorNumber } from "../kubernetes/versions";
import { type KarpenterVersionRow, karpenterVersion, karpenterVersions } from "./versions";

/** The next minor of a cluster. */
export interface UpgradeStep {
  /** "1.36" */
  readonly kubernetes: string;
  /** Last day of its standard support, as "2027-03-27"; absent where it is not known yet. */
  readonly standardUntil?: string;
  /** The release of Karpenter to run before it; absent where the one that runs by then knows the minor. */
  readonly karpenter?: string;
  /** EKS did not offer it yet when the table of versions was checked. */
  readonly isAwaited?: true;
}

/** True where a release of Karpenter has a Kubernetes minor compiled in; undefined for a release without a row. */
export function runsOn(karpenter: string, kubernetes: string): boolean | undefined {
  const row = karpenterVersion(karpenter);
  if (row === undefined) return undefined;
  const minor = minorNumber(kubernetes);
  return minorNumber(row.kubernetes.oldest) <= minor && minor <= minorNumber(row.kubernetes.newest);
}

/** The oldest row of Karpenter that has a Kubernetes minor compiled in; undefined for a minor that none has. */
export function firstKarpenterOn(kubernetes: string): KarpenterVersionRow | undefined {
  return karpenterVersions.find((row) => runsOn(row.minor, kubernetes));
}

/**
 * The minors after a cluster's own, in order, as far as some release of Karpenter knows them.
 * @param kubernetes "1.35"
 * @param karpenter "1.15.1"; undefined where no Karpenter is in the stack: then no step names one
 */
export function upgradePath(kubernetes: string, karpenter: string | undefined): readonly UpgradeStep[] {
  let running = karpenter;
  const later = [...kubernetesVersions].filter(([version]) => minorNumber(version) > minorNumber(kubernetes));
  return later.map(([version, { standard, isAwaited }]) => {
    const needed =
      running === undefined || runsOn(running, version) !== false
        ? undefined
        : firstKarpenterOn(version)?.source.release;
    running = needed ?? running;
    return {
      kubernetes: version,
      ...(standard === undefined ? {} : { standardUntil: standard }),
      ...(needed === undefined ? {} : { karpenter: needed }),
      ...(isAwaited === undefined ? {} : { isAwaited }),
    };
  });
}
