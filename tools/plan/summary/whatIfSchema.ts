/** The one description of the answers to what-ifs, the key `whatIf` of the JSON report; the types are taken from it. */

import { z } from "zod";
import type { DeepReadonly } from "./sameType";

const text = (description: string) => z.string().meta({ description });
const texts = (description: string) => z.array(z.string()).meta({ description });
const count = (description: string) => z.int().nonnegative().meta({ description });
const range = (description: string) =>
  z.strictObject({ least: z.number().nonnegative(), most: z.number().nonnegative() }).meta({ description });

const outcome = z.enum(["yes", "maybe", "no"]).meta({
  description:
    "yes: all pods find a node, whatever Karpenter's packing; maybe: the packing decides, or which of the region's zones the pools' are; no: not all do.",
});

const basis = z
  .strictObject({
    region: text("Region of the prices."),
    date: text("Day of the oldest price."),
    estimated: texts("Types whose price is an estimate."),
  })
  .optional();

const price = z
  .strictObject({
    usdPerHour: range("In USD, at list prices on demand, which bound spot.").nullable(),
    reason: text("Why usdPerHour is null, or which types it leaves out.").optional(),
    priceBasis: basis,
  })
  .meta({ description: "What the new nodes cost an hour." });

const needed = z
  .array(
    z.strictObject({
      limit: text("As the pool's `limits` name it: `cpu`."),
      stated: text("As it stands."),
      needed: text("With all of the list, the pool takes the pods."),
    }),
  )
  .nullable();

const pool = z
  .strictObject({
    name: text("Name of the NodePool."),
    outcome,
    reasons: texts("Why it is not yes, and what the pods wait for: `limits.cpu 64`."),
    taken: range("Pods that it takes."),
    waiting: range("Admitted pods that it does not take."),
    nodes: range("New nodes for them."),
    price,
    types: texts("Names of the types that EC2 may be asked for, cheapest first."),
    warm: z
      .strictObject({
        engine: z.literal("capacityBuffer").optional().meta({ description: "What keeps it; absent for placeholders." }),
        placeholders: count("At the minute, with nodes that are ready; or replicas of the CapacityBuffer."),
        takes: range("Pods that need no new node: beside the placeholders, or in their place."),
      })
      .optional()
      .meta({ description: "Warm capacity at the minute; absent without." }),
    likelyNeeded: needed.meta({
      description: "The same for pods that come at once when EC2 has the cheapest types that it is asked for.",
    }),
    needed: needed.meta({
      description: "Limits that would have to be higher; none when the answer is yes, null when no limits would do.",
    }),
  })
  .meta({ id: "WhatIfPool", description: "What a pool answers, as if the pods were for it alone." });

const likely = z
  .strictObject({
    onExisting: count("Pods on nodes that are there: warm ones, static ones, those of earlier what-ifs."),
    nodes: z.array(
      z.strictObject({
        pool: text("Name of the NodePool."),
        type: text("Instance type."),
        count: count("New nodes."),
        pods: count("Pods on them."),
      }),
    ),
    waiting: count("Pods without a node."),
    batches: count("How often Karpenter plans until all have a node, or none gets one."),
    usdPerHour: z
      .number()
      .nonnegative()
      .nullable()
      .meta({ description: "Of the new nodes, at list prices on demand; null where one is not known." }),
    spotUsdPerHour: z.number().nonnegative().optional().meta({
      description:
        "Of the new nodes with spot at its average price; absent where no pool admits spot, or a saving is not known.",
    }),
  })
  .meta({ description: "When all pods come at once and EC2 has the cheapest types that it is asked for." });

export const whatIfSchema = z
  .strictObject({
    text: text("As it was asked."),
    meaning: text("As it was understood, with what was left out filled in."),
    team: text("Whose pods."),
    namespace: text("In which they are made."),
    pods: count("How many."),
    at: text(
      "Minute of the warm capacity, with its zone; absent: the least of the week counts, or of the coming year where weeks differ.",
    ).optional(),
    outcome,
    reasons: texts("Why it is not yes, beside what the pools say: admission, the quota, addresses."),
    refused: range("Pods that admission or the namespace's quota refuses: they never wait for a node."),
    refusedBy: texts("`requests.cpu 16`, or why admission refuses them."),
    taken: range("Pods that find a node."),
    waiting: range("Admitted pods that find none."),
    nodes: range("New nodes."),
    price,
    likely,
    preempts: z
      .array(
        z.strictObject({ whatIf: count("Number of the earlier what-if, from 1."), most: count("Its pods at most.") }),
      )
      .meta({ description: "Pods of lower priority that may have to give way, and then wait for a node themselves." }),
    pools: z.array(pool).meta({ description: "In the order in which Karpenter tries them." }),
    otherPools: z
      .array(pool)
      .meta({ description: "Shared pools that would take the pods if they selected them instead." }),
    notes: texts("What the answer supposes, and what it cannot know."),
  })
  .meta({ id: "WhatIf", description: "The answer to one `--what-if`." });

/** The answer to one what-if, as the JSON report prints it. */
export type PlannedWhatIf = DeepReadonly<z.output<typeof whatIfSchema>>;
