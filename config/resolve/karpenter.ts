/** Karpenter: defaults that follow from other values filled in. */
import type { Filled } from "../schema/default";
import type { karpenterSchema } from "../schema/karpenter";
import type { KarpenterConfig, StackContext } from "../stack";
import { cpuQuantity } from "./written";

export function resolveKarpenter(
  karpenter: Filled<typeof karpenterSchema>,
  { secretKeys = [] }: StackContext,
): KarpenterConfig {
  const { resources, values } = karpenter;
  const { settings } = values;
  return {
    ...karpenter,
    resources: { ...resources, cpu: cpuQuantity(resources.cpu) },
    valuesAreSecret: secretKeys.includes("karpenter"),
    isolated:
      typeof settings === "object" && settings !== null && "isolatedVPC" in settings && settings.isolatedVPC === true,
  };
}
