/** A team: its namespaces and who works there, its node class, its pools. */
import type * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { durationSeconds } from "../../capacity/units/duration";
import { openTo, type PoolConfig, type TeamConfig, type Toleration } from "../../config";
import { nodeClassObject, type PoolSurroundings } from "../nodePool/nodeClass";
import { NodePool } from "../nodePool/nodePool";
import { teamNamespace } from "./teamNamespace";
import { karpenterAccess } from "./teamRoles";

export interface TeamArgs extends PoolSurroundings {
  readonly team: TeamConfig;
}

export class Team extends pulumi.ComponentResource {
  static readonly __pulumiType = "nodepools:index:Team";

  constructor(name: string, args: TeamArgs, opts?: pulumi.ComponentResourceOptions) {
    const { team, cluster } = args;
    super(Team.__pulumiType, name, { owner: team.owner, namespaces: team.namespaces }, opts);
    const inCluster = { parent: this, provider: cluster.provider };
    for (const namespace of team.namespaces) teamNamespace(namespace, team, inCluster);
    karpenterAccess(team, inCluster);
    const teamNodeClass = this.nodeClass(args);
    for (const pool of team.pools) {
      const shared = pool.nodeClass.name === team.name ? teamNodeClass : undefined;
      new NodePool(pool.nodePoolName, { ...args, pool, teamNodeClass: shared }, { parent: this });
    }
    this.registerOutputs();
  }

  /** The team's node class, when some pool of the team uses it. */
  private nodeClass(args: TeamArgs): k8s.apiextensions.CustomResource | undefined {
    const users = args.team.pools.filter(({ nodeClass }) => nodeClass.name === args.team.name);
    if (users[0] === undefined) return undefined;
    const drains = users.map(({ terminationGracePeriod }) => durationSeconds(terminationGracePeriod));
    return nodeClassObject(users[0].nodeClass, Math.max(...drains), args, this);
  }
}

/** A pool as its users must know it. */
interface PoolAccess {
  readonly nodePool: string;
  readonly nodeSelector: Readonly<Record<string, string>>;
  readonly tolerations: readonly Toleration[];
}

export interface TeamAccess {
  readonly namespaces: readonly string[];
  /** Own pools first, then the shared ones that the team may use. */
  readonly pools: readonly PoolAccess[];
}

/** What each team's members need to know to schedule: a stack output. */
export function teamAccess(
  teams: readonly TeamConfig[],
  sharedPools: readonly PoolConfig[],
): Readonly<Record<string, TeamAccess>> {
  return Object.fromEntries(
    teams.map((team) => [
      team.name,
      {
        namespaces: team.namespaces,
        pools: [...team.pools, ...openTo(team.name, sharedPools)].map(({ nodePoolName, selector, tolerations }) => ({
          nodePool: nodePoolName,
          nodeSelector: selector,
          tolerations,
        })),
      },
    ]),
  );
}
