/** Which violations a change brings, and which it takes away. */
import type { Violation } from "../policyPack/analyzer";
import type { Changes } from "../summary/changesSchema";

/**
 * Violations by side. One of the same policy and resource is the same, also where its message has other figures now.
 * @param before undefined where nothing is known of that side
 * @param formerUrn of a resource of the new side, as the old side knows it
 */
export function violationChanges(
  before: readonly Violation[] | undefined,
  after: readonly Violation[],
  formerUrn: (urn: string) => string,
): Changes["policies"] {
  if (before === undefined) return { new: [], gone: [], still: after.map(bare), known: false };
  const left = [...before];
  const take = (isSame: (one: Violation) => boolean): boolean => {
    const index = left.findIndex(isSame);
    if (index >= 0) left.splice(index, 1);
    return index >= 0;
  };
  const isOf = (each: Violation) => (one: Violation) => one.policy === each.policy && one.urn === formerUrn(each.urn);
  const exact = new Set(after.filter((each) => take((one) => isOf(each)(one) && one.message === each.message)));
  const still = new Set([...exact, ...after.filter((each) => !exact.has(each) && take(isOf(each)))]);
  return {
    new: after.filter((each) => !still.has(each)).map(bare),
    gone: left.map(bare),
    still: after.filter((each) => still.has(each)).map(bare),
    known: true,
  };
}

/** Without what a report knows beside it. */
function bare({ policy, level, urn, message }: Violation): Violation {
  return { policy, level, urn, message };
}
