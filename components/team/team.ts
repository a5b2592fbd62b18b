/** A team: its namespaces, its node class and its pools. */
import type * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { durationSeconds } from "../../capacity/units/duration";
import { openTo, type PoolConfig, type TeamConfig, type Toleration } from "../../config";
import type { ClusterParts } from "../nodePool/clusterParts";
import { nodeClassObject } from "../nodePool/nodeClass";
import { NodePool } from "../nodePool/nodePool";
import { capacityBuffer } from "../warm/capacityBuffer";
import { type TeamInputs, teamComponentType } from "./teamInputs";
import { teamNamespace } from "./teamNamespace";
import { karpenterAccess } from "./teamRoles";

export interface TeamArgs extends ClusterParts {
  /** Everything that the config says of the team, with defaults filled in. */
  readonly team: TeamConfig;
}

/** All that belongs to one team. Everything in it is named after the team, so that other teams can come and go. */
export class Team extends pulumi.ComponentResource {
  static readonly __pulumiType = teamComponentType;

  constructor(name: string, args: TeamArgs, opts?: pulumi.ComponentResourceOptions) {
    super(Team.__pulumiType, name, teamInputs(args.team), opts);
    makeTeam(args, this);
    this.registerOutputs();
  }
}

/** The inputs that a Team component shows of its team. */
export function teamInputs({ owner, namespaces, source }: TeamConfig): TeamInputs {
  return {
    ...{ owner, namespaces, source: source?.file ?? "stack", ownKeys: source?.keys ?? [] },
    ...(source?.overlay && { overlay: source.overlay.file, overlayKeys: source.overlay.keys }),
  };
}

/** Makes all that belongs to the team below its component. */
export function makeTeam(args: TeamArgs, component: pulumi.Resource): void {
  const { team, cluster, karpenter } = args;
  const inCluster = { parent: component, provider: cluster.provider };
  const namespaces = new Map(team.namespaces.map((one) => [one, teamNamespace(one, team, inCluster)]));
  for (const buffer of team.capacityBuffers) {
    const dependsOn = [namespaces.get(buffer.namespace)!, ...(karpenter.controller ? [karpenter.controller] : [])];
    capacityBuffer(buffer, { ...inCluster, dependsOn });
  }
  karpenterAccess(team, inCluster);
  const ofTeam = teamNodeClass(args, component);
  for (const pool of team.pools) {
    const shared = pool.nodeClass.name === team.name ? ofTeam : undefined;
    new NodePool(pool.nodePoolName, { ...args, pool, teamNodeClass: shared }, { parent: component });
  }
}

/** The team's node class, when some pool of the team uses it. */
function teamNodeClass(args: TeamArgs, component: pulumi.Resource): k8s.apiextensions.CustomResource | undefined {
  const users = args.team.pools.filter(({ nodeClass }) => nodeClass.name === args.team.name);
  if (users[0] === undefined) return undefined;
  const drains = users.map(({ terminationGracePeriod }) => durationSeconds(terminationGracePeriod));
  return nodeClassObject(users[0].nodeClass, Math.max(...drains), args, component);
}

/** What a pod writes to run on a pool. */
export interface PoolAccess {
  /** Name of the NodePool object. */
  readonly nodePool: string;
  /** For `spec.nodeSelector`: all nodes of the team, or of the shared pool. */
  readonly nodeSelector: Readonly<Record<string, string>>;
  /** For `spec.tolerations`: of the taint that keeps other teams off. */
  readonly tolerations: readonly Toleration[];
}

/** What a team's members write into their workloads. */
export interface TeamAccess {
  /** Namespaces that the team's pods run in. */
  readonly namespaces: readonly string[];
  /** Own pools first, then the shared ones that the team may use. */
  readonly pools: readonly PoolAccess[];
}

/** What each team writes into its workloads, by team: a stack output. */
export function teamAccess(
  teams: readonly TeamConfig[],
  sharedPools: readonly PoolConfig[],
): Readonly<Record<string, TeamAccess>> {
  return Object.fromEntries(
    teams.map((team) => [
      team.key,
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
