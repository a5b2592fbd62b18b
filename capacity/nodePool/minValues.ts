/** Pools that ask for more different types than there are. */
import { catalogueKeys, labelOf } from "../ec2/typeLabels";
import type { Selection } from "./selection";

/** A requirement with more minValues than there are values among the types. */
export interface MinValuesShortfall {
  /** Normalized label key. */
  readonly key: string;
  readonly minValues: number;
  /** Different values that the types have. */
  readonly found: number;
}

/**
 * The keys for which the admitted types differ less than minValues asks; under Karpenter's policy Strict (the default) such
 * a pool never launches a node. Keys that the catalogue does not know are left out.
 */
export function minValuesShortfalls({
  allowed,
  types,
}: Pick<Selection, "allowed" | "types">): readonly MinValuesShortfall[] {
  return [...allowed].flatMap(([key, { minValues }]) => {
    if (minValues === undefined || !catalogueKeys.includes(key)) return [];
    const found = new Set(types.map((type) => labelOf(type, key)).filter((value) => value !== undefined)).size;
    return found < minValues ? [{ key, minValues, found }] : [];
  });
}
