/**
 * What pods may request in all when a pool is at its limits: allocatable, not the raw capacity that limits count. Like a
 * ceiling it is never too low. DaemonSets are not subtracted, since they run in other namespaces than the team's.
 */
import { allocatable, type NodeSettings } from "../ec2/allocatable";
import { memoizeBy } from "../units/memoize";
import { atLimits } from "./atLimits";
import { type CeilingInput, poolCeiling } from "./ceiling";
import { limitsText } from "./limits";

/** Null for a resource that nothing bounds. */
export interface PodCapacity {
  readonly cpuMillis: number | null;
  readonly memoryMiB: number | null;
  /** NVIDIA and AMD together. */
  readonly gpu: number | null;
  /** How many the kubelets take, whatever they request. */
  readonly pods: number | null;
}

const resources = ["cpuMillis", "memoryMiB", "gpu", "pods"] as const;

const mebibyte = 2 ** 20;

/** What the pods of a pool may request when it is at its limits. */
export const poolPodCapacity: (pool: CeilingInput, node?: NodeSettings) => PodCapacity = memoizeBy(
  ({ types, limits, uncatalogued }, node) => [types, JSON.stringify([limitsText(limits), uncatalogued, node])],
  (pool, node) => {
    if ((pool.uncatalogued ?? []).length > 0) {
      const { cpuMillis, memoryBytes, gpu } = poolCeiling(pool);
      const memoryMiB = memoryBytes === null ? null : Math.floor(memoryBytes / mebibyte);
      return { cpuMillis, memoryMiB, gpu, pods: null };
    }
    const { most } = atLimits(pool);
    const finite = (amount: number) => (Number.isFinite(amount) ? amount : null);
    return {
      cpuMillis: finite(most((type) => Math.max(0, allocatable(type, node).cpuMillis))),
      memoryMiB: finite(most((type) => Math.max(0, allocatable(type, node).memoryMiB))),
      gpu: finite(most((type) => type.gpu?.count ?? 0)),
      pods: finite(most((type) => allocatable(type, node).pods)),
    };
  },
);

/** The pod capacity of several pools together; null where one of them is unbounded. */
export function sumPodCapacities(capacities: readonly PodCapacity[]): PodCapacity {
  const sum = (resource: (typeof resources)[number]) =>
    capacities.some((capacity) => capacity[resource] === null)
      ? null
      : capacities.reduce((total, capacity) => total + capacity[resource]!, 0);
  return { cpuMillis: sum("cpuMillis"), memoryMiB: sum("memoryMiB"), gpu: sum("gpu"), pods: sum("pods") };
}
