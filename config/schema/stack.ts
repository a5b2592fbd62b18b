/** All keys of a stack file under the project's namespace. */
import { z } from "zod";
import { folderBounds } from "../bounds";
import { admissionSchema } from "./admission";
import { adoptSchema } from "./adopt";
import { clusterSchema } from "./cluster";
import { devicePluginsSchema } from "./devicePlugins";
import { section, withDefault } from "./frame/default";
import { dnsLabel, kinds, text } from "./frame/kind";
import { karpenterSchema } from "./karpenter";
import { kedaSchema } from "./keda";
import { tagsSchema } from "./labels";
import { networkSchema } from "./network";
import { nodeClassSchema } from "./nodeClass";
import { nodeOverlaySchema } from "./nodeOverlay";
import { poolDefaultsSchema, sharedPoolSchema } from "./pool";
import { pricesSchema } from "./prices";
import { longestTeamName, teamDefaultsSchema, teamSchema } from "./team";
import { placeholdersSchema } from "./warm";

/** A folder of files, one for each team or shared pool. */
function filesFrom(what: string, folder: string) {
  // an empty text is what Pulumi.yaml has by default: no files
  const schema = z
    .string()
    .max(folderBounds.patternLength)
    .register(kinds, {
      what: "a folder of the project",
      write: `a folder or a pattern from the project's root, such as ${folder}/ or ${folder}/*.yaml`,
      examples: [`examples/many-teams/${folder}/`, `examples/many-teams/${folder}/*.yaml`],
    });
  return schema.meta({
    description: `Folder, or pattern that ends in .yaml, of files of one ${what} each, from the project's root: the file's name is the ${what}'s, its keys are those below the ${what}. A file NAME.SUFFIX.yaml lies over NAME.yaml in the stack or the environment SUFFIX: maps merge, lists replace, null deletes.`,
  });
}

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
    tagsSchema().meta({
      description:
        "Tags of every AWS resource that can carry them, nodes included. A change drifts all nodes of all teams.",
    }),
    {},
  ),
  prices: section(pricesSchema),
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
  teamsFrom: filesFrom("team", "teams").optional(),
  teamSecrets: z
    .record(
      text({
        what: "path to a value of a team",
        write: 'a path such as "dotori.nodeClass.userData"',
        pattern: /^[^.[]+[.[]/,
        examples: ["dotori.nodeClass.userData", "dotori.pools[0].nodeClass.userData"],
      }),
      z
        .string()
        .min(1)
        .register(kinds, {
          what: "text",
          write: "text, encrypted",
          examples: ["#!/bin/bash\necho ready"],
          secret: true,
        }),
    )
    .register(z.globalRegistry, {
      description:
        "Encrypted values of teams in files of their own, by path: Pulumi decrypts values of the stack file only.",
    })
    .optional(),
  adopt: adoptSchema.optional(),
  devicePlugins: devicePluginsSchema.optional(),
  nodeOverlays: withDefault(
    z.array(nodeOverlaySchema).max(100).meta({
      description:
        "Prices and resources of instance types with which Karpenter computes instead of its own: discounts, huge pages, devices (alpha, feature gate nodeOverlay). The plan counts at list prices all the same.",
    }),
    [],
  ),
  sharedPools: withDefault(
    z.array(sharedPoolSchema).max(100).meta({ description: "Pools that belong to the platform." }),
    [],
  ),
  sharedPoolsFrom: filesFrom("shared pool", "shared-pools").optional(),
});

/** The stack's config as written, checked leaf by leaf. */
export type StackInput = z.output<typeof stackSchema>;
