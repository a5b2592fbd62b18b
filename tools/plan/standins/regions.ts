/** The zones of regions as one account sees them. */
import { zoneIdPrefix } from "../../../capacity/ec2/regions";
import { usualZones } from "../../../capacity/ec2/zones";
import { ownValue } from "../../../capacity/units/ownValue";

/** Number in a zone's id where it is not the letter's place; AWS shuffles it per account, this is one such account. */
const zoneNumbers: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  "us-east-1": { a: 1, b: 2, c: 4, d: 5, e: 3, f: 6 },
  "us-west-1": { a: 1, c: 3 },
  "ca-central-1": { a: 1, b: 2, d: 4 },
  "ap-northeast-1": { a: 4, c: 1, d: 2 },
};

/** Id of a zone: `euw1-az1` of `eu-west-1a`. */
export function zoneId(region: string, zone: string): string {
  const letter = zone.slice(region.length, region.length + 1);
  return `${zoneIdPrefix(region)}${ownValue(ownValue(zoneNumbers, region) ?? {}, letter) ?? letter.charCodeAt(0) - 96}`;
}

export interface Zone {
  readonly name: string;
  readonly id: string;
}

/** The zones of a region in order of their names. */
export function zonesOf(region: string): readonly Zone[] {
  return usualZones(region).map((name) => ({ name, id: zoneId(region, name) }));
}
