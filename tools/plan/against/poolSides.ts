/** The pools of a side, each with the objects that its nodes come from. */

import { replicasOf } from "../../../capacity/nodePool/spec";
import { teamKey } from "../../../capacity/tenancy/labels";
import { isProperties, member, type Properties, shown, unwrapped } from "../engine/property";
import type { RegisteredResource } from "../engine/resource";
import type { PlannedPool } from "../summary/ceilings";
import { metadataOf, nodePoolType } from "../summary/kubernetesObject";
import { usualWeek } from "../summary/warm";
import { type Ceilings, poolsOf } from "./money";

export const nodeClassType = "kubernetes:karpenter.k8s.aws/v1:EC2NodeClass";
export const subnetType = "aws:ec2/subnet:Subnet";
export const vpcType = "aws:ec2/vpc:Vpc";

/**
 * What a replaced network comes to while its cluster stays. Source: EKS user guide, "Network requirements", subnets that an
 * update names must be of the VPC that was chosen when the cluster was made.
 */
export const foreignSubnets =
  "EKS takes no subnets of another VPC for a cluster that exists, so `pulumi up` fails there, when the new network is made already";

/** One pool. */
export interface PoolSide {
  /** Name of the NodePool object. */
  readonly name: string;
  /** Null for a shared pool. */
  readonly team: string | null;
  readonly resource: RegisteredResource;
  /** As registered: unknown and secret values are in it. */
  readonly spec: Properties;
  readonly nodeClassName: string;
  /** Undefined where the class is not among the resources. */
  readonly nodeClass: RegisteredResource | undefined;
  readonly planned: PlannedPool | undefined;
  /** Static replicas, or warm nodes at the fullest hour. */
  readonly declaredNodes: number;
}

/** A pool's name in the stack file. */
export function shortName({ name, team }: Pick<PoolSide, "name" | "team">): string {
  return team !== null && name.startsWith(`${team}-`) ? name.slice(team.length + 1) : name;
}

/** A resource's `spec`; empty where it has none. */
export function specOf({ inputs }: RegisteredResource): Properties {
  const spec = unwrapped(inputs.spec);
  return isProperties(spec) ? spec : {};
}

/** Pools by the name of their NodePool object. */
export function poolSides(resources: readonly RegisteredResource[], ceilings: Ceilings): ReadonlyMap<string, PoolSide> {
  const classes = new Map(
    resources.filter(({ type }) => type === nodeClassType).map((each) => [metadataOf(each).name, each]),
  );
  const planned = new Map(poolsOf(ceilings).map((pool) => [pool.name, pool]));
  return new Map(
    resources
      .filter(({ type }) => type === nodePoolType)
      .map((resource): [string, PoolSide] => {
        const { name, labels } = metadataOf(resource);
        const spec = specOf(resource);
        const nodeClassName = String(member(spec, "template", "spec", "nodeClassRef", "name") ?? "");
        const team = member(spec, "template", "metadata", "labels", teamKey) ?? labels[teamKey];
        const pool = planned.get(name);
        return [
          name,
          {
            name,
            team: typeof team === "string" ? team : null,
            resource,
            spec,
            nodeClassName,
            nodeClass: classes.get(nodeClassName),
            planned: pool,
            declaredNodes: replicasOf(shown(spec)) ?? (pool?.warm === undefined ? 0 : usualWeek(pool.warm).maxNodes),
          },
        ];
      }),
  );
}

/** Zones of a side's own subnets; empty where the network is not its own. */
export function zonesOf(resources: readonly RegisteredResource[]): readonly string[] {
  const zones = resources
    .filter(({ type }) => type === subnetType)
    .flatMap(({ inputs }) => (typeof inputs.availabilityZone === "string" ? [inputs.availabilityZone] : []));
  return [...new Set(zones)].sort();
}
