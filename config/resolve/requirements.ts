/** A pool's settings as the requirements of its NodePool, in a fixed order. */
import type { Requirement } from "../../capacity/kubernetes/requirement";
import { filled } from "../schema/default";
import { type PoolSettings, poolDefaultsSchema } from "../schema/pool";

/** Label key of each setting that is a list of values. */
export const settingKeys = {
  architectures: "kubernetes.io/arch",
  capacityTypes: "karpenter.sh/capacity-type",
  instanceCategories: "karpenter.k8s.aws/instance-category",
  instanceFamilies: "karpenter.k8s.aws/instance-family",
  instanceSizes: "karpenter.k8s.aws/instance-size",
  instanceTypes: "node.kubernetes.io/instance-type",
  zones: "topology.kubernetes.io/zone",
} as const;

export const osKey = "kubernetes.io/os";
export const generationKey = "karpenter.k8s.aws/instance-generation";

/** Keys by which a pool chooses instances; a further requirement on any `karpenter.k8s.aws/instance-` key counts as well. */
const choosing = [
  "instanceCategories",
  "instanceFamilies",
  "instanceSizes",
  "instanceTypes",
  "instanceGenerations",
] as const;

/** Requirements of the NodePool that these settings ask for. */
export function poolRequirements(settings: PoolSettings, operatingSystem: "linux" | "windows"): readonly Requirement[] {
  const further = settings.requirements ?? [];
  const choosesInstances =
    choosing.some((key) => settings[key] !== undefined) ||
    further.some(({ key }) => key.startsWith("karpenter.k8s.aws/instance-") || key === settingKeys.instanceTypes);
  const { shape } = poolDefaultsSchema;
  const lists = {
    ...filled(poolDefaultsSchema, settings),
    instanceCategories: settings.instanceCategories ?? shape.instanceCategories.defaultFor({ choosesInstances }),
  };
  const generations = settings.instanceGenerations ?? shape.instanceGenerations.defaultFor({ choosesInstances });
  const { atLeast, atMost } = generations ?? {};
  return [
    { key: osKey, operator: "In", values: [operatingSystem] },
    ...Object.entries(settingKeys).flatMap(([setting, key]): Requirement[] => {
      const values = lists[setting as keyof typeof settingKeys];
      return values === undefined ? [] : [{ key, operator: "In", values: [...values] }];
    }),
    ...(atLeast === undefined ? [] : [{ key: generationKey, operator: "Gte" as const, values: [String(atLeast)] }]),
    ...(atMost === undefined ? [] : [{ key: generationKey, operator: "Lte" as const, values: [String(atMost)] }]),
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

/** What Karpenter chooses instances by: the requirements, and each label of the pool's nodes as one more. */
export function selectingRequirements(pool: {
  readonly requirements: readonly Requirement[];
  readonly labels: Readonly<Record<string, string>>;
}): readonly Requirement[] {
  return [
    ...pool.requirements,
    ...Object.entries(pool.labels).map(([key, value]): Requirement => ({ key, operator: "In", values: [value] })),
  ];
}
