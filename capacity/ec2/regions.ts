/** The regions that AWS has, in all partitions. */
import { regions as catalogueRegions } from "./catalogue";
import { partitionOfRegion, partitions } from "./partitions";

/** Every region known here: those of the catalogue, and those that it does not list. */
export const knownRegions: readonly string[] = [
  ...new Set([...catalogueRegions, ...partitions.flatMap(({ furtherRegions }) => furtherRegions)]),
].sort();

/** Whether a text can be a region of AWS: its form alone, since AWS opens new ones. */
export function isRegion(text: string): boolean {
  return partitionOfRegion(text) !== undefined;
}
