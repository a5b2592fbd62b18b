/** Kubernetes objects as the API server accepts and returns them, and the kinds whose fields a rehearsal reads. */
import type { KubeletSettings } from "../../../capacity/ec2/kubeletKept";
import type { NodePoolSpec, Taint } from "../../../capacity/nodePool/spec";

export interface ObjectMeta {
  readonly name?: string;
  readonly namespace?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly creationTimestamp?: string;
  readonly deletionTimestamp?: string;
  readonly resourceVersion?: string;
  readonly finalizers?: readonly string[];
  readonly ownerReferences?: readonly { readonly kind: string; readonly name: string }[];
}

/** An object of any kind. Read its other fields with the readers of fields.ts, or narrow it with `kinds`. */
export interface KubeObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: ObjectMeta;
  readonly [field: string]: unknown;
}

/** What names an object. */
export type ObjectReference = Pick<KubeObject, "apiVersion" | "kind" | "metadata">;

/** An object of a kind whose fields are known as far as they are read here. */
export interface TypedObject<Spec, Status = unknown> extends KubeObject {
  readonly spec: Spec;
  readonly status?: Status;
}

interface Conditioned {
  readonly conditions?: readonly {
    readonly type: string;
    readonly status: "True" | "False" | "Unknown";
    readonly message?: string;
  }[];
}

export type Node = TypedObject<{ readonly taints?: readonly Taint[] }, Conditioned>;

interface PodSpec {
  /** Absent until the scheduler has chosen a node. */
  readonly nodeName?: string;
  readonly containers: readonly { readonly name: string; readonly image: string }[];
}
export type Pod = TypedObject<
  PodSpec,
  Conditioned & { readonly phase?: string; readonly containerStatuses?: readonly object[] }
>;

export type NodePool = TypedObject<NodePoolSpec, Conditioned>;

interface NodeClassSpec {
  readonly amiFamily?: string;
  readonly amiSelectorTerms?: readonly { readonly alias?: string }[];
  readonly kubelet?: KubeletSettings & { readonly maxPods?: number };
}
export type NodeClass = TypedObject<NodeClassSpec, Conditioned>;

export type Deployment = TypedObject<{ readonly replicas?: number }>;

/** An event of events.k8s.io/v1, which has neither spec nor status. */
export interface Event extends KubeObject {
  readonly reason?: string;
  /** What it is about. */
  readonly regarding?: { readonly kind?: string; readonly namespace?: string; readonly name?: string };
  /** Who reports it: "default-scheduler", "karpenter". */
  readonly reportingController?: string;
  readonly note?: string;
}

interface CrdSpec {
  readonly versions: readonly {
    readonly storage: boolean;
    readonly schema: {
      readonly openAPIV3Schema: { readonly properties: Readonly<Record<string, unknown>> };
    };
  }[];
}
export type CustomResourceDefinition = TypedObject<CrdSpec, Conditioned>;

/** A kind, and the type of its objects. */
export interface Kind<T extends KubeObject = KubeObject> {
  readonly apiVersion: string;
  readonly kind: string;
  /**
   * Whether an object is of this kind. Its fields have the types of `T` only once the server has admitted it: that
   * checks them against the kind's schema, this does not.
   */
  readonly is: (object: KubeObject) => object is T;
}

export function kindOf<T extends KubeObject = KubeObject>(apiVersion: string, kind: string): Kind<T> {
  return {
    apiVersion,
    kind,
    is: (object): object is T => object.apiVersion === apiVersion && object.kind === kind,
  };
}

/** The kinds that a rehearsal reads, each at the one version that it reads. */
export const kinds = {
  node: kindOf<Node>("v1", "Node"),
  pod: kindOf<Pod>("v1", "Pod"),
  deployment: kindOf<Deployment>("apps/v1", "Deployment"),
  event: kindOf<Event>("events.k8s.io/v1", "Event"),
  crd: kindOf<CustomResourceDefinition>("apiextensions.k8s.io/v1", "CustomResourceDefinition"),
  nodePool: kindOf<NodePool>("karpenter.sh/v1", "NodePool"),
  nodeClass: kindOf<NodeClass>("karpenter.k8s.aws/v1", "EC2NodeClass"),
  scaledObject: kindOf("keda.sh/v1alpha1", "ScaledObject"),
} as const;

/** Whether a condition of an object's status is True. */
export function hasCondition({ status }: TypedObject<unknown, Conditioned>, type: string): boolean {
  return (status?.conditions ?? []).some((condition) => condition.type === type && condition.status === "True");
}

/** `NodePool dotori-general`, `Deployment warm-capacity/dotori-general` */
export function objectName({ kind, metadata }: Pick<KubeObject, "kind" | "metadata">): string {
  return `${kind} ${metadata.namespace === undefined ? "" : `${metadata.namespace}/`}${metadata.name ?? "(without a name)"}`;
}
