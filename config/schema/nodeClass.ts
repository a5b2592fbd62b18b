/** Keys under `nodeClassDefaults`, and under the `nodeClass` of a team or pool: one EC2NodeClass. */
import { z } from "zod";
import { amiReleaseTable } from "../../capacity/ec2/amiReleases";
import { type AmiFamily, aliasFamily, amiFamilies, latestAlias, refusedFamily } from "../values/ami";
import { diskSchema } from "./disk";
import { type Environment, leftOut, leftTo, section, withDefault, withDerivedDefault } from "./frame/default";
import { awsId, integer, refusals, text } from "./frame/kind";
import { kubeletSchema } from "./kubelet";
import { tagsSchema } from "./labels";
import { launchSettings } from "./launch";

const amiTerm = z.strictObject({
  id: awsId("ami").meta({ description: "One AMI by id." }).optional(),
  name: text({ what: "AMI name", write: 'a name, "*" allowed', maxLength: 128, examples: ["golden-al2023-*"] })
    .meta({ description: "AMIs by name." })
    .optional(),
  owner: text({
    what: "AMI owner",
    write: '"self", "amazon", "aws-marketplace" or an account id in quotes',
    pattern: /^(self|amazon|aws-marketplace|\d{12})$/,
    examples: ["self", "123456789012"],
  })
    .meta({ description: "Account that owns AMIs found by name or tags." })
    .optional(),
  tags: tagsSchema().meta({ description: 'AMIs by tags; the value "*" asks only for the key.' }).optional(),
  ssmParameter: text({
    what: "SSM parameter",
    write: 'its name, such as "/golden/al2023/arm64", or its ARN',
    // A version or a label may follow the name. Wildcards are none of a name's characters: Karpenter's role may read what is here.
    pattern: /^(arn:aws[a-z-]*:ssm:[a-z0-9-]+:\d{12}:parameter(?=\/))?[\w./-]+(:[\w.-]+)?$/,
    maxLength: 1011,
    examples: ["/golden/al2023/arm64"],
  })
    .meta({
      description:
        "AMI whose id is the value of an SSM parameter. Karpenter's role may then read exactly this one; a parameter of another account must be shared with this one.",
    })
    .optional(),
});

const reservationTerm = z.strictObject({
  id: awsId("cr").meta({ description: "One reservation by id." }).optional(),
  tags: tagsSchema().meta({ description: "Reservations by tags." }).optional(),
  ownerId: text({ what: "account id", write: "12 digits in quotes", pattern: /^\d{12}$/, examples: ["123456789012"] })
    .meta({ description: "Account that owns reservations found by tags." })
    .optional(),
  instanceMatchCriteria: z
    .enum(["open", "targeted"])
    .meta({ description: "Only reservations of this kind." })
    .optional(),
});

const metadataOptions = z.strictObject({
  httpTokens: withDefault(
    z.enum(["required", "optional"]).meta({ description: "required is IMDSv2 only." }),
    "required",
    "Karpenter",
  ),
  httpPutResponseHopLimit: withDefault(
    integer({ min: 1, max: 64, examples: [1, 2] }).meta({
      description: "Network hops to the metadata service: with 1, pods cannot take the node's credentials.",
    }),
    1,
    "Karpenter",
  ),
  httpEndpoint: withDefault(
    z.enum(["enabled", "disabled"]).meta({ description: "The metadata service itself." }),
    "enabled",
    "Karpenter",
  ),
  httpProtocolIPv6: withDefault(
    z.enum(["enabled", "disabled"]).meta({ description: "Metadata over IPv6." }),
    "disabled",
    "Karpenter",
  ),
});

/** Newest known releases, which have images for every Kubernetes that EKS still supports. */
const exampleAliases = (["al2023", "bottlerocket"] as const).map(
  (family) => `${family}@${amiReleaseTable.families[family].releases.at(-1)!}`,
);

export const nodeClassSchema = z.strictObject({
  amiFamily: withDerivedDefault(
    z.enum(amiFamilies).register(refusals, { of: refusedFamily }).meta({
      description:
        "How nodes boot; must be said beside `amiSelectorTerms`. AL2 is gone: its last Kubernetes was 1.32. Windows is refused: the program makes no access entry, policy and IPAM for it.",
    }),
    "that of `amiAlias`, else AL2023",
    ({ amiAlias }: { amiAlias: string | undefined }): AmiFamily =>
      (amiAlias === undefined ? undefined : aliasFamily(amiAlias)) ?? "AL2023",
  ),
  amiAlias: withDerivedDefault(
    text({
      what: "AMI alias",
      write: `${exampleAliases.map((alias) => `"${alias}"`).join(" or ")}; "@latest" in development only`,
      // Karpenter drops every leading v of a Bottlerocket version, and looks one of AL2023 up as it is written.
      pattern: /^(al2023@(latest|v\d{8})|bottlerocket@(latest|v*\d+\.\d+\.\d+))$/,
      maxLength: 30,
      examples: exampleAliases.slice(0, 1),
    })
      .register(refusals, { of: refusedFamily })
      .meta({
        description:
          "AMI by family and release, which must have images for `cluster.version`: checked against the releases known to this version of the program. `@latest` rolls all nodes at each release, so production must pin one.",
      }),
    "development: the family's `@latest`, production: none",
    ({ environment, amiFamily }: { environment: Environment; amiFamily: AmiFamily }) =>
      environment === "production" ? undefined : latestAlias(amiFamily),
  ),
  amiSelectorTerms: z
    .array(amiTerm)
    .min(1)
    .max(30)
    .meta({ description: "AMIs of your own instead of an alias: those that match every field of any one term." })
    .optional(),
  disks: leftOut(
    z.array(diskSchema).min(1).max(50).meta({
      description: "Volumes of each node. They replace all of the family's own, so name its root device, too.",
    }),
    "the family's (AL2023: 20 GiB gp3, encrypted)",
  ),
  kubelet: kubeletSchema.meta({ description: "Kubelet settings. A change drifts all nodes of the class." }).optional(),
  userData: text({
    what: "user data",
    write: "text of at most 16384 bytes",
    examples: ["#!/bin/bash\necho ready\n"],
    secret: true,
  })
    .meta({ description: "Merged into the family's own start-up data. May be encrypted." })
    .optional(),
  tags: tagsSchema()
    .meta({
      description:
        "Tags of instances, volumes and interfaces, besides the team's. A change drifts all nodes of the class.",
    })
    .optional(),
  metadataOptions: section(metadataOptions.meta({ description: "Instance metadata service." })),
  capacityReservations: z
    .array(reservationTerm)
    .min(1)
    .max(30)
    .meta({ description: "On-demand capacity reservations that pools with capacity type `reserved` may use." })
    .optional(),
  securityGroupIds: z
    .array(awsId("sg"))
    .min(1)
    .max(4)
    .meta({ description: "Security groups attached to nodes, besides the cluster's own." })
    .optional(),
  instanceStorePolicy: z
    .enum(["RAID0"])
    .meta({ description: "Use local NVMe disks as the node's ephemeral storage." })
    .optional(),
  ...launchSettings,
  detailedMonitoring: leftTo(
    "EC2",
    z.boolean().meta({
      description: "CloudWatch metrics every minute instead of every five. Cost: about 2.10 USD a month for each node.",
    }),
    false,
  ),
});

export type NodeClassInput = z.output<typeof nodeClassSchema>;
