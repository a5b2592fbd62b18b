/** A team's CapacityBuffer: its namespace decided, quantities as the API server stores them. */
import type { CapacityBufferInput } from "../schema/capacityBuffer";
import type { CapacityBufferConfig } from "../stack";
import { cpuQuantity, definedOnly } from "./written";

/** @param first the team's first namespace, where a buffer is that names none */
export function resolveCapacityBuffer(
  { namespace, limits, ...buffer }: CapacityBufferInput,
  first: string,
): CapacityBufferConfig {
  const quantities =
    limits && definedOnly({ ...limits, cpu: limits.cpu === undefined ? undefined : cpuQuantity(limits.cpu) });
  return {
    ...definedOnly(buffer),
    namespace: namespace ?? first,
    ...(quantities === undefined ? {} : { limits: quantities }),
  } as CapacityBufferConfig;
}
