/** Keys under `karpenter`: the controller. */
import valid from "semver/functions/valid";
import { z } from "zod";
import { karpenterMinors, karpenterVersions } from "../../capacity/karpenter/versions";
import { ownValue } from "../../capacity/units/ownValue";
import { section, type WithDefault, withDefault } from "./frame/default";
import { arn, cpu, integer, memory, text } from "./frame/kind";
import { openReservationSchema } from "./openReservation";

/** Gates with the chart's defaults, as the newest version that has each of them; since when is said behind what it does. */
function gates<K extends string>(of: "featureGates" | "awsFeatureGates", descriptions: Readonly<Record<K, string>>) {
  const entries = Object.entries<string>(descriptions).map(([key, does]) => {
    const having = karpenterVersions.filter((row) => Object.hasOwn(row[of], key));
    const newest = having.map((row) => ownValue(row[of], key)).at(-1);
    const since = having[0] === karpenterVersions[0] ? [] : [`from ${having[0]?.minor}`];
    const stage = [...(newest?.stage === undefined ? [] : [newest.stage]), ...since];
    const description = `${does}${stage.length === 0 ? "" : ` (${stage.join(", ")})`}.`;
    return [key, withDefault(z.boolean().meta({ description }), newest?.default ?? false, "Karpenter")];
  });
  return z.strictObject(Object.fromEntries(entries) as Readonly<Record<K, WithDefault<z.ZodBoolean>>>);
}

const featureGates = gates("featureGates", {
  nodeRepair: "Replace nodes that stay unhealthy for 30 minutes (10 for known faults of GPUs)",
  nodeOverlay: "NodeOverlay objects change the prices and capacity that Karpenter computes with",
  reservedCapacity: "Use capacity reservations that node classes name",
  spotToSpotConsolidation: "Replace spot nodes with cheaper spot nodes",
  staticCapacity: "Pools with `replicas`, which do nothing without it",
  capacityBuffer: "CapacityBuffer objects",
  terminateFirstDrift:
    "Drift may terminate a node before its replacement is there: in a static pool at its limit of nodes, or a node whose capacity reservation is full",
  terminateFirstRepair: "Node repair may do so, too; needs nodeRepair",
  podDeletionCostManagement:
    "Karpenter writes the pod deletion cost of ReplicaSets' pods, so that a scale-down takes first those on nodes that it wants to consolidate",
});
export type FeatureGate = keyof typeof featureGates.shape;

const awsFeatureGates = gates("awsFeatureGates", {
  nodeClassCEL: "CEL expressions in the kubelet settings of EC2NodeClasses, which those of this program do not have",
  draNVIDIAGPU: "Count the devices that NVIDIA's DRA driver will publish on new nodes, for claims of gpu.nvidia.com",
  draEFA: "Count the EFA devices that the DRA driver dranet will publish on new nodes, for claims of dra.net",
  rebootForRepair:
    "Node repair reboots a node whose GPU fault a reboot clears, instead of replacing it; needs nodeRepair, and lets the controller reboot its instances",
});
export type AwsFeatureGate = keyof typeof awsFeatureGates.shape;

const chart = (name: string) =>
  withDefault(
    text({
      what: "chart location",
      write: `an oci:// address without a version, or a folder such as "./charts/${name}"`,
      pattern: /^(oci:\/\/[a-z0-9][\w./:-]*|\.{0,2}\/[\w./-]+)$/,
      examples: [
        `oci://public.ecr.aws/karpenter/${name}`,
        `oci://mirror.example.com/charts/${name}`,
        `./charts/${name}`,
      ],
    }).meta({ description: `Where the ${name} chart is: a registry (a mirror works) or a local folder.` }),
    `oci://public.ecr.aws/karpenter/${name}`,
  );

const policyArnPattern = /^arn:aws[a-z-]*:iam::(\d{12}|aws):policy\/[\w+=,.@/-]+$/;

/** Managed policies that IAM attaches to a role by default, less the four of the program's own. Source: IAM quotas. */
const mostFurtherPolicies = 6;

export const karpenterSchema = z
  .strictObject({
    version: withDefault(
      text({
        what: "Karpenter version",
        write: 'three numbers in quotes without "v", such as "1.15.1"',
        pattern: /^\d+\.\d+\.\d+$/,
        accepts: (value) => valid(value) !== null,
        examples: ["1.15.1", "1.14.1"],
      }).meta({
        description: `Version of both charts and of the controller, of a minor from ${karpenterMinors[0]} to ${karpenterMinors.at(-1)}.`,
      }),
      "1.15.1",
    ),
    charts: section(
      z
        .strictObject({ karpenter: chart("karpenter"), "karpenter-crd": chart("karpenter-crd") })
        .meta({ description: "Where the charts are pulled from." }),
    ),
    identity: withDefault(
      z.enum(["podIdentity", "irsa"]).meta({
        description:
          "How the controller gets its IAM role: EKS Pod Identity, or a role for its service account through OIDC.",
      }),
      "podIdentity",
    ),
    accountWideNames: withDefault(
      z.enum(["withRegion", "withoutRegion"]).meta({
        description:
          "Names that are unique in an account: IAM roles and policies, and the instance profile. With the region of `aws:region` behind the cluster's name, clusters of one name in two regions stand beside each other. withoutRegion keeps the names of stacks made before 0.2. Leave it as it is on a running stack: a change deletes the node role and its access entry while nodes use them, and all nodes of Karpenter's turn NotReady at once.",
      }),
      "withRegion",
    ),
    nodeRole: section(
      z
        .strictObject({
          additionalPolicies: withDefault(
            z
              .array(
                arn("IAM policy ARN", policyArnPattern, [
                  "arn:aws:iam::aws:policy/CloudWatchAgentServerPolicy",
                  "arn:aws:iam::123456789012:policy/node-extras",
                ]),
              )
              .max(mostFurtherPolicies)
              .meta({
                description:
                  "More policies on the role of Karpenter's nodes. Every pod that reaches the instance metadata has them.",
              }),
            [],
          ),
          ssm: withDefault(
            z.boolean().meta({
              description:
                "Whether nodes have AmazonSSMManagedInstanceCore, for Session Manager and Run Command; bootstrap nodes, too. It also lets them read every SSM parameter of the account.",
            }),
            false,
          ),
        })
        .meta({ description: "What nodes may do in AWS, besides joining the cluster and pulling images." }),
    ),
    permissionsBoundary: arn("IAM policy ARN", policyArnPattern, ["arn:aws:iam::123456789012:policy/platform-boundary"])
      .meta({ description: "Permissions boundary on every role that this program makes." })
      .optional(),
    featureGates: section(featureGates.meta({ description: "Karpenter's feature gates." })),
    awsFeatureGates: section(
      awsFeatureGates.meta({ description: "Feature gates of Karpenter's AWS provider, from 1.15 on." }),
    ),
    replicas: withDefault(
      integer({ min: 1, max: 5, examples: [1, 2] }).meta({
        description: "Controller pods, one of them the leader. Each needs a bootstrap node of its own.",
      }),
      2,
    ),
    resources: section(
      z
        .strictObject({
          cpu: withDefault(cpu().meta({ description: "CPU request and limit of each controller pod." }), "1"),
          memory: withDefault(
            memory().meta({ description: "Memory request and limit of each controller pod." }),
            "1Gi",
          ),
        })
        .meta({ description: "Size of the controller. Karpenter's concurrency follows the CPU." }),
    ),
    interruption: withDefault(
      z.boolean().meta({
        description: "The SQS queue and EventBridge rules by which Karpenter drains nodes before EC2 takes them.",
      }),
      true,
    ),
    openReservations: z
      .array(openReservationSchema)
      .min(1)
      .max(100)
      .meta({
        description:
          "Open capacity reservations (ODCR) that the account pays for. Nothing is made of them: the check says of each whether nodes of this stack can be in it. With the feature gate reservedCapacity, which is on, Karpenter uses only those that a node class selects by `capacityReservations`; with the gate off EC2 fills open ones by itself.",
      })
      .optional(),
    spotServiceLinkedRole: withDefault(
      z.enum(["existing", "create"]).meta({
        description:
          "The account's AWSServiceRoleForEC2Spot, needed once before the first spot node: it exists already, or it is made here (and kept on destroy, since it belongs to the account).",
      }),
      "existing",
    ),
    values: withDefault(
      z.record(z.string().min(1), z.unknown()).register(z.globalRegistry, {
        description: "More values for the karpenter chart, checked against what the chart reads. May be encrypted.",
      }),
      {},
    ),
  })
  .meta({ description: "Karpenter." });
