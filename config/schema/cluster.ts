/** Keys under `cluster`. */
import { z } from "zod";
import { isCidr, parseCidr } from "../values/cidr";
import { clusterNamePattern, fitted, nameLimits } from "../values/names";
import { capabilitiesSchema } from "./capabilities";
import { existingClusterSchema } from "./existingCluster";
import { byEnvironment, leftOut, leftTo, section, withDefault, withDerivedDefault } from "./frame/default";
import { integer, kinds, text } from "./frame/kind";
import { principalArn } from "./principal";

/** Add-ons that the program makes, by EKS's own names. */
export const addonNames = ["vpc-cni", "kube-proxy", "eks-pod-identity-agent", "coredns", "aws-ebs-csi-driver"] as const;

const addonVersion = () =>
  leftOut(
    text({
      what: "add-on version",
      write: 'EKS\'s form, such as "v1.20.4-eksbuild.1"',
      pattern: /^v\d+\.\d+\.\d+-eksbuild\.\d+$/,
      examples: ["v1.20.4-eksbuild.1", "v1.12.1-eksbuild.10"],
    }).meta({ description: "Pinned version." }),
    "EKS's for the Kubernetes version, chosen when the add-on is made",
  );

/** What every add-on can be told. */
const addonSettings = () => ({
  version: addonVersion(),
  configurationValues: withDefault(
    z.record(z.string().min(1), z.unknown()).register(z.globalRegistry, {
      description:
        "More settings of the add-on, over those of the program. EKS refuses what is not in `aws eks describe-addon-configuration`.",
    }),
    {},
  ),
  resolveConflictsOnCreate: withDefault(
    z.enum(["NONE", "OVERWRITE"]).meta({
      description: "What EKS does when the add-on is made and its objects are there with other settings.",
    }),
    "OVERWRITE",
  ),
  resolveConflictsOnUpdate: withDefault(
    z.enum(["NONE", "OVERWRITE", "PRESERVE"]).meta({
      description:
        "What EKS does on an update with fields that somebody changed in the cluster: PRESERVE keeps hand edits, NONE fails.",
    }),
    "OVERWRITE",
  ),
});

const addon = (description: string) => section(z.strictObject(addonSettings()).meta({ description }));

const endpoint = z.strictObject({
  publicCidrs: withDefault(
    z
      .array(
        text({
          what: "IP range",
          write: 'the IPv4 range from which you go out to the internet, such as "8.8.8.8/32" for one address',
          pattern: /^(\d{1,3}(\.\d{1,3}){3}\/\d{1,2}|::\/0)$/,
          accepts: (value) => value === "::/0" || isCidr(value),
          examples: ["8.8.8.8/32", "8.8.4.0/24"],
        }),
      )
      .max(40)
      .meta({
        description:
          "Ranges that reach the API server from the internet: those from which you go out to it (`curl https://checkip.amazonaws.com` shows the address), never private ones. Empty: there is no public endpoint.",
      }),
    [],
  ),
  allowAnywhere: withDefault(
    z.boolean().meta({
      description:
        "Confirms that a range as wide as 0.0.0.0/0 is meant. The policy cluster-endpoint-is-not-open refuses ranges wider than /8 unless a policy config sets its shortestPrefix lower.",
    }),
    false,
  ),
});

/** Add-ons of EKS besides, as `aws eks describe-addon-versions` names them (2026-11). */
export const knownFurtherAddons: readonly string[] = [
  "adot",
  "aws-fsx-csi-driver",
  "aws-guardduty-agent",
  "aws-mountpoint-s3-csi-driver",
  "aws-network-flow-monitoring-agent",
  "aws-privateca-connector-for-kubernetes",
  "aws-secrets-store-csi-driver-provider",
  "cert-manager",
  "external-dns",
  "fluent-bit",
  "prometheus-node-exporter",
];

/** Settings of an add-on that the program knows by name only. */
export const furtherAddonSchema = z.strictObject(addonSettings());

const commonAddon = (description: string) => furtherAddonSchema.meta({ description }).optional();

/** Add-ons that many clusters have, made when they are written: `metrics-server: {}`. */
const commonAddons = {
  "metrics-server": commonAddon("CPU and memory of pods, for autoscaling by them and for `kubectl top`."),
  "snapshot-controller": commonAddon("Snapshots of volumes."),
  "aws-efs-csi-driver": commonAddon("EFS file systems of pods. It needs a role, which this program does not make."),
  "eks-node-monitoring-agent": commonAddon("Conditions of nodes, on which Karpenter's node repair acts."),
  "kube-state-metrics": commonAddon("Metrics of Kubernetes objects."),
  "amazon-cloudwatch-observability": commonAddon(
    "Container Insights. It needs a role, which this program does not make.",
  ),
} as const;
export const commonAddonNames = Object.keys(commonAddons) as readonly (keyof typeof commonAddons)[];

const furtherAddons = z
  .record(
    text({
      what: "add-on name",
      write: 'EKS\'s name of it, such as "cert-manager"',
      pattern: /^[a-z0-9]([a-z0-9_-]*[a-z0-9])?$/,
      maxLength: 100,
      examples: ["cert-manager", "external-dns"],
    }),
    furtherAddonSchema,
  )
  .register(z.globalRegistry, {
    description:
      "Further EKS add-ons by name, made after the bootstrap capacity. An add-on that calls AWS needs a role, which this program does not make.",
  });

const addons = z.strictObject({
  "vpc-cni": section(
    z
      .strictObject({
        ...addonSettings(),
        role: withDefault(
          z.enum(["own", "node"]).meta({
            description:
              "IAM role of the VPC CNI: one of its own, or that of its node, where every pod that reaches the instance metadata has its rights, too. Of an existing cluster it must be written as it is there.",
          }),
          "own",
        ),
        prefixDelegation: withDerivedDefault(
          z.boolean().meta({
            description:
              "Give nodes /28 prefixes instead of single addresses: more pods per node. Of an existing cluster: whether its add-on does.",
          }),
          "true; false with `cluster.existing`, as the add-on's own",
          ({ existing }: { existing: boolean }) => !existing,
        ),
        networkPolicy: withDerivedDefault(
          z.boolean().meta({ description: "Whether the add-on enforces NetworkPolicy objects (enableNetworkPolicy)." }),
          "on when a team's `networkPolicy` asks for it; off with `cluster.existing`",
          ({ existing, choices }: { existing: boolean; choices: readonly string[] }) =>
            !existing && choices.some((choice) => choice !== "none"),
        ),
      })
      .meta({ description: "Pod networking." }),
  ),
  "kube-proxy": addon("Service addresses on nodes."),
  "eks-pod-identity-agent": addon("IAM roles for pods."),
  coredns: addon("DNS of the cluster."),
  "aws-ebs-csi-driver": section(
    z
      .strictObject({
        ...addonSettings(),
        enabled: withDefault(z.boolean().meta({ description: "Whether the add-on is made at all." }), true),
      })
      .meta({ description: "EBS volumes of pods." }),
  ),
  ...commonAddons,
  further: withDefault(furtherAddons, {}),
});

const warmPool = z.strictObject({
  size: integer({ min: 1, max: 10, examples: [1, 2] }).meta({ description: "Instances beside the group's nodes." }),
  state: leftTo(
    "EKS",
    z.enum(["stopped", "running"]).meta({
      description:
        "Whether they are stopped, and only their disks are paid for, or running, at the price of nodes. Hibernation is refused: it needs a disk that holds the memory, and a launch template for it.",
    }),
    "stopped",
  ),
});

const bootstrap = z.strictObject({
  capacity: withDefault(
    z.enum(["nodeGroup", "fargate"]).meta({
      description:
        "What Karpenter itself, CoreDNS and the EBS CSI controller run on, since Karpenter never runs on nodes that it made: a managed node group, or Fargate profiles (identity must be irsa then).",
    }),
    "nodeGroup",
  ),
  instanceTypes: withDefault(
    z
      .array(
        text({
          what: "EC2 instance type",
          write: 'family.size, such as "m7g.large"',
          pattern: /^[a-z0-9-]+\.[a-z0-9-]+$/,
          examples: ["m7g.large", "t4g.medium"],
        }),
      )
      .min(1)
      .max(20)
      .meta({
        description:
          "Types of the node group, all of one architecture. Cost: an m7g.large is about 60 USD a month in us-east-1.",
      }),
    ["m7g.large"],
  ),
  nodes: withDefault(
    integer({ min: 2, max: 10, examples: [2, 3] }).meta({
      description: "Nodes of the group, spread over the zones: at least one for each of Karpenter's replicas.",
    }),
    2,
  ),
  diskGiB: withDefault(
    integer({ min: 20, max: 1000, examples: [20, 50] }).meta({
      description: "Root volume of each node in GiB, gp3, encrypted.",
    }),
    30,
  ),
  warmPool: warmPool
    .meta({
      description:
        "Instances of the node group that have started once and wait beside it (EKS warm pools): one that fails is replaced in the time of a start without a first boot. Off by default: the group does not scale, and Karpenter's second replica runs on meanwhile. Cost: disks of stopped instances, 0.08 USD per GiB and month in us-east-1.",
    })
    .optional(),
});

export const clusterSchema = z
  .strictObject({
    name: withDerivedDefault(
      text({
        what: "EKS cluster name",
        write: 'letters, digits, "-" and "_", at most 100, such as "platform-dev"',
        pattern: clusterNamePattern,
        maxLength: nameLimits.cluster,
        examples: ["platform-dev", "a".repeat(nameLimits.cluster)],
      }).meta({ description: "Name of the cluster. A change replaces the cluster." }),
      "`<project>-<stack>`",
      ({ project, stack }: { project: string; stack: string }) => fitted(`${project}-${stack}`, nameLimits.cluster),
    ),
    version: withDefault(
      text({
        what: "Kubernetes version",
        write: 'a minor version in quotes, such as "1.35"',
        pattern: /^1\.\d{2}$/,
        examples: ["1.33", "1.34", "1.35"],
        losesZeroInYaml: true,
      }).meta({
        description:
          "Kubernetes minor version, in quotes: YAML reads 1.30 as 1.3. Of an existing cluster it must be written as it is there.",
      }),
      "1.35",
    ),
    support: withDefault(
      z.enum(["standard", "extended"]).meta({
        description:
          "What happens at the end of a version's standard support: standard upgrades the cluster by itself; extended keeps the version. Cost: 0.60 instead of 0.10 USD an hour from then on.",
      }),
      "extended",
    ),
    endpoint: section(endpoint.meta({ description: "Who reaches the API server. The private endpoint is always on." })),
    secretsKey: withDefault(
      text({
        what: "choice of key",
        write: '"create", "awsOwned" or a KMS key ARN',
        pattern:
          /^(create|awsOwned|arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:key\/[0-9a-f-]{36}|arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:key\/mrk-[0-9a-f]{32})$/,
        examples: ["create", "awsOwned", "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555"],
      }).meta({
        description:
          "KMS key that encrypts Kubernetes secrets: one of this stack's own, one given by ARN, or the key that AWS owns. EKS keeps the first key that a cluster has: change it only from awsOwned. Cost: 1 USD a month for a key of the stack's own.",
      }),
      "create",
    ),
    logs: withDefault(
      z.array(z.enum(["api", "audit", "authenticator", "controllerManager", "scheduler"])).meta({
        description: "Control-plane logs sent to CloudWatch. Cost: about 0.50 USD per GB.",
      }),
      ["api", "audit", "authenticator"],
    ),
    logGroup: withDefault(
      z.enum(["own", "eks"]).meta({
        description:
          "Who makes the log group `/aws/eks/<cluster>/cluster`: the program, with `logRetentionDays`, or EKS, which keeps it forever. On a cluster that runs, EKS has made it: import it (docs/operations.md) or write eks.",
      }),
      "own",
    ),
    logRetentionDays: withDefault(
      z
        .literal([
          1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
        ])
        .register(kinds, { what: "a retention that CloudWatch has", write: "30, 90 or 365", examples: [30, 90, 365] })
        .meta({ description: "Days that control-plane logs are kept." }),
      90,
    ),
    protect: withDefault(
      z.boolean().meta({
        description:
          "Pulumi refuses to delete or replace anything of the network and the cluster; set it to false before you destroy the stack.",
      }),
      false,
    ),
    deletionProtection: byEnvironment(
      z.boolean().meta({ description: "EKS refuses to delete the cluster while this is on." }),
      { production: true, development: false },
    ),
    zonalShift: leftTo(
      "EKS",
      z.boolean().meta({
        description:
          "Whether traffic and pods can be shifted away from a zone by ARC (zonal shift and autoshift), and Karpenter keeps to it: it launches no nodes there, and neither consolidates nor replaces for drift those that are there. Starting a shift is yours or AWS's. Needs Karpenter 1.12. Costs nothing by itself.",
      }),
      false,
    ),
    serviceCidr: leftOut(
      text({
        what: "IPv4 range",
        write: 'a private range of /12 to /24, such as "172.20.0.0/16"',
        accepts: (value) => {
          const { bitmask } = parseCidr(value);
          return bitmask >= 12 && bitmask <= 24;
        },
        examples: ["172.20.0.0/16", "10.100.0.0/16"],
      }).meta({ description: "Range of Kubernetes service addresses. A change replaces the cluster." }),
      "EKS chooses 10.100.0.0/16 or 172.20.0.0/16",
    ),
    admins: withDefault(
      z
        .array(principalArn)
        .meta({ description: "IAM roles and users with full access, besides whoever creates the cluster." }),
      [],
    ),
    creator: principalArn
      .meta({
        description:
          "IAM role or user that creates the cluster. EKS itself gives it full access, so it cannot be in `admins` or in a team's `access` as well.",
      })
      .optional(),
    addons: section(addons.meta({ description: "EKS add-ons; each is made once, by this program." })),
    capabilities: capabilitiesSchema
      .meta({
        description:
          "EKS capabilities: controllers that EKS runs outside of the cluster. Cost: by the hour, and by what they manage; no price is known here, and the plan says so.",
      })
      .optional(),
    bootstrap: section(bootstrap.meta({ description: "Capacity that is there before Karpenter." })),
    existing: existingClusterSchema
      .meta({
        description:
          "Use a cluster that runs already: the program makes no control plane, add-ons or bootstrap capacity, and changes none. Needs `network.existing`, and of the other keys of `cluster` takes `version`, `admins`, `protect`, `zonalShift` and facts about the VPC CNI only (docs/adopt.md).",
      })
      .optional(),
  })
  .meta({ description: "The EKS cluster." });

export type ClusterInput = z.output<typeof clusterSchema>;
export type WarmPoolInput = z.output<typeof warmPool>;
