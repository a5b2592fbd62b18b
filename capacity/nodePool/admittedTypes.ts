/** Which EC2 types a pool's requirements admit in a region. */
import { type InstanceType, instanceTypes, instanceTypesIn, isUnlisted } from "../ec2/catalogue";
import { catalogueKeys, labelOf } from "../ec2/typeLabels";
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
  /** False when the pool admits "at most these": unknown keys, an unknown region or a type without figures. */
  readonly exact: boolean;
  /** False when the catalogue does not know the region; the types are then those of any region. */
  readonly regionKnown: boolean;
}

/**
 * The types a region offers that meet every requirement on a label of the catalogue, with Karpenter's semantics. Asked for
 * spot alone, only types that EC2 sells as spot; zones and operating systems narrow nothing, as every type counts that any
 * zone of the region offers. Keys of your own never narrow types. Only for selection.ts, which joins a pool's requirements
 * with its node labels.
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

function mattersHere(key: string): boolean {
  return key === labelKeys.capacityType || key === labelKeys.region || catalogueKeys.includes(key) || narrowsTypes(key);
}

function admittedBy(byKey: ReadonlyMap<string, Allowed>, region: string | undefined): AdmittedTypes {
  const offered = region === undefined ? undefined : instanceTypesIn(region);
  const keys = [...byKey.keys()];
  const unknownKeys = keys.filter((key) => narrowsTypes(key) && !catalogueKeys.includes(key)).sort();
  const checks = [...byKey].filter(([key]) => catalogueKeys.includes(key));
  const capacityType = byKey.get(labelKeys.capacityType);
  const regionAllowed = region === undefined || allowsOptional(byKey.get(labelKeys.region), region);
  const types = (offered ?? instanceTypes()).filter(
    (type) =>
      regionAllowed &&
      sellable(type, capacityType) &&
      checks.every(([key, allowed]) => allows(allowed, labelOf(type, key))),
  );
  const named = byKey.get(labelKeys.instanceType);
  const unlisted = named === undefined || named.complement ? [] : [...named.values].filter(isUnlisted).sort();
  const exact = unknownKeys.length === 0 && unlisted.length === 0 && offered !== undefined;
  return { types, unknownKeys, unlisted, exact, regionKnown: offered !== undefined };
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
