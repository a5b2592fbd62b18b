/** KEDA: defaults that follow from other values filled in. */
import type { Filled } from "../schema/frame/default";
import type { kedaSchema } from "../schema/keda";
import type { KedaConfig } from "../stack";
import { cpuQuantity } from "./written";

/** Undefined where KEDA is not installed. */
export function resolveKeda(keda: Filled<typeof kedaSchema>, hasWindows: boolean): KedaConfig | undefined {
  const { install, resources, ...others } = keda;
  if (install === "whenNeeded" && !hasWindows) return undefined;
  return { ...others, resources: { ...resources, cpu: cpuQuantity(resources.cpu) } };
}
