/** What to say of a setting that the stack's version of Karpenter lacks and another one has. */
import { type KarpenterVersionRow, karpenterVersion, karpenterVersions } from "../../capacity/karpenter/versions";

/**
 * The words of a finding: "needs Karpenter 1.15; karpenter.version is "1.14.1"".
 * @param version as the stack says it; of a minor that has a row
 * @param has whether a version has the setting; one of them does
 */
export function notIn(
  version: string,
  has: (row: KarpenterVersionRow) => boolean,
): { readonly message: string; readonly suggestion: string } {
  const own = karpenterVersion(version)!;
  const later = karpenterVersions.slice(karpenterVersions.indexOf(own)).find(has);
  const last = karpenterVersions.findLast(has)!;
  const said = `karpenter.version is ${JSON.stringify(version)}`;
  return later === undefined
    ? { message: `is not in Karpenter after ${last.minor}; ${said}`, suggestion: "delete it" }
    : {
        message: `needs Karpenter ${later.minor}; ${said}`,
        suggestion: `delete it, or write karpenter.version ${JSON.stringify(later.source.release)} or newer`,
      };
}
