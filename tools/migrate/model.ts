/**
 * What the sources say, in Karpenter's own terms of today and whatever API they were written for: readers make it, writers turn
 * it into teams. Each value knows where it stands, so that the report can follow it.
 */
import type { Requirement } from "../../capacity/kubernetes/requirement";
import type { Budget, Taint } from "../../capacity/nodePool/spec";
import type { Ledger } from "./ledger";
import type { Origin, Said, SourceObject } from "./source/sourceObject";

/** A key and its value, both text. */
export type Pair = readonly [key: string, value: string];

/** What an API means where an object says nothing. */
export interface ApiDefaults {
  /** "karpenter.sh/v1" */
  readonly api: string;
  readonly expireAfter: string;
  /** "Never" where a drain has no end. */
  readonly terminationGracePeriod: string;
  readonly consolidationPolicy: string;
  readonly consolidateAfter: string;
  readonly budgets: readonly Budget[];
  /** Without a requirement on them. */
  readonly capacityTypes: readonly string[];
  readonly architectures: readonly string[];
  /** Whether a pool that names no types takes categories c, m and r of generation 3 and newer, and else any. */
  readonly general: boolean;
}

/** A NodePool, or what makes nodes as one does: a Provisioner, a node group. */
export interface SourcePool {
  readonly object: SourceObject;
  readonly name: string;
  readonly defaults: ApiDefaults;
  /** Of the object itself, by which it may say its team. */
  readonly objectLabels: readonly Said<Pair>[];
  /** Of its nodes. */
  readonly labels: readonly Said<Pair>[];
  readonly annotations: readonly Said<Pair>[];
  readonly requirements: readonly Said<Requirement>[];
  readonly taints: readonly Said<Taint>[];
  readonly startupTaints: readonly Said<Taint>[];
  /** Kubernetes resource and quantity. */
  readonly limits: readonly Said<Pair>[];
  readonly weight?: Said<number> | undefined;
  readonly replicas?: Said<number> | undefined;
  readonly expireAfter?: Said<string> | undefined;
  readonly terminationGracePeriod?: Said<string> | undefined;
  readonly consolidationPolicy?: Said<string> | undefined;
  readonly consolidateAfter?: Said<string> | undefined;
  /** Undefined where the object has no list of them. */
  readonly budgets?: readonly Said<Budget>[] | undefined;
  /** Kind of the node classes that it may name. */
  readonly nodeClassKind: string;
  /** The node class that it names. */
  readonly nodeClassName?: Said<string> | undefined;
  /** The node class that stands in the object itself. */
  readonly ownNodeClass?: SourceNodeClass | undefined;
  /** Kubelet settings that stand with the pool: Karpenter has them in the node class since v1. */
  readonly kubelet: readonly Said<Setting>[];
  /** Whether they take the place of all kubelet settings of the node class. */
  readonly kubeletReplacesClass?: boolean;
  /** Whether its types are said somewhere that is not in the input. */
  readonly typesUnknown?: boolean;
  /** Nodes that are there at any time. */
  readonly leastNodes?: Said<number> | undefined;
}

/** A setting by its path below the node class: `["kubelet", "maxPods"]`. */
export interface Setting {
  readonly path: readonly string[];
  readonly value: unknown;
}

/** An EC2NodeClass, or what it was before. */
export interface SourceNodeClass {
  readonly object: SourceObject;
  readonly name: string;
  readonly amiFamily?: Said<string> | undefined;
  readonly amiAlias?: Said<string> | undefined;
  readonly amiTerms: readonly Said<Readonly<Record<string, unknown>>>[];
  /** Whether the source has an AMI that none of these says. */
  readonly hasOtherAmi?: boolean;
  readonly disks: readonly Said<Readonly<Record<string, unknown>>>[];
  readonly tags: readonly Said<Pair>[];
  readonly securityGroupIds: readonly Said<string>[];
  /** All else, by the path that it has in the config. */
  readonly settings: readonly Said<Setting>[];
  /** Hop limit of an API whose default is another than Karpenter's of today. */
  readonly hopLimitByDefault?: number | undefined;
}

/** One alternative of where a pod may run: all of its expressions are true. */
export type NodeSelectorTerm = readonly Said<Requirement>[];

/** A toleration of a pod. */
export interface SourceToleration {
  readonly key: string;
  readonly operator: string;
  readonly value: string;
  readonly effect: string;
}

/** A Deployment or anything else with pods. */
export interface Workload {
  /** The object, or the part of one that makes it. */
  readonly from: Origin;
  /** "Deployment inflate" */
  readonly title: string;
  readonly kind: string;
  readonly name: string;
  readonly namespace: string;
  /** What made it and sets its replicas, by its title: "Deployment inflate" of a ReplicaSet. */
  readonly controller?: string | undefined;
  /** Pods that only keep room: a Deployment or StatefulSet whose containers all run a pause image. */
  readonly isPlaceholder: boolean;
  readonly replicas?: Said<number> | undefined;
  /** Alternatives; empty when the pod runs anywhere. */
  readonly nodeTerms: readonly NodeSelectorTerm[];
  readonly tolerations: readonly Said<SourceToleration>[];
  readonly priorityClassName?: Said<string> | undefined;
  /** CPU that one of its pods requests, in millicores; undefined for none. */
  readonly cpuMillis?: number | undefined;
  /** Memory that one of its pods requests, in bytes; undefined for none. */
  readonly memoryBytes?: number | undefined;
  /** Whether no two of its pods share a node. */
  readonly onePerNode: boolean;
}

/** A cron trigger of KEDA's. */
export interface SourceTrigger {
  readonly start: string;
  readonly end: string;
  readonly timezone: string;
  readonly replicas: number;
}

/** A ScaledObject with cron triggers. */
export interface SourceScaler {
  readonly object: SourceObject;
  readonly name: string;
  readonly namespace: string;
  readonly targetKind: string;
  readonly target: Said<string>;
  readonly triggers: readonly Said<SourceTrigger>[];
  readonly minReplicas?: Said<number> | undefined;
  readonly maxReplicas?: Said<number> | undefined;
  readonly cooldownSeconds?: Said<number> | undefined;
}

export interface SourcePriorityClass {
  readonly object: SourceObject;
  readonly name: string;
  readonly value: Said<number>;
}

/** All of the sources. */
export interface Model {
  readonly objects: SourceObject[];
  readonly pools: SourcePool[];
  readonly nodeClasses: SourceNodeClass[];
  readonly workloads: Workload[];
  readonly scalers: SourceScaler[];
  readonly priorityClasses: SourcePriorityClass[];
  /** What readers already know of values: told to the ledger, whatever the writers then do. */
  readonly notes: ((ledger: Ledger) => void)[];
  /** Kinds of objects that are not read, and of which nothing more is to say. */
  readonly passedOver: string[];
}
