/** What a stack may say of Karpenter itself. */
import valid from "semver/functions/valid";
import { z } from "zod";
import { arn, cpu, integer, memory, text } from "./kind";

/** Gates of Karpenter 1.14 by the names of the chart's `settings.featureGates`, with their defaults there. */
export const featureGateDefaults = {
  nodeRepair: false,
  nodeOverlay: false,
  reservedCapacity: true,
  spotToSpotConsolidation: false,
  staticCapacity: false,
  capacityBuffer: false,
} as const;
export type FeatureGate = keyof typeof featureGateDefaults;

const gateDescriptions: Record<FeatureGate, string> = {
  nodeRepair: "Replace nodes that stay unhealthy for 30 minutes (alpha).",
  nodeOverlay: "NodeOverlay objects change prices and capacity in Karpenter's reckoning (alpha).",
  reservedCapacity: "Use capacity reservations that node classes name (beta).",
  spotToSpotConsolidation: "Replace spot nodes by cheaper spot nodes (alpha).",
  staticCapacity: "Pools with `replicas` (alpha): without it they do nothing.",
  capacityBuffer: "CapacityBuffer objects (alpha).",
};

const gate = (name: FeatureGate) =>
  z.boolean().meta({ description: gateDescriptions[name], default: featureGateDefaults[name] }).optional();

const chart = (name: string) =>
  text({
    what: "chart location",
    write: `an oci:// address without a version, or a folder such as "./charts/${name}"`,
    pattern: /^(oci:\/\/[a-z0-9][\w./:-]*|\.{0,2}\/[\w./-]+)$/,
    examples: [`oci://public.ecr.aws/karpenter/${name}`, `oci://mirror.example.com/charts/${name}`, `./charts/${name}`],
  })
    .meta({
      description: `Where the ${name} chart is: a registry (a mirror works) or a local folder.`,
      default: `oci://public.ecr.aws/karpenter/${name}`,
    })
    .optional();

export const karpenterSchema = z
  .strictObject({
    version: text({
      what: "Karpenter version",
      write: 'three numbers in quotes without "v", such as "1.14.1"',
      pattern: /^\d+\.\d+\.\d+$/,
      accepts: (value) => valid(value) !== null,
      examples: ["1.14.1", "1.13.0"],
    })
      .meta({ description: "Version of both charts and of the controller.", default: "1.14.1" })
      .optional(),
    charts: z
      .strictObject({ karpenter: chart("karpenter"), "karpenter-crd": chart("karpenter-crd") })
      .meta({ description: "Where the charts are pulled from." })
      .optional(),
    identity: z
      .enum(["podIdentity", "irsa"])
      .meta({
        description:
          "How the controller gets its IAM role: EKS Pod Identity, or a role for its service account through OIDC.",
        default: "podIdentity",
      })
      .optional(),
    permissionsBoundary: arn("IAM policy ARN", /^arn:aws[a-z-]*:iam::(\d{12}|aws):policy\/[\w+=,.@/-]+$/, [
      "arn:aws:iam::123456789012:policy/platform-boundary",
    ])
      .meta({ description: "Permissions boundary on every role that this program makes. Default: none." })
      .optional(),
    featureGates: z
      .strictObject({
        nodeRepair: gate("nodeRepair"),
        nodeOverlay: gate("nodeOverlay"),
        reservedCapacity: gate("reservedCapacity"),
        spotToSpotConsolidation: gate("spotToSpotConsolidation"),
        staticCapacity: gate("staticCapacity"),
        capacityBuffer: gate("capacityBuffer"),
      })
      .meta({ description: "Karpenter's feature gates." })
      .optional(),
    replicas: integer({ min: 1, max: 5, examples: [1, 2] })
      .meta({ description: "Controller pods; one leads. Each needs a bootstrap node of its own.", default: 2 })
      .optional(),
    resources: z
      .strictObject({
        cpu: cpu().meta({ description: "CPU request and limit of each controller pod.", default: "1" }).optional(),
        memory: memory()
          .meta({ description: "Memory request and limit of each controller pod.", default: "1Gi" })
          .optional(),
      })
      .meta({ description: "Size of the controller. Karpenter's concurrency follows the CPU." })
      .optional(),
    interruption: z
      .boolean()
      .meta({ description: "Queue and rules by which Karpenter drains nodes before EC2 takes them.", default: true })
      .optional(),
    spotServiceLinkedRole: z
      .enum(["existing", "create"])
      .meta({
        description:
          "The account's AWSServiceRoleForEC2Spot, needed once before the first spot node: there already, or made here (kept on destroy, since it belongs to the account).",
        default: "existing",
      })
      .optional(),
    values: z
      .record(z.string().min(1), z.unknown())
      .register(z.globalRegistry, {
        description: "More values for the karpenter chart, checked against what the chart reads. May be encrypted.",
        default: {},
      })
      .optional(),
  })
  .meta({ description: "Karpenter." });

export type KarpenterInput = z.output<typeof karpenterSchema>;
