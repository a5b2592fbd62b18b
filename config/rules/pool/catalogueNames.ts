/** Names of instances against the EC2 catalogue. */
import { catalogueDate, isUnlisted } from "../../../capacity/ec2/catalogue";
import { catalogueKeys, catalogueValuesIn } from "../../../capacity/ec2/typeLabels";
import { normalizedKey } from "../../../capacity/kubernetes/labels";
import { nearest } from "../../../capacity/units/spelling";
import { entryPath } from "../../finding";
import { settingKeys } from "../../resolve/requirements";
import type { PoolConfig } from "../../stack";
import { meantWord } from "../../values/spelling";

/** Settings whose values the catalogue knows, and what one is called. */
const nouns = {
  instanceTypes: "instance type",
  instanceFamilies: "instance family",
  instanceCategories: "instance category",
  instanceSizes: "instance size",
} as const;
type NamedSetting = keyof typeof nouns;
const namedSettings = Object.keys(nouns) as readonly NamedSetting[];

/** Keys whose values are said by a setting of their own, which its schema checks. */
const notNamed: readonly string[] = [settingKeys.architectures];

/** A name that a pool asks for, and where it is written. */
export interface GivenName {
  /** Label that has it. */
  readonly key: string;
  /** What it is the name of: `instance type`. */
  readonly noun: string;
  readonly value: string;
  readonly path: string;
  /** Of the list that it is in. */
  readonly list: string;
}

/** Names in the pool's settings, and in its further requirements with In, and node labels, on labels of the catalogue. */
export function givenNames(pool: PoolConfig): readonly GivenName[] {
  const { requirements = [], labels = {} } = pool.settings;
  return [
    ...namedSettings.flatMap((setting) =>
      (pool.settings[setting] ?? []).map((value, index): GivenName => {
        const list = pool.pathOf(setting);
        return { key: settingKeys[setting], noun: nouns[setting], value, path: `${list}[${index}]`, list };
      }),
    ),
    ...requirements.flatMap(({ key, operator, values = [] }, index) =>
      operator === "In" && isNamed(key)
        ? values.map((value, at): GivenName => {
            const list = `${pool.pathOf("requirements")}[${index}].values`;
            return { key: normalizedKey(key), noun: nounOf(key), value, path: `${list}[${at}]`, list };
          })
        : [],
    ),
    ...Object.entries(labels).flatMap(([key, value]): readonly GivenName[] => {
      const path = entryPath(pool.pathOf("labels"), key);
      return isNamed(key) ? [{ key: normalizedKey(key), noun: nounOf(key), value, path, list: path }] : [];
    }),
  ];
}

function isNamed(key: string): boolean {
  return catalogueKeys.includes(key) && !notNamed.includes(normalizedKey(key));
}

function nounOf(key: string): string {
  const setting = namedSettings.find((name) => settingKeys[name] === normalizedKey(key));
  return setting === undefined ? `value of ${normalizedKey(key)}` : nouns[setting];
}

/** What is wrong with a name, or undefined when the region offers it (or, in an unknown region, any does). */
export function unknownName(
  { key, noun, value }: Pick<GivenName, "key" | "noun" | "value">,
  region: string | undefined,
): { message: string; suggestion?: string } | undefined {
  const anywhere = catalogueValuesIn(key, undefined);
  const here = region === undefined ? undefined : catalogueValuesIn(key, region);
  if (isUnlisted(value) || (here ?? anywhere)?.has(value)) return undefined;
  if (anywhere?.has(value)) return { message: `is not offered in ${region} by the catalogue of ${catalogueDate}` };
  const alike = [...(here ?? anywhere ?? [])].filter((name) => isAlike(key, value, name));
  const near =
    meantWord(value, alike) ??
    nearest(
      value,
      alike.sort((a, b) => sizeDifference(value, a) - sizeDifference(value, b)),
    );
  return {
    message: `is not a known ${noun} in the catalogue of ${catalogueDate}`,
    ...(near === undefined ? {} : { suggestion: `did you mean "${near}"?` }),
  };
}

/** How far two types' sizes are apart, in the number before "xlarge": of equally near spellings the nearer size is meant. */
function sizeDifference(one: string, other: string): number {
  const [a, b] = [one, other].map((name) => Number(/\.(\d+)xlarge$/.exec(name)?.[1] ?? 0));
  return Math.abs(a! - b!);
}

/** The same of an instance type that no pool names. */
export function unknownType(value: string, region: string | undefined): ReturnType<typeof unknownName> {
  return unknownName({ key: settingKeys.instanceTypes, noun: nouns.instanceTypes, value }, region);
}

/**
 * Whether a name may have been meant: of the same category, and for a type of the same family or size, too. p3.8xlarge is not
 * c3.8xlarge misspelt.
 */
function isAlike(key: string, value: string, name: string): boolean {
  if (key !== settingKeys.instanceTypes && key !== settingKeys.instanceFamilies) return true;
  if (/^[a-z]*/.exec(value)?.[0] !== /^[a-z]*/.exec(name)?.[0]) return false;
  if (key === settingKeys.instanceFamilies) return true;
  const [family, size] = value.split(".");
  const [knownFamily, knownSize] = name.split(".");
  return family === knownFamily || size === knownSize;
}

/** Whether the pool names something that the catalogue has never heard of: then it cannot say that nothing exists. */
export function namesUnknown(pool: PoolConfig): boolean {
  return givenNames(pool).some(({ key, value }) => catalogueValuesIn(key, undefined)?.has(value) === false);
}
