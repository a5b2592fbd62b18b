/**
 * The components for programs of your own, and the checks of their config. Importing it makes nothing: the program of this
 * repository is `index.ts` at the root.
 */

export { Cluster, type ClusterArgs } from "../components/cluster/cluster";
export { previewingPrincipal } from "../components/cluster/creator";
export { DevicePlugins, type DevicePluginsArgs } from "../components/devices/devicePlugins";
export { type Account, type AwsSettings, currentAccount } from "../components/iam/account";
export { Karpenter, type KarpenterArgs } from "../components/karpenter/karpenter";
export { NodeOverlays, type NodeOverlaysArgs } from "../components/karpenter/nodeOverlays";
export { Network, type NetworkArgs } from "../components/network/network";
export type { ClusterParts } from "../components/nodePool/clusterParts";
export { NodePool, type NodePoolArgs } from "../components/nodePool/nodePool";
export { Isolation, type IsolationArgs } from "../components/team/isolation";
export { Principals, type PrincipalsArgs } from "../components/team/principals";
export { type PoolAccess, Team, type TeamAccess, type TeamArgs, teamAccess } from "../components/team/team";
export { Keda, type KedaArgs } from "../components/warm/keda";
export { WarmPlatform, type WarmPlatformArgs } from "../components/warm/warmPlatform";
export {
  type Checked,
  checkStackConfig,
  type Finding,
  findingsText,
  type StackConfig,
  type StackInput,
} from "../config";
export { readStackConfig, stackConfigOf, warnOfCreator } from "../stackConfig";
