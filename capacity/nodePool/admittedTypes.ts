/** Which EC2 types a pool's requirements admit in a region. */
import { type InstanceType, instanceTypes, instanceTypesIn, isUnlisted } from "../ec2/catalogue";
import { zoneIdPrefix } from "../ec2/regions";
import { catalogueKeys, labelOf } from "../ec2/typeLabels";
import { zoneIds, zoneIdsOf } from "../ec2/zones";
import { awsLabelPrefix, labelKeys, labelSource, normalizedKey } from "../kubernetes/labels";
import { type Allowed, allowedByKey, allows, type Requirement } from "../kubernetes/requirement";
import { memoizeBy } from "../units/memoize";

/** The types a pool may launch. */
export interface AdmittedTypes {
  /** By name; the same array for the same question. */
  readonly types: readonly InstanceType[];
  /** Keys that narrow the types in Karpenter and whose values the catalogue lacks, by name. */
  readonly unknownKeys: readonly string[];
  /** Types asked for by name that exist and whose figures the catalogue lacks (dl1, g4ad); not among `types`. */
  readonly unlisted: readonly string[];
  /** Ids of the region's zones asked for by name of which the catalogue does not know what they offer: any type may be there. */
  readonly unknownZoneIds: readonly string[];
  /** False when the pool admits "at most these": unknown keys, an unknown region or zone or a type without figures. */
  readonly exact: boolean;
  /** False when the catalogue does not know the region; the types are then those of any region. */
  readonly regionKnown: boolean;
}

/**
 * The types a region offers that meet every requirement on a label of the catalogue, with Karpenter's semantics. Asked for
 * spot alone, only types that EC2 sells as spot; of zones by id, only types that one of them offers. Zones by name narrow
 * nothing, since which id a name has differs by account (zoneOffers.ts says what follows), nor do operating systems. Keys of
 * your own never narrow types. Only for selection.ts, which joins a pool's requirements with its node labels.
 * @param region undefined takes the types of all regions
 */
export function admittedTypes(requirements: readonly Requirement[], region: string | undefined): AdmittedTypes {
  // only what narrows types, so that teams whose pools differ in their own labels share one answer
  return typesAdmittedBy(
    requirements.filter(({ key }) => mattersHere(normalizedKey(key))),
    region,
  );
}

const typesAdmittedBy = memoizeBy(
  (narrowing: readonly Requirement[], region: string | undefined) => JSON.stringify([region, narrowing]),
  (narrowing, region) => admittedBy(allowedByKey(narrowing), region),
);

/** Of the labels of an offering, those that narrow types. */
const offeringKeys: readonly string[] = [labelKeys.capacityType, labelKeys.region, labelKeys.zoneId];

function mattersHere(key: string): boolean {
  return offeringKeys.includes(key) || catalogueKeys.includes(key) || narrowsTypes(key);
}

function admittedBy(byKey: ReadonlyMap<string, Allowed>, region: string | undefined): AdmittedTypes {
  const offered = region === undefined ? undefined : instanceTypesIn(region);
  const keys = [...byKey.keys()];
  const unknownKeys = keys.filter((key) => narrowsTypes(key) && !catalogueKeys.includes(key)).sort();
  const checks = [...byKey].filter(([key]) => catalogueKeys.includes(key));
  const capacityType = byKey.get(labelKeys.capacityType);
  const allowedZoneIds = byKey.get(labelKeys.zoneId);
  const unknownZoneIds = unknownOf(allowedZoneIds, region);
  const inZone = ({ type }: InstanceType) =>
    allowedZoneIds === undefined ||
    region === undefined ||
    unknownZoneIds.length > 0 ||
    (zoneIdsOf(type, region)?.some((id) => allows(allowedZoneIds, id)) ?? true);
  const regionAllowed = region === undefined || allowsOptional(byKey.get(labelKeys.region), region);
  const types = (offered ?? instanceTypes()).filter(
    (type) =>
      regionAllowed &&
      sellable(type, capacityType) &&
      inZone(type) &&
      checks.every(([key, allowed]) => allows(allowed, labelOf(type, key))),
  );
  const named = byKey.get(labelKeys.instanceType);
  const unlisted = named === undefined || named.complement ? [] : [...named.values].filter(isUnlisted).sort();
  const isKnown = unknownKeys.length + unlisted.length + unknownZoneIds.length === 0;
  const exact = isKnown && offered !== undefined;
  return { types, unknownKeys, unlisted, unknownZoneIds, exact, regionKnown: offered !== undefined };
}

/** Ids that are named and can be of the region, whose zones of other accounts the catalogue does not have: apne1-az3. */
function unknownOf(zoneIdsAllowed: Allowed | undefined, region: string | undefined): readonly string[] {
  const known = region === undefined ? undefined : zoneIds(region);
  if (region === undefined || known === undefined || zoneIdsAllowed === undefined || zoneIdsAllowed.complement)
    return [];
  const prefix = zoneIdPrefix(region);
  return [...zoneIdsAllowed.values].filter((id) => id.startsWith(prefix) && !known.includes(id)).sort();
}

/** Whether the key is one of a type's labels; of the provider's keys, one that nobody here knows counts as one. */
function narrowsTypes(key: string): boolean {
  return key.startsWith(awsLabelPrefix) && (labelSource(key) ?? "type") === "type";
}

function allowsOptional(allowed: Allowed | undefined, value: string): boolean {
  return allowed === undefined || allows(allowed, value);
}

function sellable(type: InstanceType, capacityType: Allowed | undefined): boolean {
  const offers = ["on-demand", "reserved", ...(type.spot ? ["spot"] : [])];
  return offers.some((offer) => allowsOptional(capacityType, offer));
}
