/**
 * The stack's config after checks and defaults: what components, the plan and the team guide take. `resolve/` makes it
 * of what `schema/` accepts; every name in it is final. Keys that are here as they are written have their type and their
 * description in the schema.
 */
import type { z } from "zod";
import type { Packing, PodSize } from "../capacity/ec2/allocatable";
import type { OwnPrices } from "../capacity/ec2/ownPrices";
import type { Requirement } from "../capacity/kubernetes/requirement";
import type { PodCapacity } from "../capacity/nodePool/podCapacity";
import type { Taint } from "../capacity/nodePool/spec";
import type { DeclaredLoad, WarmMode } from "../capacity/warm/demand";
import type { MaintenanceWindow } from "../capacity/windows/maintenance";
import type { Window } from "../capacity/windows/window";
import type { CapacityBufferInput } from "./schema/capacityBuffer";
import type { clusterSchema, furtherAddonSchema, WarmPoolInput } from "./schema/cluster";
import type { devicePluginsSchema } from "./schema/devicePlugins";
import type { diskSchema } from "./schema/disk";
import type { disruptionSchema } from "./schema/disruption";
import type { existingClusterSchema } from "./schema/existingCluster";
import type { Environment, Filled } from "./schema/frame/default";
import type { karpenterSchema } from "./schema/karpenter";
import type { kedaSchema } from "./schema/keda";
import type { launchSettings } from "./schema/launch";
import type { networkSchema } from "./schema/network";
import type { NodeClassInput, nodeClassSchema } from "./schema/nodeClass";
import type { NodeOverlayInput } from "./schema/nodeOverlay";
import type { PodIdentityInput } from "./schema/podIdentity";
import type { PoolInput, PoolSettings, poolDefaultsSchema, SharedPoolInput } from "./schema/pool";
import type { AccessLevel, NetworkPolicyChoice, TeamSettings, teamDefaultsSchema } from "./schema/team";
import type { placeholdersSchema, WarmEngine, WarmImage } from "./schema/warm";
import type { AmiFamily } from "./values/ami";

/** What is known of the stack besides its config. */
export interface StackContext {
  readonly project: string;
  readonly stack: string;
  /** `aws:region`; undefined when the stack file does not name it. */
  readonly region?: string | undefined;
  /** Keys under the namespace (`teams`, `karpenter`) with an encrypted value inside. */
  readonly secretKeys?: readonly string[];
  /** Paths of further values that stand encrypted, such as `teams.dotori.nodeClass.userData`. */
  readonly secretPaths?: readonly string[];
  /** Teams that have a file of their own, by name. */
  readonly teamSources?: ReadonlyMap<string, TeamSource>;
  /** What the file of `prices.file` says; undefined without one. */
  readonly ownPrices?: OwnPrices | undefined;
  /** The instant from which clock changes are looked for, in milliseconds since 1970. @default now */
  readonly now?: number | undefined;
}

export interface StackConfig {
  readonly environment: Environment;
  /** `aws:region`; undefined when the stack file does not name it. */
  readonly region?: string | undefined;
  /** Of every AWS resource that can carry tags. */
  readonly tags: Readonly<Record<string, string>>;
  /** Prices of the user's own; undefined without a file of them. */
  readonly ownPrices?: OwnPrices | undefined;
  /** Ids of what runs already, by `<type>::<name>`. */
  readonly adopt: Readonly<Record<string, string>>;
  readonly network: NetworkConfig;
  readonly cluster: ClusterConfig;
  readonly karpenter: KarpenterConfig;
  readonly admission: AdmissionConfig;
  /** Undefined when the stack names none. */
  readonly devicePlugins?: DevicePluginsConfig | undefined;
  /** Undefined when no pool has a window and `keda.install` is not `always`. */
  readonly keda?: KedaConfig | undefined;
  /** Undefined when no pool has warm capacity or a smoke test. */
  readonly placeholders?: PlaceholdersConfig | undefined;
  /** In alphabetical order, so that their order in the file changes nothing. */
  readonly teams: readonly TeamConfig[];
  /** In the order of the file. */
  readonly sharedPools: readonly PoolConfig[];
  /** In the order of the file. */
  readonly nodeOverlays: readonly NodeOverlayInput[];
  /** Further ones, which say {@link ownPrices} to Karpenter; none without the feature gate. */
  readonly ownPriceOverlays: readonly NodeOverlayInput[];
}

export interface DevicePluginsConfig {
  /** By the plugin's name. */
  readonly installed: {
    readonly [Plugin in keyof typeof devicePluginsSchema.shape]?: Filled<
      ReturnType<(typeof devicePluginsSchema.shape)[Plugin]["unwrap"]>
    >;
  };
  /** Node classes, by name, whose AMIs have NVIDIA's plugin inside. */
  readonly pluginInside: readonly string[];
}

/** A CapacityBuffer of a team; quantities of its limits as text. */
export interface CapacityBufferConfig extends Omit<CapacityBufferInput, "namespace" | "limits"> {
  readonly namespace: string;
  readonly limits?: Readonly<Record<string, string>>;
}

/** A role for pods of one service account. */
export interface PodIdentityConfig extends PodIdentityInput {
  readonly namespace: string;
  /** Physical name of the role that is made here and takes the target role. */
  readonly roleName: string;
}

export type NetworkConfig = CreatedNetwork | ExistingNetwork;

type NetworkKeys = Required<z.output<typeof networkSchema>>;

/** A VPC that the stack makes. */
export interface CreatedNetwork extends Omit<Filled<typeof networkSchema>, "existing"> {
  readonly kind: "created";
  readonly zoneCount: number;
  readonly nat: NetworkKeys["nat"];
  readonly interfaceEndpoints: NetworkKeys["interfaceEndpoints"];
  readonly flowLogs: boolean;
}

/** A VPC that is there already; nothing in it is changed. */
export interface ExistingNetwork
  extends Readonly<
    Required<Omit<NetworkKeys["existing"], "prefixReservations">> & Pick<NetworkKeys["existing"], "prefixReservations">
  > {
  readonly kind: "existing";
}

export type ClusterConfig = CreatedCluster | ExistingCluster;

/** What is known of every cluster. */
interface ClusterFacts extends Pick<Filled<typeof clusterSchema>, "version" | "admins" | "protect" | "zonalShift"> {
  readonly name: string;
  /** Whose IAM role the VPC CNI takes. */
  readonly cniRole: "own" | "node";
  readonly prefixDelegation: boolean;
  /** Whether the vpc-cni add-on enforces NetworkPolicy objects. */
  readonly networkPolicy: boolean;
}

/** A cluster that runs already: the program makes what is in it and beside it, and changes nothing of it. */
export interface ExistingCluster extends ClusterFacts {
  readonly kind: "existing";
  /** How it is reached and trusted. */
  readonly existing: z.output<typeof existingClusterSchema>;
}

/** A cluster that the stack makes. */
export interface CreatedCluster
  extends ClusterFacts,
    Omit<Filled<typeof clusterSchema>, "endpoint" | "addons" | "bootstrap" | "existing" | "name"> {
  readonly kind: "created";
  readonly deletionProtection: boolean;
  /** Empty: there is no public endpoint. */
  readonly publicCidrs: readonly string[];
  /** In the order in which they are made. */
  readonly addons: readonly AddonConfig[];
  readonly bootstrap:
    | { readonly capacity: "fargate" }
    | {
        readonly capacity: "nodeGroup";
        readonly instanceTypes: readonly string[];
        readonly nodes: number;
        readonly diskGiB: number;
        /** Undefined: no instances wait beside the group. */
        readonly warmPool?: WarmPoolInput | undefined;
      };
}

export interface AddonConfig extends Omit<Filled<typeof furtherAddonSchema>, "version"> {
  /** EKS's own. */
  readonly name: string;
  /** Undefined: EKS's default for the Kubernetes version. */
  readonly version?: string | undefined;
}

export interface KarpenterConfig extends Filled<typeof karpenterSchema> {
  readonly resources: Resources;
  /** Whether some of the values were encrypted in the stack file. */
  readonly valuesAreSecret: boolean;
  /** What the names end with that are unique in an account: the cluster's name, and the region where they have it. */
  readonly accountWideName: string;
  /** No way to IAM and the price list: Karpenter makes no instance profiles, so the program does. */
  readonly isolated: boolean;
  /** SSM parameters that node classes name as their AMIs, each once: the controller's role may read them. */
  readonly amiParameters: readonly string[];
  /** KMS keys that node classes name for their volumes, each once, AWS's own left out: the controller's role may use them. */
  readonly volumeKeys: readonly string[];
}

/** The admission policies that keep teams apart, and exemptions from them. */
export interface AdmissionConfig {
  /** kube-system first. */
  readonly systemNamespaces: readonly string[];
  readonly daemonSetNamespaces: readonly string[];
  /** Besides the system's: whose pods may have a PriorityClass of the system's. */
  readonly systemPriorityNamespaces: readonly string[];
  /** Whether what the program makes in teams' namespaces is protected from the teams. */
  readonly protectObjects: boolean;
  /** IPv4 ranges of which teams' Services may have externalIPs. */
  readonly externalIpCidrs: readonly string[];
  /** Whether the API server itself can add the node selector and the toleration to pods (MutatingAdmissionPolicy). */
  readonly fillsIn: boolean;
}

export interface KedaConfig extends Omit<Filled<typeof kedaSchema>, "install"> {
  readonly resources: Resources;
}

/** Quantities as text. */
interface Resources {
  readonly cpu: string;
  readonly memory: string;
}

export interface PlaceholdersConfig extends Filled<typeof placeholdersSchema> {
  /** Whether some run a container of a team's image (`warm.images` before Kubernetes 1.35). */
  readonly runImages: boolean;
}

export interface TeamConfig extends TeamSurroundings {
  /** Name of all that is made for it, in labels and taints too: its key, or the first of its former names. */
  readonly name: string;
  /** Its key in the stack file. */
  readonly key: string;
  /** Keys that it had before, the first one first. */
  readonly formerNames: readonly string[];
  /** Whether Pulumi refuses to delete or replace anything of it. */
  readonly protect: boolean;
  /** Who answers for its pools. */
  readonly owner: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly namespaces: readonly string[];
  /** In the order of the file. */
  readonly pools: readonly PoolConfig[];
  /** In the order of the file. */
  readonly capacityBuffers: readonly CapacityBufferConfig[];
  /** In the order of the file. */
  readonly podIdentities: readonly PodIdentityConfig[];
  /** Where the stack file says it: `teams.dotori`. */
  readonly path: string;
  /** The file of the team's own; undefined when the stack file has the team. */
  readonly source?: TeamSource | undefined;
}

/** A team's own file. */
export interface TeamSource {
  /** From the project's root: `teams/dotori.yaml`. */
  readonly file: string;
  /** What it and its overlay set: keys at the top, and those one level below as `nodeClass.userData`; sorted. */
  readonly keys: readonly string[];
  /** Where one of those keys is, in the words of the stack file: `teams.dotori.pools[1].weight` of `pools.weight`, and others. */
  readonly pathsOf: (key: string) => readonly string[];
  /** What the stack or the environment lays over the file, and those of the keys that are written there. */
  readonly overlay?: { readonly file: string; readonly keys: readonly string[] };
}

/** What a team has besides its name, its namespaces and its pools. */
export interface TeamSurroundings
  extends Pick<Filled<typeof teamDefaultsSchema>, "isolation" | "podSecurity" | "requests" | "minRequests"> {
  readonly networkPolicy: {
    readonly choice: NetworkPolicyChoice;
    /** Namespaces and IPv4 ranges that may open connections to the team's pods. */
    readonly from: { readonly namespaces: readonly string[]; readonly cidrs: readonly string[] };
    /** IPv4 ranges that the team's pods may connect to; only with the choice `both`. */
    readonly to: { readonly cidrs: readonly string[] };
  };
  /** By namespace; a resource that nothing bounds is left out. */
  readonly quotas: Readonly<Record<string, Quota>>;
  /** ARNs of IAM principals by level. */
  readonly access: Readonly<Record<AccessLevel, readonly string[]>>;
  /** Shared pools that the team may use, by name. */
  readonly sharedPools: readonly string[];
  /** What pods may request in all on the team's pools, and on the shared pools open to it, at their limits; null where unbounded. */
  readonly podCapacity: PodCapacity;
  /** Path where a setting is written: the team's own, else the default's. */
  readonly pathOf: (key: keyof TeamSettings) => string;
}

/** A ResourceQuota's `hard`: resource to quantity. */
export type Quota = Readonly<Record<string, string>>;

export interface PoolConfig
  extends Omit<Filled<typeof disruptionSchema>, "maintenance">,
    Pick<Filled<typeof poolDefaultsSchema>, "capacityTypes" | "expireAfter" | "terminationGracePeriod"> {
  /** Name of the NodePool object: `<team>-<pool>`, or the shared pool's own name; with former names the first of them. */
  readonly nodePoolName: string;
  /** As written. */
  readonly name: string;
  /** Undefined for a shared pool. */
  readonly team?: string | undefined;
  /** Who answers for it: the team's owner, or the platform. */
  readonly owner: string;
  /** Teams that may use it. */
  readonly users: "all" | readonly string[];
  /** The only times of voluntary disruption; at any time when empty. */
  readonly maintenance: readonly MaintenanceWindow[];
  readonly weight?: number | undefined;
  /** Nodes of a static pool; undefined for a dynamic one. */
  readonly replicas?: number | undefined;
  readonly requirements: readonly Requirement[];
  readonly taints: readonly Taint[];
  readonly startupTaints: readonly Taint[];
  readonly labels: Readonly<Record<string, string>>;
  /** Of its nodes. */
  readonly annotations: Readonly<Record<string, string>>;
  /** By Kubernetes resource name (`cpu`, `memory`, `nodes`, `nvidia.com/gpu`), quantities as text. */
  readonly limits: Readonly<Record<string, string>>;
  readonly nodeClass: NodeClassConfig;
  /** Undefined when the pool keeps no warm capacity. */
  readonly warm?: WarmConfig | undefined;
  /** Least nodes for a while; counted in `warm.always`. */
  readonly pin?: number | undefined;
  readonly smokeTest: boolean;
  /** Node selector that a pod writes to land here. */
  readonly selector: Readonly<Record<string, string>>;
  /** Tolerations that it needs besides. */
  readonly tolerations: readonly Toleration[];
  /** As written, without the defaults. */
  readonly written: PoolInput | SharedPoolInput;
  /** The settings as written, `poolDefaults` laid under them. */
  readonly settings: PoolSettings;
  /** Path of the pool in the stack file. */
  readonly path: string;
  /** Path where the key is written: the pool's own, else that in `poolDefaults`. */
  readonly pathOf: (key: string) => string;
}

export interface Toleration {
  readonly key: string;
  readonly operator: "Equal";
  readonly value: string;
  readonly effect: string;
}

export interface WarmConfig {
  readonly engine: WarmEngine;
  /** One placeholder a node, or placeholders of a size beside what runs. */
  readonly mode: WarmMode;
  /** What one placeholder requests. */
  readonly size: PodSize;
  /** Placeholders at any time; a pin counts. */
  readonly always: number;
  /** With `nodes` counted in placeholders. Those that are half written are left out; the check refuses them. */
  readonly windows: readonly Window[];
  readonly load?: DeclaredLoad | undefined;
  /** What of a node is left to pods. */
  readonly packing: Packing;
  readonly cooldownSeconds: number;
  /** That its placeholders carry, in the order of the file. */
  readonly images: readonly WarmImage[];
  /** Name of the placeholders' Deployment and of its ScaledObject. */
  readonly name: string;
}

export interface NodeClassConfig {
  /** Name of the EC2NodeClass object: the team's name, or the NodePool's where the pool has overrides. */
  readonly name: string;
  readonly amiFamily: AmiFamily;
  /** Undefined when own terms select the AMI. */
  readonly amiAlias?: string | undefined;
  readonly amiSelectorTerms?: NodeClassInput["amiSelectorTerms"];
  /** Undefined leaves the family's default: gp3, encrypted. */
  readonly disks?: readonly DiskConfig[] | undefined;
  readonly kubelet?: NodeClassInput["kubelet"];
  readonly userData?: string | undefined;
  /** Whether the part of the stack file with the user data has encrypted values. */
  readonly userDataIsSecret: boolean;
  readonly tags: Readonly<Record<string, string>>;
  readonly metadataOptions: Filled<typeof nodeClassSchema>["metadataOptions"];
  readonly capacityReservations: NonNullable<NodeClassInput["capacityReservations"]>;
  readonly securityGroupIds: readonly string[];
  readonly instanceStorePolicy?: "RAID0" | undefined;
  readonly detailedMonitoring?: boolean | undefined;
  /** How EC2 launches the instances; written as EC2NodeClass has it. */
  readonly launch: Pick<NodeClassInput, keyof typeof launchSettings>;
  /** The settings as written, all layers joined. */
  readonly settings: NodeClassInput;
  /** Path where the key is written; where it is not, that of the first layer. */
  readonly pathOf: (key: string) => string;
  /** Path where the tag is written, in the nearest layer or in the stack's tags; undefined for one that the program sets alone. */
  readonly tagPathOf: (key: string) => string | undefined;
}

export type DiskConfig = Filled<typeof diskSchema>;

/** An IAM principal that works in some team's namespaces. */
export interface PrincipalConfig {
  readonly arn: string;
  /** Least first; one for each level that some team gives. */
  readonly grants: readonly Grant[];
}

/** What one principal may do at one level. */
export interface Grant {
  readonly level: AccessLevel;
  /** Teams that give it, by name. */
  readonly teams: readonly string[];
  /** All namespaces of these teams, sorted. */
  readonly namespaces: readonly string[];
}
