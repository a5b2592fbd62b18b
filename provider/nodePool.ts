/** NodePool for programs in other languages: a shared pool, as `sharedPools` of a stack file has them. */
import * as pulumi from "@pulumi/pulumi";
import { makeNodePool, nodePoolInputs } from "../components/nodePool/nodePool";
import { nodePoolComponentType } from "../components/nodePool/nodePoolInputs";
import type { PoolSettings } from "./args";
import { checkedConfig, refuseOutputs, withCounts } from "./checked";
import { type ClusterArgs, clusterParts, settingsOf } from "./cluster";

/** What a NodePool is told: where the cluster is, and the keys of a shared pool in a stack file. */
export interface NodePoolArgs extends PoolSettings, ClusterArgs {}

/** A pool that several teams may use, on a cluster that runs Karpenter. The component's name is the NodePool object's. */
export class NodePool extends pulumi.ComponentResource {
  /** Name of the NodePool object. */
  readonly nodePoolName: pulumi.Output<string>;

  constructor(name: string, args: NodePoolArgs, opts?: pulumi.ComponentResourceOptions) {
    const settings = settingsOf(args);
    refuseOutputs(settings);
    const own = {
      ...settings,
      name,
      ...(settings.limits === undefined ? {} : { limits: withCounts(settings.limits) }),
    };
    // the teams are made elsewhere: that they exist is not this component's to check
    const teams = Object.fromEntries((settings.teams ?? []).map((team) => [team, { networkPolicy: "none" }]));
    const config = checkedConfig(args, { config: { sharedPools: [own], teams }, path: "sharedPools[0]" });
    const pool = config.sharedPools[0]!;
    super(nodePoolComponentType, name, nodePoolInputs(pool), opts);
    makeNodePool({ ...clusterParts(name, args, config.cluster.version, this), pool, teamNodeClass: undefined }, this);
    this.nodePoolName = pulumi.output(pool.nodePoolName);
    this.registerOutputs({ nodePoolName: this.nodePoolName });
  }
}
