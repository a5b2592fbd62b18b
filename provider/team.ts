/** Team for programs in other languages: the same inputs and the same resources as the component of the program. */
import * as pulumi from "@pulumi/pulumi";
import { makeTeam, teamInputs } from "../components/team/team";
import { teamComponentType } from "../components/team/teamInputs";
import type { TeamSettings } from "./args";
import { checkedConfig, refuseOutputs, withCounts } from "./checked";
import { type ClusterArgs, clusterParts, settingsOf } from "./cluster";

/** What a Team is told: where the cluster is, and the keys of a team in a stack file. */
export interface TeamArgs extends TeamSettings, ClusterArgs {
  /** Whether something in the cluster enforces NetworkPolicy objects (enableNetworkPolicy of the VPC CNI, or another CNI). Without it, `networkPolicy` must be none. Default: false. */
  networkPoliciesAreEnforced?: boolean;
}

/** A team on a cluster that runs Karpenter: its namespaces, its node class and its pools. The component's name is the team's. */
export class Team extends pulumi.ComponentResource {
  /** Namespaces that the team's pods run in. */
  readonly namespaces: pulumi.Output<string[]>;
  /** Names of its NodePool objects. */
  readonly nodePools: pulumi.Output<string[]>;

  constructor(name: string, args: TeamArgs, opts?: pulumi.ComponentResourceOptions) {
    const { networkPoliciesAreEnforced = false, ...settings } = settingsOf(args);
    refuseOutputs({ ...settings, networkPoliciesAreEnforced });
    const config = checkedConfig(args, {
      config: { teams: { [name]: written(settings) } },
      path: `teams.${name}`,
      networkPoliciesAreEnforced,
    });
    const team = config.teams[0]!;
    super(teamComponentType, name, teamInputs(team), opts);
    makeTeam({ ...clusterParts(name, args, config.cluster.version, this), team }, this);
    this.namespaces = pulumi.output([...team.namespaces]);
    this.nodePools = pulumi.output(team.pools.map(({ nodePoolName }) => nodePoolName));
    this.registerOutputs({ namespaces: this.namespaces, nodePools: this.nodePools });
  }
}

/** The settings as a stack file has them. */
function written({ objectQuota, quotas, pools, ...settings }: TeamSettings): object {
  return {
    ...settings,
    ...(objectQuota === undefined ? {} : { objectQuota: withCounts(objectQuota) }),
    ...(quotas === undefined
      ? {}
      : { quotas: Object.fromEntries(Object.entries(quotas).map(([key, quota]) => [key, withCounts(quota)])) }),
    ...(pools === undefined ? {} : { pools: pools.map((pool) => ({ ...pool, limits: withCounts(pool.limits) })) }),
  };
}
