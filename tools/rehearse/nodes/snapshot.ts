/** The nodes and pods of the cluster at one moment. */
import { labelKeys } from "../../../capacity/kubernetes/labels";
import type { KubeApi } from "../api/kubeApi";
import { hasCondition, kinds, type Node, type Pod } from "../api/kubeObject";

export interface NodeState {
  readonly name: string;
  /** Its NodePool. */
  readonly pool: string;
  /** Instance type. */
  readonly type: string;
  readonly zone: string;
  readonly capacityType: string;
  readonly ready: boolean;
  readonly terminating: boolean;
}

export interface PodState {
  readonly name: string;
  readonly namespace: string;
  /** `dotori/web`: the Deployment or another owner; the pod itself when it has none. */
  readonly workload: string;
  /** Undefined until it is scheduled. */
  readonly node: string | undefined;
  readonly running: boolean;
  readonly terminating: boolean;
}

/** The states and the objects that they are read from, in the same order. */
export interface Snapshot {
  readonly nodes: readonly NodeState[];
  readonly pods: readonly PodState[];
  readonly nodeObjects: readonly Node[];
  readonly podObjects: readonly Pod[];
}

function nodeState(node: Node): NodeState {
  const labels = node.metadata.labels ?? {};
  return {
    name: node.metadata.name ?? "",
    pool: labels[labelKeys.nodePool] ?? "",
    type: labels[labelKeys.instanceType] ?? "",
    zone: labels[labelKeys.zone] ?? "",
    capacityType: labels[labelKeys.capacityType] ?? "",
    ready: hasCondition(node, "Ready"),
    terminating: node.metadata.deletionTimestamp !== undefined,
  };
}

/** A pod's workload: a ReplicaSet's name without the hash is the Deployment's. */
function workloadOf({ metadata }: Pod): string {
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

function podState(pod: Pod): PodState {
  return {
    name: pod.metadata.name ?? "",
    namespace: pod.metadata.namespace ?? "",
    workload: workloadOf(pod),
    node: pod.spec.nodeName,
    running: pod.status?.phase === "Running" && pod.metadata.deletionTimestamp === undefined,
    terminating: pod.metadata.deletionTimestamp !== undefined,
  };
}

/** Nodes and pods of all namespaces, now. */
export async function takeSnapshot(api: KubeApi): Promise<Snapshot> {
  const [nodeObjects, podObjects] = await Promise.all([api.list(kinds.node), api.list(kinds.pod)]);
  return { nodes: nodeObjects.map(nodeState), pods: podObjects.map(podState), nodeObjects, podObjects };
}
