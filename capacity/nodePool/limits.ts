/**
 * spec.limits of a NodePool: parsed once, and what a node counts against each. A new kind of limit is one row here.
 * Source: Karpenter v1.14.1 pkg/apis/v1/nodepool.go (ExceededBy) and scheduler.go (filterByRemainingResources): each limit
 * is compared with the capacity of nodes in that resource, and a resource that a node lacks counts 0.
 */

import { countedMemoryMiB, type InstanceType } from "../ec2/catalogue";
import { neuronCounts } from "../ec2/neuron";
import { shortNames } from "../kubernetes/extendedResource";
import { memoizeBy } from "../units/memoize";
import { ownValue } from "../units/ownValue";
import { countOf, cpuMillis, memoryBytes } from "../units/quantity";

interface LimitKind {
  /** The amount in the kind's unit. @throws RangeError when it is not a quantity of the kind, or negative */
  readonly parse: (quantity: string) => number;
  /** What one node of a type counts, in steps of the amount; 0 where that is not known, so that no ceiling is too low. */
  readonly taken: (type: InstanceType) => number;
  /** Units of the amount in one such step. @default 1 */
  readonly step?: number;
}

const mebibyte = 2 ** 20;

function gpusOf(manufacturer: string): LimitKind["taken"] {
  return ({ gpu }) => (gpu?.manufacturer === manufacturer ? gpu.count : 0);
}

const limitKinds = {
  /** In millicores. */
  cpu: { parse: cpuMillis, taken: ({ vcpu }) => vcpu * 1000 },
  /** In bytes; nodes count whole MiB. */
  memory: { parse: memoryBytes, taken: countedMemoryMiB, step: mebibyte },
  nodes: { parse: countOf, taken: () => 1 },
  "nvidia.com/gpu": { parse: countOf, taken: gpusOf("nvidia") },
  "amd.com/gpu": { parse: countOf, taken: gpusOf("amd") },
  "aws.amazon.com/neuron": { parse: countOf, taken: (type) => neuronCounts(type)?.devices ?? 0 },
  "aws.amazon.com/neuroncore": { parse: countOf, taken: (type) => neuronCounts(type)?.cores ?? 0 },
} as const satisfies Readonly<Record<string, LimitKind>>;

/**
 * Resources whose limits bound a pool here. Karpenter compares any other as well; nodes that lack it count 0. A limit on
 * vpc.amazonaws.com/efa is none of them: before a node runs it counts what its type can have, then what it has.
 */
export type LimitResource = keyof typeof limitKinds;

/** In the order in which limits are listed. */
export const limitResources = Object.keys(limitKinds) as readonly LimitResource[];

/** Those of GPUs. A limit on one maker's GPUs does not bound the other's. */
const gpuResources = ["nvidia.com/gpu", "amd.com/gpu"] as const satisfies readonly LimitResource[];

/** One limit that could be read. */
export interface Limit {
  readonly resource: LimitResource;
  /** As our config and messages name it: "gpu" for nvidia.com/gpu. */
  readonly name: string;
  /** As written. */
  readonly stated: string;
  /** CPU in millicores, memory in bytes, others counted. */
  readonly amount: number;
  /** How many steps of what nodes count fit. */
  readonly capacity: number;
  /** Steps that one node of a type counts. */
  readonly taken: (type: InstanceType) => number;
}

/**
 * What Karpenter counts of a type against a limit while it plans a batch. Nodes count nothing then, since no type has them
 * among its resources: one batch may go beyond limits.nodes, which stops only the next.
 * Source: v1.14.1 scheduler.go, subtractMax; seen in test/tools/plan/whatIf/karpenter.slow.ts.
 */
export function plannedTaken({ resource, taken }: Limit, type: InstanceType): number {
  return resource === "nodes" ? 0 : taken(type);
}

/** Those of a pool's limits that could be read, in the order of {@link limitResources}. */
export type Limits = readonly Limit[];

/** What a limit says, or why it cannot be read. @param value text or a number; anything else is not a quantity */
export function parseLimit(resource: LimitResource, value: unknown): Limit | { readonly error: string } {
  if (typeof value !== "string" && !(typeof value === "number" && Number.isFinite(value))) {
    return { error: "it is not a quantity" };
  }
  const stated = String(value);
  const { parse, taken, step = 1 }: LimitKind = limitKinds[resource];
  try {
    const amount = parse(stated);
    return {
      resource,
      name: shortNames[resource] ?? resource,
      stated,
      amount,
      capacity: Math.floor(amount / step),
      taken,
    };
  } catch (error) {
    if (error instanceof RangeError) return { error: error.message };
    throw error;
  }
}

/**
 * The limits of a pool. One that cannot be read bounds nothing and hides nothing of the others.
 * @param stated spec.limits: resource to quantity; resources that are not {@link limitResources} are left out
 * @param replicas spec.replicas of a static pool: without limits.nodes it bounds the nodes, with it limits.nodes does
 */
export const parseLimits: (stated: Readonly<Record<string, unknown>>, replicas?: number) => Limits = memoizeBy(
  (stated, replicas) => [stated, `${replicas}`],
  (stated, replicas) =>
    limitResources.flatMap((resource) => {
      const values = [Object.hasOwn(stated, resource) ? stated[resource] : undefined];
      if (resource === "nodes") values.push(replicas);
      const read = values.map((value) => parseLimit(resource, value));
      return read.find((limit): limit is Limit => !("error" in limit)) ?? [];
    }),
);

/** The amount of a limit in its unit; undefined when it is not stated or cannot be read. */
export function amountOf(limits: Limits, resource: LimitResource): number | undefined {
  return limits.find((limit) => limit.resource === resource)?.amount;
}

/** The limits as messages list them: "cpu 64, memory 256Gi". Equal texts are equal limits. */
export function limitsText(limits: Limits): string {
  return limits.map(({ name, stated }) => `${name} ${stated}`).join(", ");
}

/** Families whose figures the catalogue lacks and whose GPUs are known: g4ad has AMD's, dl1 has none (Gaudi). */
const gpusOfFamily: Readonly<Record<string, LimitResource | undefined>> = { g4ad: "amd.com/gpu", dl1: undefined };

/** The GPUs that a type may have of which only the name is known; g4ad is EC2's only family with any but NVIDIA's. */
function gpusByName(value: string): LimitResource | undefined {
  const [family = ""] = value.split(".");
  return Object.hasOwn(gpusOfFamily, family) ? ownValue(gpusOfFamily, family) : "nvidia.com/gpu";
}

/**
 * The GPUs that the limits by themselves leave to a pool: the sum over the makers whose GPUs its types have or may have. A
 * limit on nvidia.com/gpu bounds NVIDIA's, as Karpenter compares it with that resource of each node; null when a maker has
 * no limit.
 * @param names of what the catalogue lacks among the types
 */
export function statedGpus(limits: Limits, types: readonly InstanceType[], names: readonly string[]): number | null {
  let sum = 0;
  for (const resource of gpuResources) {
    const { taken }: LimitKind = limitKinds[resource];
    if (!types.some((type) => taken(type) > 0) && !names.some((name) => gpusByName(name) === resource)) continue;
    const amount = amountOf(limits, resource);
    if (amount === undefined) return null;
    sum += amount;
  }
  return sum;
}
