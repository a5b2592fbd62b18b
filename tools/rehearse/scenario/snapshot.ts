/** What there is in the cluster at one moment, as scenarios and the timeline speak of it. */
import { labelKeys } from "../../../capacity/kubernetes/labels";
import type { KubeApi, KubeObject } from "../api/kubeApi";

export interface NodeSeen {
  readonly name: string;
  readonly pool: string;
  readonly type: string;
  readonly zone: string;
  readonly capacityType: string;
  readonly ready: boolean;
  readonly leaving: boolean;
}

export interface PodSeen {
  readonly name: string;
  readonly namespace: string;
  /** `dotori/web`: the Deployment, or whatever else owns it; a pod without an owner is its own workload. */
  readonly workload: string;
  readonly node: string | undefined;
  readonly running: boolean;
  readonly leaving: boolean;
}

export interface Snapshot {
  readonly nodes: readonly NodeSeen[];
  readonly pods: readonly PodSeen[];
  readonly nodeObjects: readonly KubeObject[];
  readonly podObjects: readonly KubeObject[];
}

function isTrue({ status }: KubeObject, condition: string): boolean {
  const conditions = (status?.conditions ?? []) as readonly { readonly type: string; readonly status: string }[];
  return conditions.some(({ type, status: value }) => type === condition && value === "True");
}

function nodeSeen(node: KubeObject): NodeSeen {
  const labels = node.metadata.labels ?? {};
  return {
    name: node.metadata.name ?? "",
    pool: labels[labelKeys.nodePool] ?? "",
    type: labels[labelKeys.instanceType] ?? "",
    zone: labels[labelKeys.zone] ?? "",
    capacityType: labels[labelKeys.capacityType] ?? "",
    ready: isTrue(node, "Ready"),
    leaving: node.metadata.deletionTimestamp !== undefined,
  };
}

/** A pod's workload: the name of its ReplicaSet without the hash is the Deployment's. */
function workloadOf({ metadata }: KubeObject): string {
  const owner = metadata.ownerReferences?.[0];
  const hash = metadata.labels?.["pod-template-hash"];
  const name =
    owner === undefined
      ? metadata.name
      : hash === undefined
        ? owner.name
        : owner.name.replace(new RegExp(`-${hash}$`), "");
  return `${metadata.namespace}/${name}`;
}

function podSeen(pod: KubeObject): PodSeen {
  return {
    name: pod.metadata.name ?? "",
    namespace: pod.metadata.namespace ?? "",
    workload: workloadOf(pod),
    node: pod.spec.nodeName,
    running: pod.status?.phase === "Running" && pod.metadata.deletionTimestamp === undefined,
    leaving: pod.metadata.deletionTimestamp !== undefined,
  };
}

/** Nodes and pods of all namespaces, now. */
export async function takeSnapshot(api: KubeApi): Promise<Snapshot> {
  const [nodeObjects, podObjects] = await Promise.all([api.list("v1", "Node"), api.list("v1", "Pod")]);
  return { nodes: nodeObjects.map(nodeSeen), pods: podObjects.map(podSeen), nodeObjects, podObjects };
}
