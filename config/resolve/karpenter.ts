/** Karpenter: defaults that follow from other values filled in. */
import type { Filled } from "../schema/frame/default";
import type { karpenterSchema } from "../schema/karpenter";
import type { KarpenterConfig, StackContext } from "../stack";
import { accountWideName } from "../values/names";
import { cpuQuantity } from "./written";

export function resolveKarpenter(
  karpenter: Filled<typeof karpenterSchema>,
  { secretKeys = [], region }: StackContext,
  clusterName: string,
): Omit<KarpenterConfig, "amiParameters" | "volumeKeys"> {
  const { resources, values } = karpenter;
  const { settings } = values;
  return {
    ...karpenter,
    resources: { ...resources, cpu: cpuQuantity(resources.cpu) },
    accountWideName: accountWideName(clusterName, karpenter.accountWideNames === "withRegion" ? region : undefined),
    valuesAreSecret: secretKeys.includes("karpenter"),
    isolated:
      typeof settings === "object" && settings !== null && "isolatedVPC" in settings && settings.isolatedVPC === true,
  };
}
