/** Which region's offers and prices apply to a pool. */
import { labelKeys } from "../kubernetes/labels";
import type { Allowed } from "../kubernetes/requirement";

/** The region in a zone's name: "us-east-1" of "us-east-1a", "us-west-2" of "us-west-2-lax-1a". */
export function regionOfZone(zone: string): string | undefined {
  return /^[a-z]{2,4}(?:-[a-z]+)+?-\d/.exec(zone)?.[0];
}

/**
 * The one region that the pool's zones or its region label name, else the stack's; undefined when neither says. The pool
 * comes first, since a program may run clusters in other regions than its `aws:region`.
 * @param allowed what the pool leaves possible, by key
 * @param stackRegion the stack's `aws:region`
 */
export function poolRegion(allowed: ReadonlyMap<string, Allowed>, stackRegion: string | undefined): string | undefined {
  const named = (key: string) => {
    const values = allowed.get(key);
    return values === undefined || values.complement ? [] : [...values.values];
  };
  const regions = new Set([...named(labelKeys.region), ...named(labelKeys.zone).map(regionOfZone)]);
  const [only] = regions;
  return regions.size === 1 && only !== undefined ? only : stackRegion;
}
