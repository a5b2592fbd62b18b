/** Network, cluster and Karpenter: what a stack leaves out, filled in. */

import type { AddonName } from "../schema/cluster";
import { type FeatureGate, featureGateDefaults } from "../schema/karpenter";
import type { StackInput } from "../schema/stack";
import { fitted, nameLimits } from "../values/names";
import type { StackContext, TeamConfig } from "./stack";
import { cpuQuantity, definedOnly } from "./written";

export interface CreatedNetwork {
  readonly kind: "created";
  readonly cidr: string;
  /** Zone names, or how many zones AWS's list shall give. */
  readonly zones: number | readonly string[];
  readonly zoneCount: number;
  readonly nat: "none" | "single" | "perZone";
  readonly interfaceEndpoints: readonly string[];
  readonly gatewayEndpoints: readonly string[];
  readonly secondaryCidr?: string | undefined;
  readonly flowLogs: boolean;
}
export interface ExistingNetwork {
  readonly kind: "existing";
  readonly vpcId: string;
  readonly privateSubnetIds: readonly string[];
}
export type NetworkConfig = CreatedNetwork | ExistingNetwork;

export interface AddonConfig {
  readonly name: AddonName;
  readonly version?: string | undefined;
}

export interface ClusterConfig {
  readonly name: string;
  readonly version: string;
  readonly support: "standard" | "extended";
  readonly publicCidrs: readonly string[];
  /** "create", "awsOwned" or a key's ARN. */
  readonly secretsKey: string;
  readonly logs: readonly string[];
  readonly deletionProtection: boolean;
  readonly serviceCidr?: string | undefined;
  readonly admins: readonly string[];
  /** In the order they are made. */
  readonly addons: readonly AddonConfig[];
  readonly prefixDelegation: boolean;
  /** Whether the vpc-cni add-on enforces NetworkPolicy objects. */
  readonly networkPolicy: boolean;
  readonly bootstrap:
    | { readonly capacity: "fargate" }
    | {
        readonly capacity: "nodeGroup";
        readonly instanceTypes: readonly string[];
        readonly nodes: number;
        readonly diskGiB: number;
      };
}

export interface KarpenterConfig {
  readonly version: string;
  readonly charts: { readonly karpenter: string; readonly "karpenter-crd": string };
  readonly identity: "podIdentity" | "irsa";
  readonly permissionsBoundary?: string | undefined;
  readonly featureGates: Readonly<Record<FeatureGate, boolean>>;
  readonly replicas: number;
  readonly resources: { readonly cpu: string; readonly memory: string };
  readonly interruption: boolean;
  readonly spotServiceLinkedRole: "existing" | "create";
  readonly values: Readonly<Record<string, unknown>>;
  /** Whether some of the values were encrypted in the stack file. */
  readonly valuesAreSecret: boolean;
  /** No way to IAM and the price list: Karpenter makes no instance profiles, so the program does. */
  readonly isolated: boolean;
}

/** Services that nodes and Karpenter cannot do without when nothing leads out of the VPC (facts karpenter 6 #9). */
export const privateEndpointServices = ["ec2", "ecr.api", "ecr.dkr", "sts", "ssm", "sqs", "eks"] as const;

export function resolveNetwork(
  { network = {} }: StackInput,
  production: boolean,
  identity: KarpenterConfig["identity"],
): NetworkConfig {
  if (network.existing) return { kind: "existing", ...network.existing };
  const zones = network.zones ?? 3;
  const nat = network.nat ?? (production ? "perZone" : "single");
  const needed = [...privateEndpointServices, ...(identity === "podIdentity" ? ["eks-auth"] : [])];
  return {
    kind: "created",
    cidr: network.cidr ?? "10.0.0.0/16",
    zones,
    zoneCount: typeof zones === "number" ? zones : zones.length,
    nat,
    interfaceEndpoints: network.interfaceEndpoints ?? (nat === "none" ? needed : []),
    gatewayEndpoints: network.gatewayEndpoints ?? ["s3"],
    secondaryCidr: network.secondaryCidr,
    flowLogs: network.flowLogs ?? production,
  };
}

export function resolveCluster(
  { cluster = {} }: StackInput,
  context: StackContext,
  {
    production,
    prefixDelegation,
    teams,
  }: { production: boolean; prefixDelegation: boolean; teams: readonly TeamConfig[] },
): ClusterConfig {
  const addons = cluster.addons ?? {};
  const ebs = addons["aws-ebs-csi-driver"];
  const bootstrap = cluster.bootstrap ?? {};
  return {
    name: cluster.name ?? fitted(`${context.project}-${context.stack}`, nameLimits.cluster),
    version: cluster.version ?? "1.35",
    support: cluster.support ?? "extended",
    publicCidrs: cluster.endpoint?.publicCidrs ?? [],
    secretsKey: cluster.secretsKey ?? "create",
    logs: cluster.logs ?? ["api", "audit", "authenticator"],
    deletionProtection: cluster.deletionProtection ?? production,
    serviceCidr: cluster.serviceCidr,
    admins: cluster.admins ?? [],
    addons: [
      { name: "vpc-cni", version: addons["vpc-cni"]?.version },
      { name: "kube-proxy", version: addons["kube-proxy"]?.version },
      { name: "eks-pod-identity-agent", version: addons["eks-pod-identity-agent"]?.version },
      { name: "coredns", version: addons.coredns?.version },
      ...(ebs?.enabled === false ? [] : [{ name: "aws-ebs-csi-driver" as const, version: ebs?.version }]),
    ],
    prefixDelegation,
    networkPolicy:
      addons["vpc-cni"]?.networkPolicy ?? teams.some(({ networkPolicy }) => networkPolicy.choice !== "none"),
    bootstrap:
      bootstrap.capacity === "fargate"
        ? { capacity: "fargate" }
        : {
            capacity: "nodeGroup",
            instanceTypes: bootstrap.instanceTypes ?? ["m7g.large"],
            nodes: bootstrap.nodes ?? 2,
            diskGiB: bootstrap.diskGiB ?? 30,
          },
  };
}

export function resolveKarpenter({ karpenter = {} }: StackInput, { secretKeys = [] }: StackContext): KarpenterConfig {
  const settings = karpenter.values?.settings;
  const isolated =
    typeof settings === "object" && settings !== null && "isolatedVPC" in settings && settings.isolatedVPC === true;
  return {
    version: karpenter.version ?? "1.14.1",
    charts: {
      karpenter: karpenter.charts?.karpenter ?? "oci://public.ecr.aws/karpenter/karpenter",
      "karpenter-crd": karpenter.charts?.["karpenter-crd"] ?? "oci://public.ecr.aws/karpenter/karpenter-crd",
    },
    identity: karpenter.identity ?? "podIdentity",
    permissionsBoundary: karpenter.permissionsBoundary,
    featureGates: { ...featureGateDefaults, ...definedOnly(karpenter.featureGates ?? {}) },
    replicas: karpenter.replicas ?? 2,
    resources: {
      cpu: karpenter.resources?.cpu === undefined ? "1" : cpuQuantity(karpenter.resources.cpu),
      memory: karpenter.resources?.memory ?? "1Gi",
    },
    interruption: karpenter.interruption ?? true,
    spotServiceLinkedRole: karpenter.spotServiceLinkedRole ?? "existing",
    values: karpenter.values ?? {},
    valuesAreSecret: secretKeys.includes("karpenter"),
    isolated,
  };
}
