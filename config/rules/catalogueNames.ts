/** Names of instances against the EC2 catalogue. */
import { catalogueDate, isUnlisted } from "../../capacity/ec2/catalogue";
import { catalogueValuesIn } from "../../capacity/ec2/typeLabels";
import { normalizedKey } from "../../capacity/kubernetes/labels";
import type { Requirement } from "../../capacity/kubernetes/requirement";
import { nearest } from "../../capacity/units/spelling";
import type { PoolConfig } from "../resolve/pool";
import { settingKeys } from "../resolve/requirements";

/** Settings whose values the catalogue knows, and what one is called. */
export type NamedSetting = "instanceTypes" | "instanceFamilies" | "instanceCategories" | "instanceSizes";
const nouns: Readonly<Record<NamedSetting, string>> = {
  instanceTypes: "instance type",
  instanceFamilies: "instance family",
  instanceCategories: "instance category",
  instanceSizes: "instance size",
};
const namedSettings = Object.keys(nouns) as readonly NamedSetting[];

/** A name that a pool asks for, and where it is written. */
export interface GivenName {
  readonly setting: NamedSetting;
  readonly value: string;
  readonly path: string;
}

/** Names in the pool's settings, and in its further requirements with In on the same labels. */
export function givenNames(pool: PoolConfig): readonly GivenName[] {
  const requirements = pool.settings.requirements ?? [];
  return namedSettings.flatMap((setting) => [
    ...(pool.settings[setting] ?? []).map((value, index) => ({
      setting,
      value,
      path: `${pool.pathOf(setting)}[${index}]`,
    })),
    ...requirements.flatMap((requirement, index) =>
      namesOf(requirement, setting).map((value, at) => ({
        setting,
        value,
        path: `${pool.pathOf("requirements")}[${index}].values[${at}]`,
      })),
    ),
  ]);
}

function namesOf({ key, operator, values = [] }: Pick<Requirement, "key" | "operator" | "values">, of: NamedSetting) {
  return operator === "In" && normalizedKey(key) === settingKeys[of] ? values : [];
}

/** What is wrong with a name, or undefined when the region offers it (or, in an unknown region, any does). */
export function unknownName(
  setting: NamedSetting,
  value: string,
  region: string | undefined,
): { message: string; suggestion?: string } | undefined {
  const anywhere = valuesIn(setting, undefined);
  const here = region === undefined ? undefined : valuesIn(setting, region);
  if (isUnlisted(value) || (here ?? anywhere)?.has(value)) return undefined;
  if (anywhere?.has(value)) return { message: `is not offered in ${region} by the catalogue of ${catalogueDate}` };
  const near = nearest(value, anywhere ?? []);
  return {
    message: `is not an ${nouns[setting]} in the catalogue of ${catalogueDate}`,
    ...(near === undefined ? {} : { suggestion: `did you mean "${near}"?` }),
  };
}

/** Whether the pool names something that the catalogue does not know: it then cannot say that nothing exists. */
export function namesUnknown(pool: PoolConfig): boolean {
  return givenNames(pool).some(({ setting, value }) => !valuesIn(setting, undefined)!.has(value));
}

/** All values of a setting in a region, or anywhere; undefined for a region that the catalogue does not know. */
function valuesIn(setting: NamedSetting, region: string | undefined): ReadonlySet<string> | undefined {
  return catalogueValuesIn(settingKeys[setting], region);
}
