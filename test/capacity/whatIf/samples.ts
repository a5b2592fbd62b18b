/** Pools and what-ifs for tests. */
import { labelKeys } from "../../../capacity/kubernetes/labels";
import { parseLimits } from "../../../capacity/nodePool/limits";
import { answerWhatIfs, type WhatIf, type WhatIfAnswer } from "../../../capacity/whatIf/answer";
import type { Pods } from "../../../capacity/whatIf/pods";
import type { WhatIfPool } from "../../../capacity/whatIf/pool";
import { nothingCounted } from "../../../capacity/whatIf/quota";

interface PoolSample extends Partial<Omit<WhatIfPool, "limits" | "template">> {
  readonly types?: readonly string[];
  readonly limits?: Readonly<Record<string, string>>;
  readonly capacityTypes?: readonly string[];
  readonly minValues?: number;
}

/** A pool of on-demand m7i nodes in us-east-1, without DaemonSets. */
export function poolOf(sample: PoolSample = {}): WhatIfPool {
  const {
    types = ["m7i.large", "m7i.xlarge"],
    limits = {},
    capacityTypes = ["on-demand"],
    minValues,
    ...rest
  } = sample;
  return {
    name: "main",
    weight: 0,
    template: {
      requirements: [
        {
          key: labelKeys.instanceType,
          operator: "In",
          values: types,
          ...(minValues === undefined ? {} : { minValues }),
        },
        { key: labelKeys.capacityType, operator: "In", values: capacityTypes },
      ],
      labels: {},
    },
    taints: [],
    limits: parseLimits(limits, sample.replicas),
    packing: {},
    region: "us-east-1",
    ...rest,
  };
}

/** Pods of 1 CPU and 2 GiB. */
export function podsOf(count: number, rest: Partial<Pods> = {}): Pods {
  return { count, size: { cpuMillis: 1000, memoryMiB: 2048 }, gpus: 0, onePerNode: false, priority: 0, ...rest };
}

/** A what-if of pods that may run on the pools. */
export function whatIfOf(pools: readonly WhatIfPool[], pods: Pods, rest: Partial<WhatIf> = {}): WhatIf {
  return {
    pods,
    constraints: { requirements: [], tolerations: [] },
    namespace: { name: "dotori", quota: undefined, used: { least: nothingCounted, most: nothingCounted } },
    refusals: [],
    pools: pools.map((pool) => ({ pool, refusals: [] })),
    otherPools: [],
    ...rest,
  };
}

/** The answer to a single what-if. */
export function answerTo(pools: readonly WhatIfPool[], pods: Pods, rest: Partial<WhatIf> = {}): WhatIfAnswer {
  return answerWhatIfs([whatIfOf(pools, pods, rest)])[0]!;
}
