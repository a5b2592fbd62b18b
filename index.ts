/** From a stack's config to a cluster whose teams have node pools of their own. */

import { adoptExisting } from "./components/adoption/adoption";
import { Cluster } from "./components/cluster/cluster";
import { previewingPrincipal } from "./components/cluster/creator";
import { DevicePlugins } from "./components/devices/devicePlugins";
import { currentAccount } from "./components/iam/account";
import { Karpenter } from "./components/karpenter/karpenter";
import { NodeOverlays } from "./components/karpenter/nodeOverlays";
import { Network } from "./components/network/network";
import { NodePool } from "./components/nodePool/nodePool";
import { fewAtATime } from "./components/team/fewAtATime";
import { Isolation } from "./components/team/isolation";
import { PodIdentities } from "./components/team/podIdentities";
import { Principals } from "./components/team/principals";
import { Team, teamAccess } from "./components/team/team";
import { Keda } from "./components/warm/keda";
import { WarmPlatform } from "./components/warm/warmPlatform";
import { readStackConfig, warnOfCreator } from "./stackConfig";

const stack = readStackConfig();
warnOfCreator(stack, () => previewingPrincipal({}));
const adoption = adoptExisting(stack.adopt);
const { tags } = stack;
const { permissionsBoundary, identity } = stack.karpenter;
const account = currentAccount({});

const { protect } = stack.cluster;
const network = new Network("network", { network: stack.network, account, permissionsBoundary, tags }, { protect });
const cluster = new Cluster(
  "cluster",
  {
    cluster: stack.cluster,
    network,
    account,
    identity,
    ssm: stack.karpenter.nodeRole.ssm,
    keda: stack.keda !== undefined,
    permissionsBoundary,
    tags,
  },
  { protect },
);
const karpenter = new Karpenter("karpenter", { karpenter: stack.karpenter, cluster, account, tags });
if (stack.nodeOverlays.length > 0) new NodeOverlays("overlays", { overlays: stack.nodeOverlays, cluster, karpenter });
if (stack.ownPriceOverlays.length > 0)
  new NodeOverlays("own-prices", { overlays: stack.ownPriceOverlays, cluster, karpenter });
if (stack.devicePlugins !== undefined) new DevicePlugins("devices", { plugins: stack.devicePlugins, cluster });
const keda = stack.keda && new Keda("keda", { keda: stack.keda, cluster });
const warmPlatform = stack.placeholders && new WarmPlatform("warm", { placeholders: stack.placeholders, cluster });
const parts = { cluster, network, karpenter, warmPlatform, keda };
for (const pool of stack.sharedPools) {
  new NodePool(pool.nodePoolName, { ...parts, pool, teamNodeClass: undefined });
}
const isolation = new Isolation("isolation", { admission: stack.admission, teams: stack.teams, cluster });
new Principals("access", { teams: stack.teams, cluster, account, tags });
if (stack.teams.some(({ podIdentities }) => podIdentities.length > 0))
  new PodIdentities("pod-identities", { teams: stack.teams, cluster, account, permissionsBoundary, tags });
const allTeams = fewAtATime(stack.teams, (team) => {
  // The admission policy is there before the first pod of a team, and until the last one is gone.
  const aliases = team.formerNames.map((name) => ({ name }));
  return new Team(team.key, { ...parts, team }, { dependsOn: isolation, protect: team.protect, aliases });
});

/** Name of the EKS cluster. */
export const clusterName = cluster.name;
/** Address of its API server. */
export const clusterEndpoint = cluster.endpoint;
/** Kubeconfig as JSON, a secret; it runs `aws eks get-token`. */
export const kubeconfig = cluster.kubeconfig;
/** IAM role of Karpenter's nodes, by name. */
export const nodeRoleName = karpenter.nodeRoleName;
/** SQS queue of interruption warnings; absent when they are off. */
export const interruptionQueueName = karpenter.queueName;
/** The VPC. */
export const vpcId = network.vpcId;
/** Subnets with a way in: load balancers and NAT gateways. */
export const publicSubnetIds = network.publicSubnetIds;
/** Subnets with a way out only. */
export const privateSubnetIds = network.privateSubnetIds;
/** Subnets of nodes and their pods. */
export const nodeSubnetIds = network.nodeSubnetIds;
/** For each team its namespaces, and for each pool it may use the selector and toleration to write. */
export const teams = allTeams.then(() => {
  adoption.checkUsed();
  return teamAccess(stack.teams, stack.sharedPools);
});
