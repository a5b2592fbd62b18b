/** What kubelets, and the agents that remove startup taints, do on real nodes: nodes become Ready, pods run and end. */
import type { NodeSettings } from "../../../capacity/ec2/allocatable";
import { type InstanceType, instanceTypes } from "../../../capacity/ec2/catalogue";
import { labelKeys } from "../../../capacity/kubernetes/labels";
import type { Taint } from "../../../capacity/nodePool/spec";
import type { KubeApi } from "../api/kubeApi";
import { KubeError } from "../api/kubeError";
import { type KubeObject, kinds, type Node, type Pod } from "../api/kubeObject";
import { gpuResources, leastAllocatable } from "./instanceTypes";
import { nodeSettingsOf } from "./simulation";
import type { Snapshot } from "./snapshot";

/** Taints that Karpenter or Kubernetes removes itself, even if a pool lists them as startup taints. */
const ownTaints = /^(karpenter\.sh\/|node\.kubernetes\.io\/|node\.cloudprovider\.kubernetes\.io\/)/;

/** Now, as Kubernetes writes times: without fractions of a second. */
function timestamp(): string {
  return new Date().toISOString().replace(/\.\d+Z$/, "Z");
}

const condition = (type: string, status: string, reason: string) => {
  const now = timestamp();
  return { type, status, reason, lastHeartbeatTime: now, lastTransitionTime: now };
};

function readyConditions(): readonly object[] {
  return [
    condition("Ready", "True", "KubeletReady"),
    ...["MemoryPressure", "DiskPressure", "PIDPressure"].map((type) =>
      condition(type, "False", "KubeletHasSufficient"),
    ),
  ];
}

/** @param started whether all containers run */
function startedConditions(started: boolean): readonly object[] {
  const now = timestamp();
  return ["Initialized", "ContainersReady", "Ready"].map((type) => ({
    type,
    status: started || type === "Initialized" ? "True" : "False",
    lastTransitionTime: now,
  }));
}

/** Whether an image's registry can answer: no host has a name under `.invalid` (RFC 2606), so that a scenario can name one. */
function canBePulled(image: string): boolean {
  return !/^[^/]*\.invalid(:\d+)?\//.test(image);
}

export interface KubeletOptions {
  /** Of all node classes; they decide how much of a node pods can use. */
  readonly nodeSettings: readonly NodeSettings[];
  /** By NodePool name. An agent on the real node would remove them. */
  readonly startupTaints: ReadonlyMap<string, readonly Taint[]>;
}

/** What kubelets have to know of planned objects, of every stage of a run. */
export function kubeletOptions(objects: readonly KubeObject[]): KubeletOptions {
  const startupTaints = new Map<string, readonly Taint[]>();
  for (const { metadata, spec } of objects.filter(kinds.nodePool.is)) {
    const name = metadata.name ?? "";
    startupTaints.set(name, [...(startupTaints.get(name) ?? []), ...(spec.template.spec.startupTaints ?? [])]);
  }
  return { nodeSettings: nodeSettingsOf(objects), startupTaints };
}

/** The kubelets of all simulated nodes. */
export class Kubelets {
  private readonly types: ReadonlyMap<string, InstanceType> = new Map(instanceTypes().map((type) => [type.type, type]));

  constructor(
    private readonly api: KubeApi,
    private readonly options: KubeletOptions,
  ) {}

  /** Acts once on each node and pod of a snapshot. What has changed since is left to the next call. */
  async act({ nodes, nodeObjects, podObjects }: Snapshot): Promise<void> {
    const actions: Promise<unknown>[] = [];
    for (const [index, node] of nodeObjects.entries()) {
      const { ready, pool } = nodes[index]!;
      if (!ready) actions.push(this.makeReady(node));
      const taints = this.withoutStartupTaints(node, pool);
      if (ready && taints !== undefined)
        actions.push(
          this.api.patch(node, { metadata: { resourceVersion: node.metadata.resourceVersion }, spec: { taints } }),
        );
    }
    const nodeNames = new Set(nodes.map(({ name }) => name));
    for (const pod of podObjects) {
      const { nodeName } = pod.spec;
      if (nodeName === undefined) continue;
      // the pod garbage collector would take a minute to delete pods whose node is gone
      if (pod.metadata.deletionTimestamp !== undefined || !nodeNames.has(nodeName))
        actions.push(this.api.delete(pod, 0));
      // with statuses it has been acted on, and waits for an image
      else if (pod.status?.phase === "Pending" && pod.status.containerStatuses === undefined)
        actions.push(this.run(pod));
    }
    await Promise.all(actions.map((action) => action.catch(ignoreOutdated)));
  }

  private makeReady(node: Node): Promise<unknown> {
    const type = this.types.get(node.metadata.labels?.[labelKeys.instanceType] ?? "");
    const sizes = type === undefined ? {} : this.sizes(type);
    return this.api.patch(node, { status: { phase: "Running", conditions: readyConditions(), ...sizes } }, "status");
  }

  /** Capacity and allocatable as a kubelet reports them; the simulated provider sets only what the node's pods requested. */
  private sizes(type: InstanceType): object {
    const share = leastAllocatable(type, this.options.nodeSettings);
    const gpus = gpuResources(type);
    return {
      capacity: { cpu: String(type.vcpu), memory: `${type.memoryMiB}Mi`, pods: String(share.pods), ...gpus },
      allocatable: { cpu: `${share.cpuMillis}m`, memory: `${share.memoryMiB}Mi`, pods: String(share.pods), ...gpus },
    };
  }

  /** The node's taints without its startup taints; undefined when it has none. */
  private withoutStartupTaints(node: Node, pool: string): readonly Taint[] | undefined {
    const startup = this.options.startupTaints.get(pool) ?? [];
    const { taints = [] } = node.spec;
    const kept = taints.filter(
      ({ key, effect }) =>
        ownTaints.test(key) || !startup.some((taint) => taint.key === key && taint.effect === effect),
    );
    return kept.length === taints.length ? undefined : kept;
  }

  private run(pod: Pod): Promise<unknown> {
    const now = timestamp();
    const containerStatuses = pod.spec.containers.map(({ name, image }) => ({
      ...{ name, image, imageID: "", restartCount: 0 },
      ...(canBePulled(image)
        ? { ready: true, started: true, state: { running: { startedAt: now } } }
        : { ready: false, started: false, state: { waiting: { reason: "ImagePullBackOff" } } }),
    }));
    const scheduled = (pod.status?.conditions ?? []).filter(({ type }) => type === "PodScheduled");
    // as a kubelet has it, a pod is Pending while one of its containers has never run
    const started = containerStatuses.every(({ ready }) => ready);
    const status = {
      phase: started ? "Running" : "Pending",
      startTime: now,
      conditions: [...scheduled, ...startedConditions(started)],
      containerStatuses,
    };
    return this.api.patch(pod, { status }, "status");
  }
}

/** Ignores that the object was deleted or changed since the snapshot: the next snapshot shows it. */
function ignoreOutdated(cause: unknown): void {
  if (!(cause instanceof KubeError && (cause.status.code === 404 || cause.status.code === 409))) throw cause;
}
