/** A pool's settings as the requirements of its NodePool, in a fixed order. */
import { instanceLabelPrefix, labelKeys } from "../../capacity/kubernetes/labels";
import type { Requirement } from "../../capacity/kubernetes/requirement";
import { filled } from "../schema/default";
import { type PoolSettings, poolDefaultsSchema } from "../schema/pool";

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

/** Settings by which a pool chooses instances; a further requirement or a label on an instance label counts as well. */
const choosing = [
  "instanceCategories",
  "instanceFamilies",
  "instanceSizes",
  "instanceTypes",
  "instanceGenerations",
] as const;

/**
 * Requirements of the NodePool that these settings ask for.
 * @param labels of the pool's nodes, by which Karpenter chooses instances as it does by requirements
 */
export function poolRequirements(
  settings: PoolSettings,
  operatingSystem: "linux" | "windows",
  labels: Readonly<Record<string, string>> = {},
): readonly Requirement[] {
  const further = settings.requirements ?? [];
  const keys = [...further.map(({ key }) => key), ...Object.keys(labels)];
  const choosesInstances =
    choosing.some((key) => settings[key] !== undefined) ||
    keys.some((key) => key.startsWith(instanceLabelPrefix) || key === settingKeys.instanceTypes);
  const { instanceCategories, instanceGenerations } = poolDefaultsSchema.shape;
  const choice = { choosesInstances };
  const lists = {
    ...filled(poolDefaultsSchema, settings),
    instanceCategories: settings.instanceCategories ?? instanceCategories.defaultFor(choice),
  };
  const generations: PoolSettings["instanceGenerations"] =
    settings.instanceGenerations ?? instanceGenerations.defaultFor(choice);
  const { atLeast, atMost } = generations ?? {};
  return [
    { key: labelKeys.os, operator: "In", values: [operatingSystem] },
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
    ...further.map(
      ({ key, operator, values, minValues }): Requirement => ({
        key,
        operator,
        ...(values === undefined ? {} : { values: [...values] }),
        ...(minValues === undefined ? {} : { minValues }),
      }),
    ),
  ];
}
