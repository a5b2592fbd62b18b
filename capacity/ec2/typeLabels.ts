/** The labels of an instance type, as the catalogue can tell them. */
import { labelAliases, labelKeys, normalizedKey } from "../kubernetes/labels";
import { memoizeBy } from "../units/memoize";
import { type InstanceType, instanceTypes, instanceTypesIn } from "./catalogue";

/** The value of each label on a type; undefined where the type lacks the label. */
const typeLabels: Readonly<Record<string, (type: InstanceType) => string | number | boolean | undefined>> = {
  [labelKeys.instanceType]: (type) => type.type,
  [labelKeys.arch]: (type) => type.arch,
  [labelKeys.instanceCategory]: (type) => type.category,
  [labelKeys.instanceFamily]: (type) => type.family,
  [labelKeys.instanceGeneration]: (type) => type.generation,
  [labelKeys.instanceSize]: (type) => type.size,
  [labelKeys.instanceCpu]: (type) => type.vcpu,
  [labelKeys.instanceCpuManufacturer]: (type) => type.manufacturer,
  [labelKeys.instanceMemory]: (type) => type.memoryMiB,
  [labelKeys.instanceHypervisor]: (type) => type.hypervisor,
  [labelKeys.instanceFlex]: (type) => type.flex,
  [labelKeys.instanceLocalNvme]: (type) => type.localNvmeGB,
  [labelKeys.instanceGpuName]: (type) => type.gpu?.name,
  [labelKeys.instanceGpuManufacturer]: (type) => type.gpu?.manufacturer,
  [labelKeys.instanceGpuCount]: (type) => type.gpu?.count,
  [labelKeys.instanceGpuMemory]: (type) => type.gpu?.memoryMiB,
};

/** The label keys whose values the catalogue knows, aliases included, by name. */
export const catalogueKeys: readonly string[] = [
  ...Object.keys(typeLabels),
  ...labelAliases.filter((alias) => Object.hasOwn(typeLabels, normalizedKey(alias))),
].sort();

/**
 * The value of a type's label, as text; undefined when it lacks the label.
 * @throws RangeError when the catalogue does not know the key
 */
export function labelOf(type: InstanceType, key: string): string | undefined {
  const target = normalizedKey(key);
  if (!Object.hasOwn(typeLabels, target)) throw new RangeError(`"${key}" is not a label that the catalogue knows`);
  return typeLabels[target]!(type)?.toString();
}

/**
 * The values of a label among the types that a region offers, or among all types without a region.
 * @returns undefined for a region that the catalogue does not know
 * @throws RangeError when the catalogue does not know the key
 */
export const catalogueValuesIn: (key: string, region: string | undefined) => ReadonlySet<string> | undefined =
  memoizeBy(
    (key, region = "") => `${key} ${region}`,
    (key, region) => {
      const types = region === undefined ? instanceTypes() : instanceTypesIn(region);
      return types && new Set(types.flatMap((type) => labelOf(type, key) ?? []));
    },
  );

/** The values of a label among all types. @throws RangeError when the catalogue does not know the key */
export function catalogueValues(key: string): ReadonlySet<string> {
  return catalogueValuesIn(key, undefined)!;
}
