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
  /** The trait in the name of a type that the catalogue lacks. */
  readonly inName: (type: string) => string | undefined;
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

/**
 * Reports values of a trait that a pool names and may not have, or else those that its admitted types have.
 * @param inputs of a NodePool
 */
export function checkTrait(
  inputs: Field,
  trait: Trait,
  { allowed, forbidden }: TraitSettings,
  reporter: Reporter,
): void {
  const place = inputs.at("spec", "template", "spec", "requirements");
  const isAllowed = (value: string) => (allowed.length === 0 || allowed.includes(value)) && !forbidden.includes(value);
  const pool = readPool(inputs);
  const named = pool.allowed.get(trait.label);
  const namedTypes = pool.allowed.get(labelKeys.instanceType);
  const fromNames = [
    ...(named === undefined || named.complement ? [] : named.values),
    ...(namedTypes === undefined || namedTypes.complement
      ? []
      : [...namedTypes.values].flatMap((type) => trait.inName(type) ?? [])),
  ];
  const limits = limitsText(trait, { allowed, forbidden });
  const byName = refused(fromNames, isAllowed);
  const byType = refused(valuesAmong(pool.types, trait), isAllowed);
  if (byName.length > 0) reporter.violation(place, `name the ${trait.plural} ${listText(byName)}; ${limits}`);
  else if (byType.length === 0) return;
  else if (pool.unknownPath !== undefined)
    reporter.cannotTell(place, `${pool.unknownPath} is not known yet; ${limits}`);
  else reporter.violation(place, `admit the ${trait.plural} ${listText(byType)}; ${limits}`);
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
