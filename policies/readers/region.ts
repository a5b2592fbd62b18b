/** Which region's offers and prices hold for a pool. */
import { labelKeys } from "../../capacity/kubernetes/labels";
import { allowedByKey, type Requirement } from "../../capacity/kubernetes/requirement";
import { stackValue } from "../frame/stackValue";

/** The region in a zone's name: "us-east-1" of "us-east-1a", "us-west-2" of "us-west-2-lax-1a". */
export const regionOfZone = (zone: string): string | undefined => /^[a-z]{2}(?:-[a-z]+)+?-\d/.exec(zone)?.[0];

/** The stack's `aws:region`; undefined where the program gets its region elsewhere. */
export const stackRegion = (): string | undefined => stackValue("region", "aws");

/** The one region that a pool's zones lie in, else the stack's `aws:region`; undefined when neither says. */
export function poolRegion(requirements: readonly Requirement[]): string | undefined {
  const byKey = allowedByKey(requirements);
  const named = (key: string) => {
    const allowed = byKey.get(key);
    return allowed === undefined || allowed.complement ? [] : [...allowed.values];
  };
  const regions = new Set([...named(labelKeys.region), ...named(labelKeys.zone).map(regionOfZone)]);
  const [only] = regions;
  return regions.size === 1 && only !== undefined ? only : stackRegion();
}
