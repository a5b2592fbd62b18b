/** What a stack may say of an EC2NodeClass. */
import { z } from "zod";
import { arn, awsId, duration, integer, labelValue, qualifiedName, text } from "./kind";

export const amiFamilies = ["AL2023", "Bottlerocket", "Windows2019", "Windows2022", "Windows2025", "Custom"] as const;
export type AmiFamily = (typeof amiFamilies)[number];

/** Value of an AWS tag: at most 256 characters (AWS tagging rules). */
const tagValue = () =>
  text({
    what: "tag value",
    write: "text in quotes, at most 256 characters",
    maxLength: 256,
    examples: ["payments", "4711", "cost centre 12"],
  });

export const tagsSchema = () =>
  z.record(
    text({
      what: "tag key",
      write: 'at most 128 characters, not starting with "aws:"',
      accepts: (key) => !key.toLowerCase().startsWith("aws:"),
      maxLength: 128,
      examples: ["cost-center", "project"],
    }),
    tagValue(),
  );

const amiTerm = z.strictObject({
  id: awsId("ami").meta({ description: "One AMI by id." }).optional(),
  name: text({ what: "AMI name", write: 'a name, "*" allowed', maxLength: 128, examples: ["golden-al2023-*"] })
    .meta({ description: "AMIs by name." })
    .optional(),
  owner: text({
    what: "AMI owner",
    write: '"self", "amazon" or an account id in quotes',
    pattern: /^(self|amazon|\d{12})$/,
    examples: ["self", "123456789012"],
  })
    .meta({ description: "Account that owns AMIs found by name or tags." })
    .optional(),
  tags: tagsSchema().meta({ description: 'AMIs by tags; the value "*" asks only for the key.' }).optional(),
  ssmParameter: text({ what: "SSM parameter", write: "its name or ARN", examples: ["/golden/al2023/arm64"] })
    .meta({ description: "AMI whose id an SSM parameter holds." })
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

const disk = z.strictObject({
  deviceName: text({
    what: "device name",
    write: '"/dev/xvda"',
    pattern: /^\/dev\/[a-z0-9]+$/,
    examples: ["/dev/xvda", "/dev/xvdb"],
  }).meta({
    description: "Device that the AMI expects: AL2023 boots from /dev/xvda; Bottlerocket keeps data on /dev/xvdb.",
  }),
  sizeGiB: integer({ min: 1, max: 59000, examples: [50, 200] }).meta({ description: "Size in GiB." }),
  type: z
    .enum(["gp3", "gp2", "io1", "io2", "st1", "sc1", "standard"])
    .meta({ description: "EBS volume type.", default: "gp3" })
    .optional(),
  iops: integer({ min: 100, max: 256000, examples: [3000, 6000] })
    .meta({ description: "Provisioned IOPS (gp3, io1, io2)." })
    .optional(),
  throughput: integer({ min: 125, max: 2000, examples: [125, 500] })
    .meta({ description: "Throughput in MiB/s (gp3)." })
    .optional(),
  encrypted: z.boolean().meta({ description: "Encrypt the volume.", default: true }).optional(),
  kmsKeyArn: arn("KMS key ARN", /^arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:(key|alias)\/[\w/-]+$/, [
    "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555",
  ])
    .meta({
      description:
        "Key of your own; its policy must let the launching role use it through EC2, else nodes die at launch. Default: the account's EBS key.",
    })
    .optional(),
  snapshotId: awsId("snap").meta({ description: "Snapshot the volume starts from." }).optional(),
  rootVolume: z
    .boolean()
    .meta({ description: "Marks the volume whose size counts as the node's ephemeral storage.", default: false })
    .optional(),
  deleteOnTermination: z.boolean().meta({ description: "Delete the volume with its node.", default: true }).optional(),
});

const reservedQuantity = () =>
  text({
    what: "quantity",
    write: 'such as "100m" or "200Mi"',
    pattern: /^\d+(\.\d+)?(m|Ki|Mi|Gi|k|M|G)?$/,
    examples: ["100m", "200Mi", "1Gi"],
  });
const reserved = (description: string) =>
  z
    .strictObject({
      cpu: reservedQuantity().optional(),
      memory: reservedQuantity().optional(),
      "ephemeral-storage": reservedQuantity().optional(),
      pid: reservedQuantity().optional(),
    })
    .meta({ description })
    .optional();

/** Eviction signals that the CRD knows (facts karpenter 4.3). */
export const evictionSignals = [
  "memory.available",
  "nodefs.available",
  "nodefs.inodesFree",
  "imagefs.available",
  "imagefs.inodesFree",
  "pid.available",
] as const;
const signals = <T extends z.ZodType>(value: () => T) =>
  z.strictObject(
    Object.fromEntries(evictionSignals.map((signal) => [signal, value().optional()])) as Record<
      (typeof evictionSignals)[number],
      z.ZodOptional<T>
    >,
  );
const threshold = () =>
  text({
    what: "eviction threshold",
    write: '"5%" or "500Mi"',
    pattern: /^(\d{1,2}(\.\d+)?%|100%|\d+(\.\d+)?(m|Ki|Mi|Gi|k|M|G)?)$/,
    examples: ["5%", "500Mi"],
  });

const kubelet = z.strictObject({
  maxPods: integer({ min: 1, max: 1000, examples: [58, 110] })
    .meta({
      description:
        "Most pods on a node. Default: 110 with prefix delegation, else what the type's network interfaces carry.",
    })
    .optional(),
  podsPerCore: integer({ min: 1, max: 250, examples: [10] })
    .meta({ description: "Most pods per vCPU." })
    .optional(),
  clusterDNS: z
    .array(
      text({
        what: "IP address",
        write: '"172.20.0.10"',
        pattern: /^\d{1,3}(\.\d{1,3}){3}$/,
        accepts: (value) => value.split(".").every((octet) => Number(octet) <= 255),
        examples: ["172.20.0.10"],
      }),
    )
    .meta({ description: "DNS servers of pods. Default: the cluster's." })
    .optional(),
  systemReserved: reserved("Kept for the system."),
  kubeReserved: reserved("Kept for Kubernetes' own daemons."),
  evictionHard: signals(threshold).meta({ description: "Thresholds that evict pods at once." }).optional(),
  evictionSoft: signals(threshold)
    .meta({ description: "Thresholds that evict pods after their grace period." })
    .optional(),
  evictionSoftGracePeriod: signals(() => duration({ examples: ["1m", "90s"] }))
    .meta({ description: "Grace period of each soft threshold." })
    .optional(),
  evictionMaxPodGracePeriod: integer({ min: 0, max: 3600, examples: [60] })
    .meta({ description: "Longest grace of an evicted pod, in seconds." })
    .optional(),
  imageGCHighThresholdPercent: integer({ min: 0, max: 100, examples: [85] })
    .meta({ description: "Disk use that starts image clean-up, in percent." })
    .optional(),
  imageGCLowThresholdPercent: integer({ min: 0, max: 100, examples: [70] })
    .meta({ description: "Disk use that ends image clean-up, in percent." })
    .optional(),
  cpuCFSQuota: z.boolean().meta({ description: "Enforce CPU limits.", default: true }).optional(),
});

const metadataOptions = z.strictObject({
  httpTokens: z
    .enum(["required", "optional"])
    .meta({ description: "required is IMDSv2.", default: "required" })
    .optional(),
  httpPutResponseHopLimit: integer({ min: 1, max: 64, examples: [1, 2] })
    .meta({ description: "Hops to the metadata service: 1 keeps pods away from the node's credentials.", default: 1 })
    .optional(),
  httpEndpoint: z
    .enum(["enabled", "disabled"])
    .meta({ description: "The metadata service itself.", default: "enabled" })
    .optional(),
  httpProtocolIPv6: z
    .enum(["enabled", "disabled"])
    .meta({ description: "Metadata over IPv6.", default: "disabled" })
    .optional(),
});

export const nodeClassSchema = z.strictObject({
  amiFamily: z
    .enum(amiFamilies)
    .meta({ description: "How nodes boot. AL2 is gone: its last Kubernetes was 1.32.", default: "AL2023" })
    .optional(),
  amiAlias: text({
    what: "AMI alias",
    write: '"al2023@v20250715" or "bottlerocket@v1.40.0"; "@latest" in development only',
    pattern: /^(al2023|bottlerocket|windows2019|windows2022|windows2025)@(latest|v\d[\w.-]*)$/,
    maxLength: 30,
    examples: ["al2023@v20250715", "al2023@v20240807"],
  })
    .meta({
      description:
        "AMI by family and version. Pinned by you in production; default in development: the family's @latest, which rolls all nodes at each release.",
    })
    .optional(),
  amiSelectorTerms: z
    .array(amiTerm)
    .min(1)
    .max(30)
    .meta({ description: "AMIs of your own instead of an alias; any term may match, all fields of a term must." })
    .optional(),
  disks: z
    .array(disk)
    .min(1)
    .max(50)
    .meta({ description: "Volumes of each node. Default: Karpenter's for the family (AL2023: 20 GiB gp3, encrypted)." })
    .optional(),
  kubelet: kubelet.meta({ description: "Kubelet settings. A change drifts all nodes of the class." }).optional(),
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
  metadataOptions: metadataOptions.meta({ description: "Instance metadata service." }).optional(),
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
    .meta({ description: "Security groups of nodes besides the cluster's own." })
    .optional(),
  instanceStorePolicy: z
    .enum(["RAID0"])
    .meta({ description: "Use local NVMe disks as the node's ephemeral storage." })
    .optional(),
  detailedMonitoring: z
    .boolean()
    .meta({ description: "CloudWatch metrics every minute instead of every five.", default: false })
    .optional(),
});

export type NodeClassInput = z.output<typeof nodeClassSchema>;

/** Labels and annotations of Kubernetes objects. */
export const labelsSchema = () => z.record(qualifiedName("label key", ["example.com/tier", "workload"]), labelValue());
