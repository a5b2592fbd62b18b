/** Rules on a trait of the instance types that a pool admits: category, family, size, architecture. */
import type { InstanceType } from "../../capacity/ec2/catalogue";
import { labelKeys } from "../../capacity/kubernetes/labels";
import { memoizeBy } from "../../capacity/units/memoize";
import type { Field } from "../frame/field";
import type { Judge } from "../frame/rule";
import { texts } from "../frame/setting";
import { readPool } from "./pool";

export interface Trait {
  /** Label by which a requirement names the trait. */
  readonly label: string;
  readonly plural: string;
  readonly of: (type: InstanceType) => string | undefined;
  /** The trait in the name of a type that the catalogue lacks. */
  readonly inName: (type: string) => string | undefined;
}

export interface TraitSettings {
  readonly allowed: readonly string[];
  readonly forbidden: readonly string[];
}

export const traitSettings = (plural: string, initial: Partial<TraitSettings>) => ({
  allowed: texts(
    initial.allowed ?? [],
    `The only ${plural} that pools may use; empty allows all that are not forbidden.`,
  ),
  forbidden: texts(initial.forbidden ?? [], `The ${plural} that no pool may use.`),
});

/** Judges what a pool asks for by name, then all that its requirements leave possible. */
export function judgeTrait(inputs: Field, trait: Trait, { allowed, forbidden }: TraitSettings, judge: Judge): void {
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
  const rules = limitsText(trait, { allowed, forbidden });
  const byName = refused(fromNames, isAllowed);
  const byAdmission = refused(valuesAmong(pool.types, trait), isAllowed);
  if (byName.length > 0) judge.violation(place, `name the ${trait.plural} ${listText(byName)}; ${rules}`);
  else if (byAdmission.length === 0) return;
  else if (pool.unknownPath !== undefined) judge.cannotTell(place, `${pool.unknownPath} is not known yet; ${rules}`);
  else judge.violation(place, `admit the ${trait.plural} ${listText(byAdmission)}; ${rules}`);
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
