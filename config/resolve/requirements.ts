/** A pool's settings as the requirements of its NodePool, in a fixed order. */
import { labelKeys, normalizedKey } from "../../capacity/kubernetes/labels";
import type { Requirement } from "../../capacity/kubernetes/requirement";
import { filled } from "../schema/frame/default";
import { type InstanceChoice, type PoolSettings, poolDefaultsSchema } from "../schema/pool";

/** Label key of each setting that is a list of values. */
export const settingKeys = {
  architectures: labelKeys.arch,
  capacityTypes: labelKeys.capacityType,
  instanceCategories: labelKeys.instanceCategory,
  instanceFamilies: labelKeys.instanceFamily,
  instanceSizes: labelKeys.instanceSize,
  instanceTypes: labelKeys.instanceType,
  zones: labelKeys.zone,
} as const;

/** Labels by which a requirement names types that are of no general category, unless it excludes them. */
const namingKeys: readonly string[] = [
  labelKeys.instanceFamily,
  labelKeys.instanceType,
  labelKeys.instanceGpuName,
  labelKeys.instanceGpuManufacturer,
  labelKeys.instanceGpuCount,
  labelKeys.instanceGpuMemory,
  labelKeys.instanceAcceleratorName,
  labelKeys.instanceAcceleratorManufacturer,
  labelKeys.instanceAcceleratorCount,
];
const excluding: readonly string[] = ["NotIn", "DoesNotExist"];

/**
 * What a pool says of its instances, for the defaults of what it does not say. A label counts as a requirement, since Karpenter
 * chooses by it as by one.
 */
function instanceChoice(settings: PoolSettings, requirements: readonly Requirement[]): InstanceChoice {
  const isAbout = (key: string) => requirements.filter((requirement) => normalizedKey(requirement.key) === key);
  const categories = isAbout(labelKeys.instanceCategory);
  return {
    namesTypes:
      settings.instanceFamilies !== undefined ||
      settings.instanceTypes !== undefined ||
      requirements.some(
        ({ key, operator }) => namingKeys.includes(normalizedKey(key)) && !excluding.includes(operator),
      ),
    // with an operator other than In nobody can list them here
    categories:
      settings.instanceCategories ??
      (categories.length === 0
        ? undefined
        : categories.flatMap(({ operator, values = [] }) => (operator === "In" ? values : [""]))),
    saysGenerations: isAbout(labelKeys.instanceGeneration).length > 0,
  };
}

/**
 * Whether Xen types are to be left out: they take no prefixes, so they carry 20 to 35 pods where `maxPods` promises more. Not
 * `In [nitro]`: bare metal, which is Nitro too, has an empty label. A pool that says anything of hypervisors decides itself.
 */
function leavesOutXen(requirements: readonly Requirement[], node: NodeOfPool): boolean {
  return node.maxPods !== undefined && !requirements.some(({ key }) => key === labelKeys.instanceHypervisor);
}

/** What the pool's node class says that bears on its requirements. */
export interface NodeOfPool {
  /** kubelet.maxPods, one number for all types. */
  readonly maxPods?: number | undefined;
}

/**
 * Requirements of the NodePool that these settings ask for.
 * @param labels of the pool's nodes, by which Karpenter chooses instances as it does by requirements
 */
export function poolRequirements(
  settings: PoolSettings,
  node: NodeOfPool,
  labels: Readonly<Record<string, string>> = {},
): readonly Requirement[] {
  const further = settings.requirements ?? [];
  const said = [
    ...further.map(plainRequirement),
    ...Object.entries(labels).map(([key, value]): Requirement => ({ key, operator: "In", values: [value] })),
  ];
  const { instanceCategories, instanceGenerations } = poolDefaultsSchema.shape;
  const choice = instanceChoice(settings, said);
  const lists = {
    ...filled(poolDefaultsSchema, settings),
    instanceCategories: settings.instanceCategories ?? instanceCategories.defaultFor(choice),
  };
  const byDefault = instanceGenerations.defaultFor(choice);
  const { atMost, atLeast = isAbove(byDefault?.atLeast, atMost) ? undefined : byDefault?.atLeast } =
    settings.instanceGenerations ?? {};
  return [
    { key: labelKeys.os, operator: "In", values: ["linux"] },
    ...Object.entries(settingKeys).flatMap(([setting, key]): Requirement[] => {
      const values = lists[setting as keyof typeof settingKeys];
      return values === undefined ? [] : [{ key, operator: "In", values: [...values] }];
    }),
    ...(atLeast === undefined
      ? []
      : [{ key: labelKeys.instanceGeneration, operator: "Gte" as const, values: [String(atLeast)] }]),
    ...(atMost === undefined
      ? []
      : [{ key: labelKeys.instanceGeneration, operator: "Lte" as const, values: [String(atMost)] }]),
    ...(leavesOutXen(said, node)
      ? [{ key: labelKeys.instanceHypervisor, operator: "NotIn" as const, values: ["xen"] }]
      : []),
    ...further.map(plainRequirement),
  ];
}

/** Whether the default's oldest generation is none of those that the pool asks for: who asks for older ones means them. */
function isAbove(atLeast: number | undefined, atMost: number | undefined): boolean {
  return atLeast !== undefined && atMost !== undefined && atLeast > atMost;
}

/** A further requirement as the NodePool has it: no key that was not said. */
function plainRequirement({
  key,
  operator,
  values,
  minValues,
}: NonNullable<PoolSettings["requirements"]>[number]): Requirement {
  return {
    key,
    operator,
    ...(values === undefined ? {} : { values: [...values] }),
    ...(minValues === undefined ? {} : { minValues }),
  };
}
