/**
 * The availability zones of a region. A zone has a name and an id: which name has which id differs from account to account,
 * and what EC2 offers goes by the id.
 */
import { memoizeBy } from "../units/memoize";
import { ownValue } from "../units/ownValue";
import { regions, zoneNumbersIn, zoneNumbersOf } from "./catalogue";
import { zoneIdPrefix } from "./regions";

/**
 * Letters of the zones that an account of today sees without opting in, where they are not a, b, c. Sources: AWS Global
 * Infrastructure, 2026; the names in the source of the catalogue.
 */
const usualLetters: Readonly<Record<string, string>> = {
  "us-east-1": "abcdef",
  "us-west-1": "ac",
  "us-west-2": "abcd",
  "ca-central-1": "abd",
  "ap-northeast-1": "acd",
  "ap-northeast-2": "abcd",
  "eu-west-2": "abcd",
};

/** Letters that other accounts see as well: in these regions AWS gives each account some of the zones. */
const furtherLetters: Readonly<Record<string, string>> = {
  "us-west-1": "b",
  "ca-central-1": "c",
  "ap-northeast-1": "b",
};

/** Names of the zones that an account of today sees in a region, in order; of a region that is not known, a to c. */
export function usualZones(region: string): readonly string[] {
  return [...(ownValue(usualLetters, region) ?? "abc")].map((letter) => `${region}${letter}`);
}

/** Names of the zones that any account has in a region, in order; undefined for a region that the catalogue does not know. */
export function knownZones(region: string): readonly string[] | undefined {
  if (!regions.includes(region)) return undefined;
  const further = [...(ownValue(furtherLetters, region) ?? "")].map((letter) => `${region}${letter}`);
  return [...usualZones(region), ...further].sort();
}

const idsOf = memoizeBy(
  (region: string, numbers: string) => `${region} ${numbers}`,
  (region, numbers): readonly string[] => [...numbers].map((number) => `${zoneIdPrefix(region)}${number}`),
);

/** Ids of a region's zones, in order; undefined where the catalogue does not know them. Some accounts have further ones. */
export function zoneIds(region: string): readonly string[] | undefined {
  const numbers = zoneNumbersIn(region);
  return numbers === undefined ? undefined : idsOf(region, numbers);
}

/**
 * Ids of the zones that offer a type, in order, of a type that the region offers.
 * @returns undefined where the catalogue does not know the region's zones
 */
export function zoneIdsOf(type: string, region: string): readonly string[] | undefined {
  const numbers = zoneNumbersOf(type, region);
  return numbers === undefined ? undefined : idsOf(region, numbers);
}

/** Zones where EKS cannot place a control plane, by region. Source: EKS user guide, network requirements. */
export const zonesWithoutEks: ReadonlyMap<string, string> = new Map([
  ["us-east-1", "use1-az3"],
  ["us-west-1", "usw1-az2"],
  ["ca-central-1", "cac1-az3"],
]);

/** Those of {@link zoneIds} that a cluster can be in. */
export function eksZoneIds(region: string): readonly string[] | undefined {
  return zoneIds(region)?.filter((id) => id !== zonesWithoutEks.get(region));
}
