/** All that a stack may say, under the project's namespace. */
import { z } from "zod";
import { admissionSchema } from "./admission";
import { clusterSchema } from "./cluster";
import { karpenterSchema } from "./karpenter";
import { kedaSchema } from "./keda";
import { dnsLabel } from "./kind";
import { networkSchema } from "./network";
import { nodeClassSchema, tagsSchema } from "./nodeClass";
import { poolDefaultsSchema, sharedPoolSchema } from "./pool";
import { longestTeamName, teamDefaultsSchema, teamSchema } from "./team";
import { placeholdersSchema } from "./warm";

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
  admission: admissionSchema.optional(),
  teamDefaults: teamDefaultsSchema.optional(),
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
