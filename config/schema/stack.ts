/** All keys of a stack file under the project's namespace. */
import { z } from "zod";
import { admissionSchema } from "./admission";
import { clusterSchema } from "./cluster";
import { section, withDefault } from "./frame/default";
import { dnsLabel } from "./frame/kind";
import { karpenterSchema } from "./karpenter";
import { kedaSchema } from "./keda";
import { tagsSchema } from "./labels";
import { networkSchema } from "./network";
import { nodeClassSchema } from "./nodeClass";
import { poolDefaultsSchema, sharedPoolSchema } from "./pool";
import { longestTeamName, teamDefaultsSchema, teamSchema } from "./team";
import { placeholdersSchema } from "./warm";

export const stackSchema = z.strictObject({
  environment: z
    .enum(["development", "production"])
    .meta({ description: "Sets defaults, and what is refused: production pins AMIs." }),
  network: section(networkSchema),
  cluster: section(clusterSchema),
  karpenter: section(karpenterSchema),
  keda: section(kedaSchema),
  placeholders: section(placeholdersSchema),
  tags: withDefault(
    tagsSchema().meta({ description: "Tags of every AWS resource that can carry them, nodes included." }),
    {},
  ),
  poolDefaults: poolDefaultsSchema.optional(),
  nodeClassDefaults: nodeClassSchema
    .meta({
      description:
        "What every node class takes for a key that its team does not have. Lists and maps replace each other; `tags`, `kubelet` and `metadataOptions` are joined key by key.",
    })
    .optional(),
  admission: section(admissionSchema),
  teamDefaults: teamDefaultsSchema.optional(),
  teams: withDefault(
    z
      .record(dnsLabel("team name", ["dotori", "alpha"], longestTeamName), teamSchema)
      .register(z.globalRegistry, { description: "Teams by name." }),
    {},
  ),
  sharedPools: withDefault(
    z.array(sharedPoolSchema).max(100).meta({ description: "Pools that belong to the platform." }),
    [],
  ),
});

/** The stack's config as written, checked leaf by leaf. */
export type StackInput = z.output<typeof stackSchema>;
