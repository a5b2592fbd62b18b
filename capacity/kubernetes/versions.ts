/**
 * Kubernetes minors: until when EKS supports them. The config and the policies both go by this table; which Karpenter runs on
 * them is in karpenter/versions.ts. Source: EKS user guide, release calendar, as repeated by endoflife.date/amazon-eks (seen
 * 2026-11-21).
 */

const dayMs = 24 * 60 * 60 * 1000;

/** A minor of Kubernetes on EKS. */
export interface KubernetesVersion {
  /** Last day of standard support; undefined where it is not known yet. */
  readonly standard?: string;
  /** Last day of extended support. */
  readonly extended?: string;
  /** Karpenter knows it; EKS did not offer it yet when this table was checked. */
  readonly isAwaited?: true;
}

/** The day on which the table was checked. */
export const versionsCheckedOn = "2026-11-21";

export const kubernetesVersions: ReadonlyMap<string, KubernetesVersion> = new Map([
  ["1.29", { standard: "2025-03-23", extended: "2026-03-23" }],
  ["1.30", { standard: "2025-07-23", extended: "2026-07-23" }],
  ["1.31", { standard: "2025-11-26", extended: "2026-11-26" }],
  ["1.32", { standard: "2026-03-23", extended: "2027-03-23" }],
  ["1.33", { standard: "2026-07-29", extended: "2027-07-29" }],
  ["1.34", { standard: "2026-12-02", extended: "2027-12-02" }],
  ["1.35", { standard: "2027-03-27", extended: "2028-03-27" }],
  ["1.36", {}],
  ["1.37", { isAwaited: true }],
]);

/** 35 of "1.35"; NaN for what is not a minor of version 1. */
export function minorNumber(version: string): number {
  return Number(/^1\.(\d+)$/.exec(version)?.[1]);
}

export type Support = "standard" | "extended" | "ended";

/** Support of a version at an instant, in milliseconds since 1970; undefined for a version that is not in the table. */
export function supportAt(version: string, now: number): Support | undefined {
  const known = kubernetesVersions.get(version);
  if (known === undefined) return undefined;
  if (!isOver(known.standard, now)) return "standard";
  return isOver(known.extended, now) ? "ended" : "extended";
}

/** Versions that EKS offers with this support at an instant, oldest first. */
export function versionsIn(support: Support, now: number): readonly string[] {
  return [...kubernetesVersions]
    .filter(([version, { isAwaited }]) => isAwaited !== true && supportAt(version, now) === support)
    .map(([version]) => version);
}

/** Days before the end of support in which the config warns of it. */
export const warnedDays = 90;

/** The end of a version's present support. */
export interface SupportEnd {
  readonly support: Exclude<Support, "ended">;
  /** Its last day: "2026-12-02". */
  readonly lastDay: string;
  /** Days until it, rounded up; 0 on the day itself. */
  readonly days: number;
}

/** Which support a version is in, and until when; undefined where it has none, or its end is not known. */
export function supportEnd(version: string, now: number): SupportEnd | undefined {
  const support = supportAt(version, now);
  if (support === undefined || support === "ended") return undefined;
  const lastDay = kubernetesVersions.get(version)?.[support];
  if (lastDay === undefined) return undefined;
  return { support, lastDay, days: Math.max(0, Math.ceil((Date.parse(lastDay) - now) / dayMs)) };
}

/** As the policy counts it: the day on which support ends is over when it begins. */
function isOver(lastDay: string | undefined, now: number): boolean {
  return lastDay !== undefined && now > Date.parse(lastDay);
}

/** True for a minor after the newest of the table: it may have come out since. */
export function isNewerThanKnown(version: string): boolean {
  return [...kubernetesVersions.keys()].every((known) => minorNumber(known) < minorNumber(version));
}

/** True for a minor before the oldest of the table: its extended support ended before that one's did. */
export function isOlderThanKnown(version: string): boolean {
  return [...kubernetesVersions.keys()].every((known) => minorNumber(known) > minorNumber(version));
}
