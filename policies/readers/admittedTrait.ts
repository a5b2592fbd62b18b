/** The check of a trait of the instance types that a pool admits: category, family, size, architecture. */
import type { InstanceType } from "../../capacity/ec2/catalogue";
import { labelKeys } from "../../capacity/kubernetes/labels";
import { memoizeBy } from "../../capacity/units/memoize";
import type { Field } from "../frame/field";
import type { Reporter } from "../frame/rule";
import { type ItemForm, textsOf } from "../frame/setting";
import { readPool } from "./pool";

export interface Trait {
  /** Label by which requirements name the trait. */
  readonly label: string;
  /** In messages and descriptions of settings: `instance families`. */
  readonly plural: string;
  /** The trait of a type of the catalogue. */
  readonly of: (type: InstanceType) => string | undefined;
  /** The trait in the name of a type that the catalogue lacks, or of a family. */
  readonly inName: (type: string) => string | undefined;
  /** Key of a pool in a stack file that names values of the trait. */
  readonly setting: string;
}

export interface TraitSettings {
  /** Empty allows all that are not forbidden. */
  readonly allowed: readonly string[];
  readonly forbidden: readonly string[];
}

/**
 * The settings of a rule on a trait.
 * @param plural of the trait
 * @param form of its values
 * @param initial defaults; empty where not given
 */
export function traitSettings(
  plural: string,
  form: ItemForm,
  { allowed = [], forbidden = [] }: Partial<TraitSettings>,
) {
  const known = form.known && [...form.known, ...allowed, ...forbidden];
  const described = (initial: readonly string[], description: string) =>
    textsOf(initial, { ...form, known }, description);
  return {
    allowed: described(allowed, `The only ${plural} that pools may use; empty allows all that are not forbidden.`),
    forbidden: described(forbidden, `The ${plural} that no pool may use.`),
  };
}

/** Ends a fix: the word of our own config for what a requirement says. */
export const inStackFile = (setting: string): string => `(${setting} in a stack file of nodepools)`;

/**
 * Reports values of a trait that a pool names and may not have, or else those that its admitted types have: at the
 * requirement that says so, where one does.
 * @param inputs of a NodePool
 */
export function checkTrait(
  inputs: Field,
  trait: Trait,
  { allowed, forbidden }: TraitSettings,
  { violation, cannotTell }: Reporter,
): void {
  const isAllowed = (value: string) => (allowed.length === 0 || allowed.includes(value)) && !forbidden.includes(value);
  const pool = readPool(inputs);
  const list = inputs.at("spec", "template", "spec", "requirements");
  const limits = limitsText(trait, { allowed, forbidden });
  const namedBy = (key: string, of: (value: string) => string | undefined) => {
    const stated = pool.allowed.get(key);
    const values = stated === undefined || stated.complement ? [] : [...stated.values];
    return {
      place: pool.statedAt.get(key) ?? list,
      values: refused(
        values.flatMap((value) => of(value) ?? []),
        isAllowed,
      ),
    };
  };
  const families = namedBy(labelKeys.instanceFamily, trait.inName);
  const fixOf = (what: string, setting: string) => `name allowed ${what} only ${inStackFile(setting)}`;
  const sources = [
    { ...namedBy(trait.label, (value) => value), fix: fixOf("ones", trait.setting) },
    { ...namedBy(labelKeys.instanceType, trait.inName), fix: fixOf("types", "instanceTypes") },
  ].filter(({ values }) => values.length > 0);
  for (const { place, values, fix } of sources)
    violation(place, `names the ${trait.plural} ${listText(values)}; ${limits}`, fix);
  if (sources.length > 0) return;
  const byType = refused(valuesAmong(pool.types, trait), isAllowed);
  if (byType.length === 0) return;
  const admitted = `the ${trait.plural} ${listText(byType)}; ${limits}`;
  const stated = pool.statedAt.get(trait.label);
  if (pool.unknownPath !== undefined) cannotTell(list, `${pool.unknownPath} is not known yet; ${limits}`);
  else if (families.values.length > 0)
    // to require allowed ones beside these families might leave no type
    violation(families.place, `admits ${admitted}`, fixOf("families", "instanceFamilies"));
  else if (stated !== undefined) violation(stated, `admits ${admitted}`);
  else violation(list, `admit ${admitted}`);
}

/** The trait's values among types, each once. */
const valuesAmong = memoizeBy(
  (types: readonly InstanceType[], trait: Trait) => [types, trait.label],
  (types, trait) => [...new Set(types.flatMap((type) => trait.of(type) ?? []))],
);

const refused = (values: readonly string[], isAllowed: (value: string) => boolean) =>
  [...new Set(values.filter((value) => !isAllowed(value)))].sort();

function listText(values: readonly string[]): string {
  const more = values.length - 12;
  return `${values.slice(0, 12).join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}

function limitsText({ plural }: Trait, { allowed, forbidden }: TraitSettings): string {
  const parts = [
    ...(allowed.length > 0 ? [`allowed ${plural} are ${allowed.join(", ")}`] : []),
    ...(forbidden.length > 0 ? [`forbidden are ${forbidden.join(", ")}`] : []),
  ];
  return parts.join("; ");
}
