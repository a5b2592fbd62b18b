/** The one description of comparisons of warm capacity, the key `compareWarm` of the JSON report; the types are taken from it. */
import { z } from "zod";
import { warmEngineNames } from "../../../capacity/warm/engines";
import type { DeepReadonly } from "./sameType";

const text = (description: string) => z.string().meta({ description });
const texts = (description: string) => z.array(z.string()).meta({ description });
const count = (description: string) => z.int().nonnegative().meta({ description });
const amount = (description: string) => z.number().nonnegative().meta({ description });
const usd = (description: string) => z.number().nonnegative().nullable().meta({ description });

const time = z.strictObject({
  seconds: z
    .strictObject({ least: z.number().nonnegative(), most: z.number().nonnegative() })
    .meta({ description: "0 to 0: the nodes are there already." }),
  parts: texts("What it is made of, with the source of each."),
});

const cost = z
  .strictObject({
    usdPerWeek: usd("USD a week of the nodes; null when a price is not known, or nodes stay after windows."),
    usdPerMonth: usd("USD in 4.345 weeks (730 hours)."),
    afterWindowsUsdPerWeek: usd("Part of usdPerWeek after windows, until nodes are gone."),
    volumesUsdPerMonth: usd("USD a month of their volumes, besides; null where it is not known."),
    spotUsdPerMonth: amount(
      "usdPerMonth with spot at its average price; absent where the pool has no spot.",
    ).optional(),
    ownUsdPerMonth: amount("usdPerMonth at the user's own prices; absent where they have none.").optional(),
    reason: text("Why amounts are null.").optional(),
    priceBasis: z
      .strictObject({
        region: text("Region of the prices."),
        date: text("Day of the oldest price."),
        estimated: texts("Types whose price is an estimate."),
      })
      .optional(),
  })
  .meta({ description: "At on-demand list prices of `nodeTypes`." });

const figures = z
  .strictObject({
    instanceType: text("The type that most of its node-hours are of."),
    nodeTypes: z
      .array(
        z.strictObject({
          name: text("`m6i.2xlarge`"),
          nodes: count("The most at a time."),
          nodeHours: amount("Hours times nodes, a week."),
        }),
      )
      .meta({ description: "Its nodes by type: several only where placeholders with a size share them." }),
    nodes: count("The most nodes at a time."),
    nodeHours: amount("Hours times nodes, a week; on average of the coming year where weeks differ."),
    cost,
  })
  .nullable()
  .meta({ description: "Null where the engine cannot keep the capacity." });

const need = z.strictObject({
  what: text("`Karpenter`, `KEDA`."),
  since: text("First version that has it: `1.14.0`."),
  gate: text("Feature gate of Karpenter's.").optional(),
  stage: z.enum(["stable", "alpha"]),
  has: text("What the stack has: `1.14.1, gate off`."),
  met: z.boolean().meta({ description: "False: `config` says what to write." }),
});

const variant = z.strictObject({
  title: text("What it is; of several, how they differ."),
  set: z
    .array(z.strictObject({ path: text("`teams.dotori.pools[0].warm`"), value: z.json() }))
    .meta({ description: "Values to write, by path in the stack's config." }),
  remove: texts("Paths to delete."),
  notes: texts("What it does to what runs."),
});

const engine = z
  .strictObject({
    engine: z.enum(warmEngineNames),
    title: text("In words."),
    today: z.boolean().meta({ description: "Whether the stack file says it now." }),
    outcome: z.enum(["yes", "partly", "no"]).meta({
      description: "Whether it does what the pool's `warm` asks for; partly: with the difference that `reasons` name.",
    }),
    reasons: texts("Why it is not yes."),
    figures,
    ready: z
      .strictObject({
        atStart: time
          .nullable()
          .meta({ description: "From a window's start until its nodes are ready; null: never all, or not asked." }),
        refill: time.meta({ description: "From the loss of a node, or of its room, until it is back." }),
      })
      .meta({ description: "Time to ready." }),
    counts: text("What a number of it means."),
    yields: text("What makes room for the team's pods."),
    pulls: text("What pulls images onto the nodes."),
    grows: text("Whether the pool grows for pods beyond what is kept."),
    survives: z.strictObject({
      consolidation: z.string(),
      drift: z.string(),
      expiry: z.string(),
      interruption: z.string(),
    }),
    needs: z
      .array(need)
      .meta({ description: "Versions and feature gates besides Karpenter and Kubernetes as they are." }),
    config: z.array(variant).meta({ description: "What to write to get it; none where it is there." }),
  })
  .meta({ id: "WarmEngine", description: "One way to keep the capacity." });

export const compareWarmSchema = z
  .strictObject({
    text: text("As it was asked."),
    pool: text("Name of the NodePool."),
    mode: z.enum(["perNode", "headroom"]).meta({ description: "As the pool's `warm` has it." }),
    placeholders: count("The most at a time; in perNode mode each is a node."),
    windows: texts("The hours: `5 everyday 03:00 to 10:00 in Asia/Seoul`; none for any time."),
    engines: z.array(engine).meta({ description: "In a fixed order, all of them." }),
    notes: texts("What the figures suppose."),
  })
  .meta({ id: "WarmComparison", description: "The answer to one `--compare-warm`." });

/** Ways to keep one pool's warm capacity beside each other, as the JSON report prints them. */
export type PlannedComparison = DeepReadonly<z.output<typeof compareWarmSchema>>;
export type PlannedEngine = PlannedComparison["engines"][number];
