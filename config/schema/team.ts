/** Keys of a team and under `teamDefaults`. */
import { z } from "zod";
import { isCidr } from "../values/cidr";
import { capacityBufferSchema } from "./capacityBuffer";
import { leftOut, section, withDefault, withDerivedDefault } from "./frame/default";
import { extendedResources, objectWith } from "./frame/further";
import { cpu, dnsLabel, integer, memory, text } from "./frame/kind";
import { labelsSchema, tagsSchema } from "./labels";
import { nodeClassSchema } from "./nodeClass";
import { objectQuotaSchema } from "./objectQuota";
import { podIdentitySchema } from "./podIdentity";
import { poolSchema } from "./pool";
import { principalArn } from "./principal";

/** Longest team name: `team=<name>` is a label, and NodePool names join it with the pool's. */
export const longestTeamName = 50;

/** What keeps other pods off a team's nodes, strictest first. */
export const isolations = ["enforced", "prefer", "none"] as const;
export type Isolation = (typeof isolations)[number];

/** Which traffic of a team's pods is denied unless listed. */
export const networkPolicies = ["ingress", "both", "none"] as const;
export type NetworkPolicyChoice = (typeof networkPolicies)[number];

/** Levels of the Pod Security Standards, strictest first. */
export const podSecurityLevels = ["restricted", "baseline", "privileged"] as const;
export type PodSecurityLevel = (typeof podSecurityLevels)[number];

/** What a principal may do in a team's namespaces, least first. */
export const accessLevels = ["view", "edit", "admin"] as const;
export type AccessLevel = (typeof accessLevels)[number];

const namespace = () => dnsLabel("namespace", ["dotori", "dotori-batch"]);

const cidrs = () =>
  z
    .array(
      text({
        what: "IPv4 range",
        write: 'a range such as "10.20.0.0/16"',
        accepts: isCidr,
        examples: ["10.20.0.0/16", "10.30.0.7/32"],
      }),
    )
    .min(1)
    .max(50);

/** A container's request: smaller examples than those of a pool's limits. */
const containerCpu = text({
  what: "CPU quantity",
  write: '"100m" or "1"',
  pattern: /^([1-9]\d*m|[1-9]\d*)$/,
  examples: ["100m", "1"],
});
const containerMemory = text({
  what: "memory quantity",
  write: '"128Mi" or "1Gi"',
  pattern: /^[1-9]\d*(Ki|Mi|Gi|k|M|G)$/,
  examples: ["128Mi", "1Gi"],
});

/** A lower bound of a container's request; "0" is none. */
const leastCpu = text({
  what: "CPU quantity",
  write: '"10m", or "0" for no minimum',
  pattern: /^(0|[1-9]\d*m|[1-9]\d*)$/,
  examples: ["1m", "10m", "0"],
});
const leastMemory = text({
  what: "memory quantity",
  write: '"16Mi", or "0" for no minimum',
  pattern: /^(0|[1-9]\d*(Ki|Mi|Gi|k|M|G))$/,
  examples: ["1Mi", "16Mi", "0"],
});

/** Settings that a team and `teamDefaults` share; a key of a team replaces the whole key of `teamDefaults`. */
const settings = {
  isolation: withDefault(
    z.enum(isolations).meta({
      description:
        "What keeps other pods off the team's nodes, and its pods on them: enforced is a taint and an admission policy, prefer a taint that the scheduler only tries to respect, none nothing.",
    }),
    "enforced",
  ),
  podSecurity: withDefault(
    z.enum(podSecurityLevels).meta({
      description:
        "Pod Security level that the team's namespaces enforce. baseline stops host access and privileged containers; restricted also root. privileged lets pods take over their nodes: it is refused with shared pools and with isolation other than enforced.",
    }),
    "baseline",
  ),
  networkPolicy: withDefault(
    z.enum(networkPolicies).meta({
      description:
        "Traffic denied unless listed: ingress from other namespaces, both also egress (DNS, the namespace itself and the Pod Identity agent stay open), or none.",
    }),
    "ingress",
  ),
  allowIngress: z
    .strictObject({
      namespaces: z
        .array(dnsLabel("namespace", ["ingress-nginx", "monitoring"]))
        .min(1)
        .max(50)
        .meta({ description: "Namespaces whose pods may open connections." })
        .optional(),
      cidrs: cidrs().meta({ description: "IPv4 ranges that may: load balancers with IP targets." }).optional(),
    })
    .meta({ description: "Sources outside the namespace that reach the team's pods." })
    .optional(),
  allowEgress: z
    .strictObject({
      cidrs: cidrs().meta({ description: "IPv4 ranges, the API server's among them where pods use it." }),
    })
    .meta({ description: "Where the team's pods may connect to besides; needs networkPolicy both." })
    .optional(),
  requests: section(
    z
      .strictObject({
        cpu: withDefault(containerCpu.meta({ description: "CPU." }), "100m"),
        memory: withDefault(containerMemory.meta({ description: "Memory." }), "128Mi"),
      })
      .meta({
        description:
          "Requests of a container that states none (LimitRange): without them the quota would refuse it. No limits are set: a default limit refuses containers that request more.",
      }),
  ),
  minRequests: section(
    z
      .strictObject({
        cpu: withDefault(leastCpu.meta({ description: "CPU." }), "1m"),
        memory: withDefault(leastMemory.meta({ description: "Memory." }), "1Mi"),
      })
      .meta({
        description:
          "The least that a container may request (LimitRange): a pod that requests 0 counts towards no quota and takes what others paid for. Init containers and injected sidecars count, too.",
      }),
  ),
  objectQuota: section(objectQuotaSchema),
} as const;

export const teamDefaultsSchema = z
  .strictObject(settings)
  .meta({ description: "What every team takes for a key that it does not have itself." });

export const quotaSchema = objectWith(
  {
    cpu: cpu().meta({ description: "Sum of the CPU requests." }),
    memory: memory().meta({ description: "Sum of the memory requests." }),
    gpu: leftOut(
      integer({ min: 0, max: 10000, examples: [4, 8] }).meta({
        description: "Sum of the GPU requests (nvidia.com/gpu).",
      }),
      "as many as the team's pools have at their limits",
    ),
  },
  extendedResources(
    integer({ min: 0, max: 100000, examples: [4, 16] }).meta({
      description:
        "Sum of the requests for an extended resource by its qualified name, such as `aws.amazon.com/neuron`; the quota says `requests.` before it.",
    }),
    ["aws.amazon.com/neuron", "vpc.amazonaws.com/efa"],
  ),
);

const principals = (description: string) => z.array(principalArn).min(1).max(50).meta({ description }).optional();

export const teamSchema = z.strictObject({
  formerNames: z
    .array(dnsLabel("team name", ["dotori", "alpha"]))
    .min(1)
    .max(10)
    .meta({
      description:
        "Keys that the team had before, the first one first. All that is made for it keeps the first one's name: node pools, node class, namespaces, roles, and the values of labels, selectors and taints.",
    })
    .optional(),
  protect: withDefault(
    z.boolean().meta({
      description:
        "Pulumi refuses to delete or replace anything of the team, pools and namespaces included; to take some of it away, set it to false first.",
    }),
    false,
  ),
  owner: withDerivedDefault(
    text({
      what: "owner",
      write: 'a label value, such as "payments-on-call"',
      pattern: /^[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$/,
      maxLength: 63,
      examples: ["payments-on-call", "squad.blue"],
    }).meta({
      description:
        "Who answers for the team's pools: label on its namespaces and nodes, tag on its instances. A change drifts all its nodes.",
    }),
    "the team's name",
    (team: string) => team,
  ),
  labels: labelsSchema()
    .meta({ description: "Labels of the team's namespaces and nodes. A change drifts all its nodes." })
    .optional(),
  tags: tagsSchema()
    .meta({ description: "Cost tags of the team's instances, volumes and interfaces. A change drifts all its nodes." })
    .optional(),
  namespaces: withDerivedDefault(
    z.array(namespace()).min(1).max(50).meta({ description: "Namespaces made for the team." }),
    "one of the team's name",
    (team: string) => [team],
  ),
  quotas: z
    .record(namespace(), quotaSchema)
    .register(z.globalRegistry, {
      description:
        "Each namespace's share of the pod capacity of the team's pools (allocatable, at their limits). Required with several namespaces; a single one gets all of it, that of the shared pools open to the team included.",
    })
    .optional(),
  access: z
    .strictObject({
      view: principals("May look: AmazonEKSViewPolicy."),
      edit: principals("May run workloads: AmazonEKSEditPolicy."),
      admin: principals("May also grant roles within the namespaces: AmazonEKSAdminPolicy."),
    })
    .meta({
      description: "IAM roles and users that work in the team's namespaces. A principal may be in several teams.",
    })
    .optional(),
  ...settings,
  nodeClass: nodeClassSchema
    .meta({
      description:
        "The team's EC2NodeClass; each key replaces that of nodeClassDefaults, but tags, kubelet and metadataOptions are joined key by key.",
    })
    .optional(),
  podIdentities: withDefault(
    z.array(podIdentitySchema).max(100).meta({
      description:
        "Roles in AWS for pods of the team's service accounts (EKS Pod Identity), by way of a role made here that may only take the named one. A team's own file may not set it (policy team-files-keep-to-their-keys): a role of this account that trusts the account would be its, too.",
    }),
    [],
  ),
  capacityBuffers: withDefault(
    z.array(capacityBufferSchema).max(100).meta({
      description:
        "Room for further pods of the team, which Karpenter keeps without placeholders (alpha, feature gate capacityBuffer). It counts towards the limits of pools; windows are for `warm`.",
    }),
    [],
  ),
  pools: withDefault(
    z.array(poolSchema).max(100).meta({ description: "Pools of the team's own. A team may use shared pools only." }),
    [],
  ),
});

export type TeamInput = z.output<typeof teamSchema>;
export type TeamSettings = z.output<typeof teamDefaultsSchema>;
export type QuotaInput = z.output<typeof quotaSchema>;
