/** All that a stack may say, under the project's namespace. */
import { z } from "zod";
import { dnsLabel, text } from "../kind";
import { clusterSchema } from "./cluster";
import { karpenterSchema } from "./karpenter";
import { kedaSchema } from "./keda";
import { networkSchema } from "./network";
import { labelsSchema, nodeClassSchema, tagsSchema } from "./nodeClass";
import { poolDefaultsSchema, poolSchema, sharedPoolSchema } from "./pool";
import { placeholdersSchema } from "./warm";

/** Longest team name: `team=<name>` is a label, and NodePool names join it with the pool's. */
const longestTeamName = 50;

export const teamSchema = z.strictObject({
  owner: text({
    what: "owner",
    write: 'a label value, such as "payments-on-call"',
    pattern: /^[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$/,
    maxLength: 63,
    examples: ["payments-on-call", "squad.blue"],
  })
    .meta({
      description:
        "Who answers for the team's pools: label on its namespaces and nodes, tag on its instances. Default: the team's name.",
    })
    .optional(),
  labels: labelsSchema().meta({ description: "Labels of the team's namespaces and nodes." }).optional(),
  tags: tagsSchema()
    .meta({ description: "Cost tags of the team's instances, volumes and interfaces. A change drifts all its nodes." })
    .optional(),
  namespaces: z
    .array(dnsLabel("namespace", ["dotori", "dotori-batch"]))
    .min(1)
    .max(50)
    .meta({ description: "Namespaces made for the team. Default: one of the team's name." })
    .optional(),
  nodeClass: nodeClassSchema
    .meta({ description: "The team's EC2NodeClass; each key replaces that of nodeClassDefaults." })
    .optional(),
  pools: z
    .array(poolSchema)
    .max(100)
    .meta({ description: "Pools of the team's own; may be none.", default: [] })
    .optional(),
});

export const stackSchema = z.strictObject({
  environment: z
    .enum(["development", "production"])
    .meta({ description: "Sets defaults, and what is refused: production pins AMIs." }),
  network: networkSchema.optional(),
  cluster: clusterSchema.optional(),
  karpenter: karpenterSchema.optional(),
  keda: kedaSchema.optional(),
  placeholders: placeholdersSchema.optional(),
  tags: tagsSchema()
    .meta({ description: "Tags of every AWS resource that can carry them, nodes included.", default: {} })
    .optional(),
  poolDefaults: poolDefaultsSchema.optional(),
  nodeClassDefaults: nodeClassSchema
    .meta({ description: "What every node class takes for a key that its team does not have." })
    .optional(),
  teams: z
    .record(dnsLabel("team name", ["dotori", "alpha"], longestTeamName), teamSchema)
    .register(z.globalRegistry, { description: "Teams by name.", default: {} })
    .optional(),
  sharedPools: z
    .array(sharedPoolSchema)
    .max(100)
    .meta({ description: "Pools that belong to the platform.", default: [] })
    .optional(),
});

/** The stack's config as written, checked leaf by leaf. */
export type StackInput = z.output<typeof stackSchema>;
export type TeamInput = z.output<typeof teamSchema>;
