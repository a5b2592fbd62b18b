/** Every rule of the pack, in the order in which docs/policies.md shows them. */
import type { Rule } from "../frame/rule";
import { clusterPriceWithinCeiling } from "./ceilings/clusterPriceWithinCeiling";
import { clusterWarmCapacityWithinCeiling } from "./ceilings/clusterWarmCapacityWithinCeiling";
import { clusterWithinCeiling } from "./ceilings/clusterWithinCeiling";
import { poolPriceWithinCeiling } from "./ceilings/poolPriceWithinCeiling";
import { poolWithinCeiling } from "./ceilings/poolWithinCeiling";
import { teamPriceWithinCeiling } from "./ceilings/teamPriceWithinCeiling";
import { teamWarmCapacityWithinCeiling } from "./ceilings/teamWarmCapacityWithinCeiling";
import { teamWithinCeiling } from "./ceilings/teamWithinCeiling";
import { warmCapacityWithinCeiling } from "./ceilings/warmCapacityWithinCeiling";
import { clusterDeletionIsProtected } from "./cluster/clusterDeletionIsProtected";
import { clusterEndpointIsNotOpen } from "./cluster/clusterEndpointIsNotOpen";
import { clusterLogsAreKept } from "./cluster/clusterLogsAreKept";
import { clusterSecretsAreEncrypted } from "./cluster/clusterSecretsAreEncrypted";
import { clusterVersionIsSupported } from "./cluster/clusterVersionIsSupported";
import { eksComponentShowsItsCluster } from "./cluster/eksComponentShowsItsCluster";
import { karpenterApiIsServed } from "./cluster/karpenterApiIsServed";
import { iamActionsAreNamed } from "./iam/iamActionsAreNamed";
import { iamResourcesAreNamed } from "./iam/iamResourcesAreNamed";
import { passRoleIsBound } from "./iam/passRoleIsBound";
import { trustIsBoundToServiceAccount } from "./iam/trustIsBoundToServiceAccount";
import { vpcHasFlowLogs } from "./network/vpcHasFlowLogs";
import { workerSubnetsAreNotPublic } from "./network/workerSubnetsAreNotPublic";
import { amiAliasIsPinned } from "./nodeClass/amiAliasIsPinned";
import { amiFamilyIsAllowed } from "./nodeClass/amiFamilyIsAllowed";
import { imdsHopLimitIsBounded } from "./nodeClass/imdsHopLimitIsBounded";
import { imdsv2IsRequired } from "./nodeClass/imdsv2IsRequired";
import { nodeClassHasMandatoryTags } from "./nodeClass/nodeClassHasMandatoryTags";
import { nodeClassSelectorsNameOneCluster } from "./nodeClass/nodeClassSelectorsNameOneCluster";
import { nodesHaveNoPublicIp } from "./nodeClass/nodesHaveNoPublicIp";
import { nodeVolumeSizesAreBounded } from "./nodeClass/nodeVolumeSizesAreBounded";
import { nodeVolumesAreEncrypted } from "./nodeClass/nodeVolumesAreEncrypted";
import { overlappingPoolsHaveDistinctWeights } from "./nodePool/overlappingPoolsHaveDistinctWeights";
import { poolArchitecturesAreAllowed } from "./nodePool/poolArchitecturesAreAllowed";
import { poolCapacityTypesAreAllowed } from "./nodePool/poolCapacityTypesAreAllowed";
import { poolConsolidatesInBounds } from "./nodePool/poolConsolidatesInBounds";
import { poolDisruptionIsNotFrozen } from "./nodePool/poolDisruptionIsNotFrozen";
import { poolExpiresInBounds } from "./nodePool/poolExpiresInBounds";
import { poolHasDisruptionBudgets } from "./nodePool/poolHasDisruptionBudgets";
import { poolHasLimits } from "./nodePool/poolHasLimits";
import { poolHasTerminationGracePeriod } from "./nodePool/poolHasTerminationGracePeriod";
import { poolInstanceCategoriesAreAllowed } from "./nodePool/poolInstanceCategoriesAreAllowed";
import { poolInstanceFamiliesAreAllowed } from "./nodePool/poolInstanceFamiliesAreAllowed";
import { poolInstanceSizesAreAllowed } from "./nodePool/poolInstanceSizesAreAllowed";
import { poolNamesItsOwner } from "./nodePool/poolNamesItsOwner";
import { poolNodeClassExists } from "./nodePool/poolNodeClassExists";
import { poolRequirementsCanBeMet } from "./nodePool/poolRequirementsCanBeMet";
import { poolTaintsAreWhole } from "./nodePool/poolTaintsAreWhole";
import { poolZonesAreAllowed } from "./nodePool/poolZonesAreAllowed";
import { staticReplicasWithinLimits } from "./nodePool/staticReplicasWithinLimits";
import { eventPatternIsSent } from "./queue/eventPatternIsSent";
import { eventRuleHasTarget } from "./queue/eventRuleHasTarget";
import { queueIsEncrypted } from "./queue/queueIsEncrypted";
import { queuePolicyAllowsTlsOnly } from "./queue/queuePolicyAllowsTlsOnly";
import { queueRetentionIsBounded } from "./queue/queueRetentionIsBounded";
import { queueSendersAreNamed } from "./queue/queueSendersAreNamed";
import { policyConfigIsKnown } from "./stack/policyConfigIsKnown";
import { stackEnvironmentMatches } from "./stack/stackEnvironmentMatches";
import { teamNamespaceHasQuota } from "./team/teamNamespaceHasQuota";
import { workloadSelectorsAreMet } from "./team/workloadSelectorsAreMet";
import { workloadsTolerateByName } from "./team/workloadsTolerateByName";
import { placeholdersGiveWay } from "./warm/placeholdersGiveWay";
import { placeholdersStayOnTheirPool } from "./warm/placeholdersStayOnTheirPool";
import { warmCapacityWithinPoolLimits } from "./warm/warmCapacityWithinPoolLimits";
import { warmWindowsAreMeant } from "./warm/warmWindowsAreMeant";
import { warmWindowsNameTheirZone } from "./warm/warmWindowsNameTheirZone";

/** Rules by what they guard. */
export const rulesByArea: Readonly<Record<string, readonly Rule[]>> = {
  "Limits and ceilings": [
    poolHasLimits,
    staticReplicasWithinLimits,
    poolWithinCeiling,
    teamWithinCeiling,
    clusterWithinCeiling,
    poolPriceWithinCeiling,
    teamPriceWithinCeiling,
    clusterPriceWithinCeiling,
  ],
  "Warm capacity": [
    warmCapacityWithinPoolLimits,
    warmCapacityWithinCeiling,
    teamWarmCapacityWithinCeiling,
    clusterWarmCapacityWithinCeiling,
    warmWindowsNameTheirZone,
    warmWindowsAreMeant,
    placeholdersGiveWay,
    placeholdersStayOnTheirPool,
  ],
  NodePool: [
    karpenterApiIsServed,
    poolNodeClassExists,
    poolRequirementsCanBeMet,
    poolCapacityTypesAreAllowed,
    poolInstanceCategoriesAreAllowed,
    poolInstanceFamiliesAreAllowed,
    poolInstanceSizesAreAllowed,
    poolArchitecturesAreAllowed,
    poolZonesAreAllowed,
    poolExpiresInBounds,
    poolHasTerminationGracePeriod,
    poolHasDisruptionBudgets,
    poolDisruptionIsNotFrozen,
    poolConsolidatesInBounds,
    overlappingPoolsHaveDistinctWeights,
    poolTaintsAreWhole,
    poolNamesItsOwner,
  ],
  EC2NodeClass: [
    amiFamilyIsAllowed,
    amiAliasIsPinned,
    imdsv2IsRequired,
    imdsHopLimitIsBounded,
    nodeVolumesAreEncrypted,
    nodeVolumeSizesAreBounded,
    nodesHaveNoPublicIp,
    nodeClassHasMandatoryTags,
    nodeClassSelectorsNameOneCluster,
  ],
  IAM: [iamActionsAreNamed, iamResourcesAreNamed, passRoleIsBound, trustIsBoundToServiceAccount],
  "Interruption queue": [
    queueIsEncrypted,
    queuePolicyAllowsTlsOnly,
    queueSendersAreNamed,
    queueRetentionIsBounded,
    eventRuleHasTarget,
    eventPatternIsSent,
  ],
  EKS: [
    clusterEndpointIsNotOpen,
    clusterSecretsAreEncrypted,
    clusterLogsAreKept,
    clusterVersionIsSupported,
    clusterDeletionIsProtected,
    eksComponentShowsItsCluster,
  ],
  Network: [vpcHasFlowLogs, workerSubnetsAreNotPublic],
  Kubernetes: [teamNamespaceHasQuota, workloadsTolerateByName, workloadSelectorsAreMet],
  "The policy config itself": [stackEnvironmentMatches, policyConfigIsKnown],
};

export const rules: readonly Rule[] = Object.values(rulesByArea).flat();
