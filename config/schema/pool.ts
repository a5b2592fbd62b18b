/** Keys of a pool, one NodePool, and under `poolDefaults`. */
import { z } from "zod";
import { labelKeys } from "../../capacity/kubernetes/labels";
import { sizeInFull } from "../values/spelling";
import { disruptionSchema, nodeLifetime } from "./disruption";
import { leftOut, leftTo, section, withDefault, withDerivedDefault } from "./frame/default";
import { extendedResources, objectWith } from "./frame/further";
import { cpu, dnsLabel, integer, labelValue, memory, qualifiedName, refusals, text, zoneName } from "./frame/kind";
import { labelsSchema } from "./labels";
import { nodeClassSchema } from "./nodeClass";
import { warmSchema } from "./warm";

export const capacityTypes = ["spot", "on-demand", "reserved"] as const;
export type CapacityType = (typeof capacityTypes)[number];

const word = (what: string, pattern: RegExp, examples: readonly string[]) =>
  text({ what, write: `such as ${JSON.stringify(examples[0])}`, pattern, examples });

/** What 4XL means; in small letters it may be a size that AWS has yet to name, so the catalogue is asked. */
function sizeInLetters(word: string) {
  const size = sizeInFull(word.toLowerCase());
  return size === undefined
    ? undefined
    : { message: "is not known", suggestion: `did you mean ${JSON.stringify(size)}?`, meant: size };
}

const requirement = z.strictObject({
  key: qualifiedName("label key", [labelKeys.instanceCpu, labelKeys.instanceMemory]).meta({
    description: "A label of nodes: one of Karpenter's, or a key of your own.",
  }),
  operator: z
    .enum(["In", "NotIn", "Exists", "DoesNotExist", "Gt", "Lt", "Gte", "Lte"])
    .meta({ description: "How the label's value is compared." }),
  values: z
    .array(labelValue(["4", "8", "16"]))
    .min(1)
    .max(500)
    .meta({
      description:
        "In and NotIn: one or more; Gt, Lt, Gte, Lte: one whole number in quotes; Exists and DoesNotExist: none.",
    })
    .optional(),
  minValues: integer({ min: 1, max: 50, examples: [1, 2] })
    .meta({ description: "How many different values must stay possible (alpha); with fewer, Karpenter makes no node." })
    .optional(),
});

const taint = z.strictObject({
  key: qualifiedName("taint key", ["dedicated", "example.com/batch"]).meta({ description: "Key of the taint." }),
  value: labelValue(["gpu", "true"]).meta({ description: "Value of the taint." }).optional(),
  effect: z
    .enum(["NoSchedule", "PreferNoSchedule", "NoExecute"])
    .meta({ description: "What it does to pods without the toleration." }),
});

/** What a pool says of its instances; what it does not say keeps its default. */
export interface InstanceChoice {
  /** By family, exact type, GPU or accelerator: then categories and generations follow. */
  readonly namesTypes: boolean;
  /** Undefined when it says nothing of them. */
  readonly categories: readonly string[] | undefined;
  readonly saysGenerations: boolean;
}
// Source of the general set: Karpenter docs, concepts/nodepools.
const generalCategories: readonly string[] = ["c", "m", "r"];
/** Categories whose first two generations are outdated (c1, g2, i2, m1, p2, t1). Others have no third (d2, inf2, trn2, x2). */
const flooredCategories: readonly string[] = [...generalCategories, "g", "i", "p", "t"];

export const limitsSchema = objectWith(
  {
    cpu: cpu().meta({ description: "Most vCPU of all nodes together." }).optional(),
    memory: memory().meta({ description: "Most memory of all nodes together." }).optional(),
    nodes: integer({ min: 1, max: 10000, examples: [10, 50] })
      .meta({ description: "Most nodes." })
      .optional(),
    gpu: integer({ min: 1, max: 10000, examples: [4, 8] })
      .meta({ description: "Most NVIDIA GPUs (nvidia.com/gpu)." })
      .optional(),
  },
  extendedResources(
    integer({ min: 1, max: 100000, examples: [4, 16] }).meta({
      description:
        "Most of an extended resource by its qualified name: `aws.amazon.com/neuron` (Neuron devices), `aws.amazon.com/neuroncore`, `amd.com/gpu`, `vpc.amazonaws.com/efa`.",
    }),
    ["aws.amazon.com/neuron", "vpc.amazonaws.com/efa"],
  ),
);

/** Settings that a pool and `poolDefaults` share; a key of a pool replaces the whole key of `poolDefaults`. */
const settings = {
  capacityTypes: withDefault(
    z
      .array(z.enum(capacityTypes))
      .min(1)
      .max(3)
      .meta({ description: "How instances are bought; Karpenter takes reserved first, then the cheapest." }),
    ["on-demand"],
  ),
  architectures: withDefault(
    z
      .array(z.enum(["amd64", "arm64"]))
      .min(1)
      .max(2)
      .meta({ description: "CPU architectures." }),
    ["amd64"],
  ),
  instanceCategories: withDerivedDefault(
    z
      .array(word("instance category", /^[a-z]+$/, ["c", "m", "r"]))
      .min(1)
      .meta({ description: "Letters before the generation: c, m, r." }),
    "c, m and r, unless the pool names families, types, GPUs or accelerators",
    ({ namesTypes, categories }: InstanceChoice) =>
      namesTypes || categories !== undefined ? undefined : [...generalCategories],
  ),
  instanceFamilies: z
    .array(word("instance family", /^[a-z0-9-]+$/, ["m7i", "c7i", "r7i", "m5"]))
    .min(1)
    .meta({ description: "Families: m7i, c7g." })
    .optional(),
  instanceSizes: z
    .array(
      word("instance size", /^[a-z0-9-]+$/, ["xlarge", "2xlarge", "large"]).register(refusals, { of: sizeInLetters }),
    )
    .min(1)
    .meta({ description: "Sizes: large, 2xlarge." })
    .optional(),
  instanceTypes: z
    .array(word("EC2 instance type", /^[a-z0-9-]+\.[a-z0-9-]+$/, ["m5.large", "m5.xlarge", "c5.large", "r5.large"]))
    .min(1)
    .meta({ description: "Exact types: m5.large." })
    .optional(),
  instanceGenerations: withDerivedDefault(
    z
      .strictObject({
        atLeast: integer({ min: 1, max: 20, examples: [3, 5] })
          .meta({ description: "Oldest generation." })
          .optional(),
        atMost: integer({ min: 1, max: 20, examples: [8, 9] })
          .meta({ description: "Newest generation." })
          .optional(),
      })
      .meta({ description: "Generations: the first number in the family's name." }),
    "3 and newer, unless the pool names families, types, GPUs, accelerators or a category other than c, g, i, m, p, r, t",
    ({
      namesTypes,
      categories = generalCategories,
      saysGenerations,
    }: InstanceChoice): { atLeast?: number; atMost?: number } | undefined =>
      namesTypes || saysGenerations || categories.some((category) => !flooredCategories.includes(category))
        ? undefined
        : { atLeast: 3 },
  ),
  zones: leftOut(
    z.array(zoneName()).min(1).max(6).meta({ description: "Availability zones, of the network's." }),
    "all of the network's",
  ),
  requirements: z.array(requirement).max(90).meta({ description: "Any further requirement on nodes." }).optional(),
  taints: z.array(taint).max(20).meta({ description: "Taints besides the team's own." }).optional(),
  startupTaints: z
    .array(taint)
    .max(20)
    .meta({
      description: "Taints that something else removes once a node is ready; if nothing does, the node stays unused.",
    })
    .optional(),
  labels: labelsSchema().meta({ description: "Labels of the pool's nodes." }).optional(),
  annotations: z
    .record(
      qualifiedName("annotation key", ["example.com/contact", "node.example.com/tier"]),
      text({ what: "annotation", write: 'text, such as "on-call"', maxLength: 4096, examples: ["on-call", "batch"] }),
    )
    .register(z.globalRegistry, {
      description: "Annotations of the pool's nodes. A change replaces them (drift).",
    })
    .optional(),
  limits: limitsSchema
    .meta({
      description:
        "The most that the pool may reach. cpu and memory are required; a pool with `replicas` takes nodes and nothing else.",
    })
    .optional(),
  disruption: section(disruptionSchema.meta({ description: "How Karpenter may take nodes away." })),
  ...nodeLifetime,
} as const;

export const poolDefaultsSchema = z.strictObject(settings).meta({
  description:
    "What every pool takes for a key that it does not have itself. A pool's list or map replaces the one here; `disruption` and `instanceGenerations` are joined key by key.",
});

const own = {
  name: dnsLabel("pool name", ["general", "spot", "gpu"], 50).meta({
    description:
      "Name, unique in its team. A change replaces the pool and its nodes, unless `formerNames` keeps the old one.",
  }),
  formerNames: z
    .array(dnsLabel("pool name", ["general", "spot", "gpu"], 50))
    .min(1)
    .max(10)
    .meta({
      description:
        "Names that the pool had before, the first one first. The NodePool object, its node class and its placeholders keep the first one, so nodes stay.",
    })
    .optional(),
  weight: leftTo(
    "Karpenter",
    integer({ min: 1, max: 100, examples: [10, 50] }).meta({ description: "Pools of higher weight are tried first." }),
    0,
  ),
  replicas: integer({ min: 0, max: 10000, examples: [0, 3] })
    .meta({
      description:
        "Nodes of a static pool (alpha, feature gate staticCapacity). Cannot be added to or taken from a pool that exists.",
    })
    .optional(),
  warm: warmSchema.optional(),
  pin: integer({ min: 1, max: 1000, examples: [1, 2] })
    .meta({ description: "Keeps the pool at this many nodes or more for a while, by placeholders; the plan shows it." })
    .optional(),
  ceiling: withDefault(
    z
      .boolean()
      .meta({ description: "With `pin`: no more nodes than that, by limits.nodes; nodes that run already stay." }),
    false,
  ),
  smokeTest: withDefault(
    z.boolean().meta({
      description: "Adds the workload `inflate` with 0 replicas, to scale up by hand and see the pool make a node.",
    }),
    false,
  ),
  nodeClass: nodeClassSchema
    .meta({ description: "Overrides of the team's node class: the pool gets an EC2NodeClass of its own." })
    .optional(),
};

export const poolSchema = z.strictObject({ ...own, ...settings });

export const sharedPoolSchema = z.strictObject({
  ...own,
  teams: withDefault(
    z.union([z.literal("all"), z.array(dnsLabel("team name", ["dotori", "alpha"])).min(1)]).register(z.globalRegistry, {
      description:
        'Teams that may use the pool, or "all". A list puts a taint on the pool that only these teams are told to tolerate.',
    }),
    "all",
  ),
  ...settings,
});

export type PoolInput = z.output<typeof poolSchema>;
export type SharedPoolInput = z.output<typeof sharedPoolSchema>;
export type PoolSettings = z.output<typeof poolDefaultsSchema>;
