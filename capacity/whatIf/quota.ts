/** A namespace's ResourceQuota: a pod beyond it is refused before it waits for a node. */

import { ownValue } from "../units/ownValue";
import { countOf, cpuMillis, memoryBytes } from "../units/quantity";
import type { Range } from "./bounds";
import type { Pods } from "./pods";

/** Amounts that pods count against a quota, in its steps. */
export interface Counted {
  readonly cpuMillis: number;
  readonly memoryBytes: number;
  readonly gpus: number;
  readonly pods: number;
}

export const nothingCounted: Counted = { cpuMillis: 0, memoryBytes: 0, gpus: 0, pods: 0 };

const mebibyte = 2 ** 20;

/** What a number of pods counts. */
export function countedBy({ size, gpus }: Pick<Pods, "size" | "gpus">, count: number): Counted {
  return {
    cpuMillis: count * size.cpuMillis,
    memoryBytes: count * size.memoryMiB * mebibyte,
    gpus: count * gpus,
    pods: count,
  };
}

/** Resources of a quota that pods count against, and how each is read. */
const resources: Readonly<Record<string, { readonly of: keyof Counted; readonly parse: (text: string) => number }>> = {
  "requests.cpu": { of: "cpuMillis", parse: cpuMillis },
  cpu: { of: "cpuMillis", parse: cpuMillis },
  "requests.memory": { of: "memoryBytes", parse: memoryBytes },
  memory: { of: "memoryBytes", parse: memoryBytes },
  "requests.nvidia.com/gpu": { of: "gpus", parse: countOf },
  pods: { of: "pods", parse: countOf },
};

/** How many pods a quota admits. */
export interface Admitted extends Range {
  /** Of the quota what refuses the others, as `requests.cpu 16`. */
  readonly by: readonly string[];
}

/**
 * @param hard of the ResourceQuota; undefined without one
 * @param used by what runs in the namespace, at least and at most
 */
export function admittedPods(
  hard: Readonly<Record<string, string>> | undefined,
  used: { readonly least: Counted; readonly most: Counted },
  pods: Pods,
): Admitted {
  const each = countedBy(pods, 1);
  const rooms = Object.entries(hard ?? {}).flatMap(([name, stated]) => {
    const resource = ownValue(resources, name);
    if (resource === undefined || each[resource.of] === 0) return [];
    const amount = resource.parse(stated);
    const places = (before: Counted) => Math.max(0, Math.floor((amount - before[resource.of]) / each[resource.of]));
    return [{ text: `${name} ${stated}`, least: places(used.most), most: places(used.least) }];
  });
  return {
    least: Math.min(pods.count, ...rooms.map(({ least }) => least)),
    most: Math.min(pods.count, ...rooms.map(({ most }) => most)),
    by: rooms.filter(({ least }) => least < pods.count).map(({ text }) => text),
  };
}
