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

/** How zone ids of a region begin: `euw1-az` of eu-west-1, `usgw1-az` of us-gov-west-1. */
export function zoneIdPrefix(region: string): string {
  const parts = region.split("-");
  const number = parts.pop() ?? "";
  const [area = "", ...rest] = parts;
  const letters = rest
    .map((part) => (/^(north|south)(east|west)$/.test(part) ? `${part[0]}${part[5]}` : part[0]))
    .join("");
  return `${area}${letters}${number}-az`;
}
