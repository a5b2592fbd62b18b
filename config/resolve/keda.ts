/** KEDA: what a stack leaves out, filled in. */
import { type KedaInput, kedaDefaults } from "../schema/keda";
import type { KedaConfig } from "../stack";
import { cpuQuantity } from "./written";

export function resolveKeda(input: KedaInput = {}): KedaConfig {
  const { cpu, memory } = input.resources ?? {};
  return {
    version: input.version ?? kedaDefaults.version,
    chart: input.chart ?? kedaDefaults.chart,
    imageRegistry: input.imageRegistry,
    resources: {
      cpu: cpu === undefined ? kedaDefaults.resources.cpu : cpuQuantity(cpu),
      memory: memory ?? kedaDefaults.resources.memory,
    },
  };
}
