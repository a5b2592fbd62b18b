/** A stack's versions as lines: until when they are supported, and which come next. */
import { versionsCheckedOn } from "../../../capacity/kubernetes/versions";
import type { PlannedVersions } from "../summary/versions";

/** Lines of the versions; none where the plan has none. */
export function versionLines(versions: PlannedVersions | undefined): readonly string[] {
  if (versions === undefined) return [];
  const { kubernetes, karpenter, keda, next } = versions;
  const { version, standardUntil, extendedUntil } = kubernetes;
  const support =
    standardUntil === undefined
      ? "in standard support; when that ends is not known yet"
      : `standard support until ${standardUntil}, extended until ${extendedUntil ?? "a day that is not known yet"}`;
  return [
    `Kubernetes ${version}: ${support}`,
    `Karpenter ${karpenter.version}: runs on Kubernetes ${karpenter.runsOn.oldest} to ${karpenter.runsOn.newest}`,
    ...(keda === undefined ? [] : [`KEDA ${keda.version}`]),
    ...next.map((step, index) => `${index === 0 ? "next" : "then"}: Kubernetes ${step.kubernetes}${stepNotes(step)}`),
  ];
}

function stepNotes({ karpenter, standardUntil, isAwaited }: PlannedVersions["next"][number]): string {
  const notes = [
    ...(karpenter === undefined ? [] : [`after Karpenter ${karpenter}`]),
    ...(standardUntil === undefined ? [] : [`standard support until ${standardUntil}`]),
    ...(isAwaited === undefined ? [] : [`not offered by EKS on ${versionsCheckedOn}`]),
  ];
  return notes.length === 0 ? "" : `: ${notes.join(", ")}`;
}
