/** What kubelets, and the agents that put startup taints away, would do: nodes get Ready, pods run and end. */
import type { NodeSettings } from "../../../capacity/ec2/allocatable";
import { type InstanceType, instanceTypes } from "../../../capacity/ec2/catalogue";
import { labelKeys } from "../../../capacity/kubernetes/labels";
import { type KubeApi, KubeError, type KubeObject } from "../api/kubeApi";
import type { Snapshot } from "../scenario/snapshot";
import { gpuResources, leastAllocatable } from "./instanceTypes";

/** Taints that Karpenter, or Kubernetes for it, takes away itself; the others with which a node starts are startup taints. */
const ownTaints = /^(karpenter\.sh\/|node\.kubernetes\.io\/|node\.cloudprovider\.kubernetes\.io\/)/;

interface Taint {
  readonly key: string;
  readonly value?: string;
  readonly effect: string;
}

const condition = (type: string, status: string, reason: string) => {
  const now = new Date().toISOString().replace(/\.\d+Z$/, "Z");
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

function startedConditions(): readonly object[] {
  const now = new Date().toISOString().replace(/\.\d+Z$/, "Z");
  return ["Initialized", "ContainersReady", "Ready"].map((type) => ({ type, status: "True", lastTransitionTime: now }));
}

export interface KubeletOptions {
  readonly nodeSettings: readonly NodeSettings[];
  /** Startup taints by pool, as the NodePools state them: an agent of the real node would remove them. */
  readonly startupTaints: ReadonlyMap<string, readonly Taint[]>;
}

export class Kubelets {
  private readonly types: ReadonlyMap<string, InstanceType> = new Map(instanceTypes().map((type) => [type.type, type]));

  constructor(
    private readonly api: KubeApi,
    private readonly options: KubeletOptions,
  ) {}

  /** One round over what a snapshot shows. What changed meanwhile is left for the next round. */
  async act({ nodes, nodeObjects, podObjects }: Snapshot): Promise<void> {
    const acts: Promise<unknown>[] = [];
    for (const [index, node] of nodeObjects.entries()) {
      const { ready, pool } = nodes[index]!;
      if (!ready) acts.push(this.makeReady(node));
      const taints = this.afterStartup(node, pool);
      if (ready && taints !== undefined)
        acts.push(
          this.api.patch(node, { metadata: { resourceVersion: node.metadata.resourceVersion }, spec: { taints } }),
        );
    }
    const nodeNames = new Set(nodes.map(({ name }) => name));
    for (const pod of podObjects) {
      const { nodeName } = pod.spec;
      if (nodeName === undefined) continue;
      // the pod garbage collector would take a minute over pods whose node is gone
      if (pod.metadata.deletionTimestamp !== undefined || !nodeNames.has(nodeName)) acts.push(this.api.delete(pod, 0));
      else if (pod.status?.phase === "Pending") acts.push(this.run(pod));
    }
    await Promise.all(acts.map((act) => act.catch(ignoreOvertaken)));
  }

  private makeReady(node: KubeObject): Promise<unknown> {
    const type = this.types.get(node.metadata.labels?.[labelKeys.instanceType] ?? "");
    const sizes = type === undefined ? {} : this.sizes(type);
    return this.api.patch(node, { status: { phase: "Running", conditions: readyConditions(), ...sizes } }, "status");
  }

  /** Size and share of a node as its kubelet reports them; the simulated provider fills in only what was asked for. */
  private sizes(type: InstanceType): object {
    const share = leastAllocatable(type, this.options.nodeSettings);
    const gpus = gpuResources(type);
    return {
      capacity: { cpu: String(type.vcpu), memory: `${type.memoryMiB}Mi`, pods: String(share.pods), ...gpus },
      allocatable: { cpu: `${share.cpuMillis}m`, memory: `${share.memoryMiB}Mi`, pods: String(share.pods), ...gpus },
    };
  }

  /** The node's taints without its startup taints; undefined when it has none. */
  private afterStartup(node: KubeObject, pool: string): readonly Taint[] | undefined {
    const startup = this.options.startupTaints.get(pool) ?? [];
    const taints = (node.spec?.taints ?? []) as readonly Taint[];
    const kept = taints.filter(
      ({ key, effect }) =>
        ownTaints.test(key) || !startup.some((taint) => taint.key === key && taint.effect === effect),
    );
    return kept.length === taints.length ? undefined : kept;
  }

  private run(pod: KubeObject): Promise<unknown> {
    const now = new Date().toISOString().replace(/\.\d+Z$/, "Z");
    const containers = pod.spec.containers as readonly { readonly name: string; readonly image: string }[];
    const containerStatuses = containers.map(({ name, image }) => ({
      name,
      image,
      imageID: "",
      ready: true,
      started: true,
      restartCount: 0,
      state: { running: { startedAt: now } },
    }));
    const scheduled = ((pod.status?.conditions ?? []) as readonly { readonly type: string }[]).filter(
      ({ type }) => type === "PodScheduled",
    );
    const status = {
      phase: "Running",
      startTime: now,
      conditions: [...scheduled, ...startedConditions()],
      containerStatuses,
    };
    return this.api.patch(pod, { status }, "status");
  }
}

/** The object is gone or was changed by somebody else since the snapshot: the next round sees how it is. */
function ignoreOvertaken(cause: unknown): void {
  if (!(cause instanceof KubeError && (cause.status.code === 404 || cause.status.code === 409))) throw cause;
}
