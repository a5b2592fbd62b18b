/** Which EC2 types a pool's requirements admit in a region. */
import { type InstanceType, instanceTypes, instanceTypesIn, isUnlisted } from "../ec2/catalogue";
import { catalogueKeys, labelOf } from "../ec2/typeLabels";
import { awsLabelPrefix, labelKeys, labelSource, normalizedKey } from "../kubernetes/labels";
import { type Allowed, allowedByKey, allows, type Requirement } from "../kubernetes/requirement";

/** The types a pool may launch. */
export interface AdmittedTypes {
  /** By name; the same array for the same question. */
  readonly types: readonly InstanceType[];
  /** Keys that narrow the types in Karpenter and that the catalogue cannot tell, by name. */
  readonly unknownKeys: readonly string[];
  /** Types asked for by name that exist and whose figures the catalogue lacks (dl1, g4ad); not among `types`. */
  readonly unlisted: readonly string[];
  /** False when the pool admits "at most these": unknown keys, an unknown region or a type without figures. */
  readonly exact: boolean;
  /** False when the catalogue does not know the region; the types are then those of any region. */
  readonly regionKnown: boolean;
}

const known = new Map<string, AdmittedTypes>();

/**
 * The types a region offers that meet every requirement on a label of the catalogue, after Karpenter's semantics. Spot is
 * heeded (asked for alone, it leaves types that EC2 sells as spot); zones and operating systems are not, as every type
 * counts that any zone of the region offers. Keys of your own never narrow types.
 */
export function admittedTypes(requirements: readonly Requirement[], region: string): AdmittedTypes {
  // by what matters here, so that teams whose pools differ in their own labels share one answer
  const narrowing = requirements.filter(({ key }) => mattersHere(normalizedKey(key)));
  const question = JSON.stringify([region, narrowing]);
  const admission = known.get(question) ?? admittedBy(allowedByKey(narrowing), region);
  known.set(question, admission);
  return admission;
}

function mattersHere(key: string): boolean {
  return key === labelKeys.capacityType || key === labelKeys.region || catalogueKeys.includes(key) || narrowsTypes(key);
}

function admittedBy(byKey: ReadonlyMap<string, Allowed>, region: string): AdmittedTypes {
  const offered = instanceTypesIn(region);
  const keys = [...byKey.keys()];
  const unknownKeys = keys.filter((key) => narrowsTypes(key) && !catalogueKeys.includes(key)).sort();
  const checks = [...byKey].filter(([key]) => catalogueKeys.includes(key));
  const capacityType = byKey.get(labelKeys.capacityType);
  const regionAllowed = allowsOptional(byKey.get(labelKeys.region), region);
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

/**
 * Those of the named types that the region does not offer, in the order given: misspelt ones and such as AWS sells
 * elsewhere. In an unknown region, those that no region offers. Types without figures (dl1, g4ad) are never among them.
 */
export function unknownTypes(values: readonly string[], region: string): readonly string[] {
  const offered = new Set((instanceTypesIn(region) ?? instanceTypes()).map(({ type }) => type));
  return values.filter((value) => !offered.has(value) && !isUnlisted(value));
}

/** A requirement with more minValues than there are values among the types. */
export interface MinValuesShortfall {
  readonly key: string;
  readonly minValues: number;
  /** Different values the types carry. */
  readonly found: number;
}

/**
 * The keys for which the types are less various than minValues asks; under Karpenter's policy Strict (the default) such a
 * pool never launches a node. Keys that the catalogue does not know are left out.
 */
export function minValuesShortfalls(
  requirements: readonly Requirement[],
  types: readonly InstanceType[],
): readonly MinValuesShortfall[] {
  return [...allowedByKey(requirements)].flatMap(([key, { minValues }]) => {
    if (minValues === undefined || !catalogueKeys.includes(key)) return [];
    const found = new Set(types.map((type) => labelOf(type, key)).filter((value) => value !== undefined)).size;
    return found < minValues ? [{ key, minValues, found }] : [];
  });
}
