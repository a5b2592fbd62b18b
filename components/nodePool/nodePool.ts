/** A pool: its NodePool object, its node class where it has one of its own, and its warm capacity. */
import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { type NodePoolSpec, nodePoolApiVersion, nodePoolKind } from "../../capacity/nodePool/spec";
import { ownerKey } from "../../capacity/tenancy/labels";
import { durationSeconds } from "../../capacity/units/duration";
import { maintenanceFreezes } from "../../capacity/windows/maintenance";
import type { PoolConfig } from "../../config";
import { smokeTest } from "../warm/smokeTest";
import { WarmCapacity } from "../warm/warmCapacity";
import type { WarmPlatform } from "../warm/warmPlatform";
import type { ClusterParts } from "./clusterParts";
import { deleteMinutes } from "./deletion";
import { nodeClassObject } from "./nodeClass";
import { type NodePoolInputs, nodePoolComponentType } from "./nodePoolInputs";

export interface NodePoolArgs extends ClusterParts {
  /** Everything that the config says of the pool, with defaults filled in. */
  readonly pool: PoolConfig;
  /** The team's node class; undefined for a pool with one of its own, which is then made here. */
  readonly teamNodeClass: k8s.apiextensions.CustomResource | undefined;
}

/** A pool of a team, or a shared one. When it is deleted, Karpenter drains its nodes and terminates them first. */
export class NodePool extends pulumi.ComponentResource {
  static readonly __pulumiType = nodePoolComponentType;
  /** Name of the NodePool object: `<team>-<pool>`, or a shared pool's own; nodes have it as `karpenter.sh/nodepool`. */
  readonly nodePoolName: string;

  constructor(name: string, args: NodePoolArgs, opts?: pulumi.ComponentResourceOptions) {
    super(NodePool.__pulumiType, name, nodePoolInputs(args.pool), opts);
    makeNodePool(args, this);
    this.nodePoolName = args.pool.nodePoolName;
    this.registerOutputs({ nodePoolName: this.nodePoolName });
  }
}

/** The inputs that a NodePool component shows of its pool. */
export function nodePoolInputs({ team, users, limits, maintenance }: PoolConfig): NodePoolInputs {
  return { team, users, limits, ...(maintenance.length === 0 ? {} : { maintenance }) };
}

/** Makes the NodePool object, and what else the pool has, below its component. */
export function makeNodePool(args: NodePoolArgs, component: pulumi.Resource): void {
  const { pool, cluster, warmPlatform } = args;
  const drainSeconds = durationSeconds(pool.terminationGracePeriod);
  const nodeClass = args.teamNodeClass ?? nodeClassObject(pool.nodeClass, drainSeconds, args, component);
  const nodePool = new k8s.apiextensions.CustomResource(
    pool.nodePoolName,
    {
      apiVersion: nodePoolApiVersion,
      kind: nodePoolKind,
      metadata: {
        name: pool.nodePoolName,
        labels: { ...pool.selector, [ownerKey]: pool.owner },
        annotations: { "pulumi.com/waitFor": "condition=Ready" },
      },
      spec: nodePoolSpec(pool),
    },
    {
      parent: component,
      provider: cluster.provider,
      // not deletedWith the cluster: Karpenter must terminate its instances first, or they outlive the stack
      dependsOn: nodeClass,
      customTimeouts: { delete: `${deleteMinutes(drainSeconds)}m` },
    },
  );
  if (warmPlatform !== undefined) placeholders({ ...args, nodePool, warmPlatform }, component);
}

/** The pool's warm capacity and its smoke test, where the config asks for them. */
function placeholders(
  args: NodePoolArgs & { readonly nodePool: pulumi.Resource; readonly warmPlatform: WarmPlatform },
  parent: pulumi.Resource,
): void {
  const { pool } = args;
  if (pool.warm !== undefined) new WarmCapacity(pool.nodePoolName, { ...args, warm: pool.warm }, { parent });
  if (pool.smokeTest) smokeTest(args, parent);
}

/** The spec as the API server stores it, quantities as text and empty fields left out, so that no preview shows a difference. */
export function nodePoolSpec(pool: PoolConfig): NodePoolSpec {
  const template = {
    metadata: {
      labels: pool.labels,
      ...(Object.keys(pool.annotations).length > 0 ? { annotations: pool.annotations } : {}),
    },
    spec: {
      nodeClassRef: { group: "karpenter.k8s.aws", kind: "EC2NodeClass", name: pool.nodeClass.name },
      requirements: pool.requirements,
      ...(pool.taints.length > 0 ? { taints: pool.taints } : {}),
      ...(pool.startupTaints.length > 0 ? { startupTaints: pool.startupTaints } : {}),
      expireAfter: pool.expireAfter,
      // the CRD knows no "Never": without the field a drain has no end
      ...(pool.terminationGracePeriod === "Never" ? {} : { terminationGracePeriod: pool.terminationGracePeriod }),
    },
  };
  const disruption = {
    consolidationPolicy: pool.consolidationPolicy,
    consolidateAfter: pool.consolidateAfter,
    budgets: [...pool.budgets, ...maintenanceFreezes(pool.maintenance)],
  };
  const common = { template, disruption };
  if (pool.replicas === undefined) {
    return { ...common, limits: pool.limits, ...(pool.weight === undefined ? {} : { weight: pool.weight }) };
  }
  return { ...common, replicas: pool.replicas, limits: { nodes: String(pool.limits.nodes) } };
}
