/** Every rule of the pack, in the order in which docs/policies.md shows them. */
import type { Rule } from "../rule";
import { amiAliasIsPinned } from "./amiAliasIsPinned";
import { amiFamilyIsAllowed } from "./amiFamilyIsAllowed";
import { clusterDeletionIsProtected } from "./clusterDeletionIsProtected";
import { clusterEndpointIsNotOpen } from "./clusterEndpointIsNotOpen";
import { clusterLogsAreKept } from "./clusterLogsAreKept";
import { clusterPriceWithinCeiling } from "./clusterPriceWithinCeiling";
import { clusterSecretsAreEncrypted } from "./clusterSecretsAreEncrypted";
import { clusterVersionIsSupported } from "./clusterVersionIsSupported";
import { clusterWarmCapacityWithinCeiling } from "./clusterWarmCapacityWithinCeiling";
import { clusterWithinCeiling } from "./clusterWithinCeiling";
import { eksComponentShowsItsCluster } from "./eksComponentShowsItsCluster";
import { eventPatternIsSent } from "./eventPatternIsSent";
import { eventRuleHasTarget } from "./eventRuleHasTarget";
import { iamActionsAreNamed } from "./iamActionsAreNamed";
import { iamResourcesAreNamed } from "./iamResourcesAreNamed";
import { imdsHopLimitIsBounded } from "./imdsHopLimitIsBounded";
import { imdsv2IsRequired } from "./imdsv2IsRequired";
import { karpenterApiIsServed } from "./karpenterApiIsServed";
import { nodeClassHasMandatoryTags } from "./nodeClassHasMandatoryTags";
import { nodeClassSelectorsNameOneCluster } from "./nodeClassSelectorsNameOneCluster";
import { nodesHaveNoPublicIp } from "./nodesHaveNoPublicIp";
import { nodeVolumeSizesAreBounded } from "./nodeVolumeSizesAreBounded";
import { nodeVolumesAreEncrypted } from "./nodeVolumesAreEncrypted";
import { overlappingPoolsHaveDistinctWeights } from "./overlappingPoolsHaveDistinctWeights";
import { passRoleIsBound } from "./passRoleIsBound";
import { placeholdersGiveWay } from "./placeholdersGiveWay";
import { placeholdersStayOnTheirPool } from "./placeholdersStayOnTheirPool";
import { policyConfigIsKnown } from "./policyConfigIsKnown";
import { poolArchitecturesAreAllowed } from "./poolArchitecturesAreAllowed";
import { poolCapacityTypesAreAllowed } from "./poolCapacityTypesAreAllowed";
import { poolConsolidatesInBounds } from "./poolConsolidatesInBounds";
import { poolDisruptionIsNotFrozen } from "./poolDisruptionIsNotFrozen";
import { poolExpiresInBounds } from "./poolExpiresInBounds";
import { poolHasDisruptionBudgets } from "./poolHasDisruptionBudgets";
import { poolHasLimits } from "./poolHasLimits";
import { poolHasTerminationGracePeriod } from "./poolHasTerminationGracePeriod";
import { poolInstanceCategoriesAreAllowed } from "./poolInstanceCategoriesAreAllowed";
import { poolInstanceFamiliesAreAllowed } from "./poolInstanceFamiliesAreAllowed";
import { poolInstanceSizesAreAllowed } from "./poolInstanceSizesAreAllowed";
import { poolNamesItsOwner } from "./poolNamesItsOwner";
import { poolNodeClassExists } from "./poolNodeClassExists";
import { poolPriceWithinCeiling } from "./poolPriceWithinCeiling";
import { poolRequirementsCanBeMet } from "./poolRequirementsCanBeMet";
import { poolTaintsAreWhole } from "./poolTaintsAreWhole";
import { poolWithinCeiling } from "./poolWithinCeiling";
import { poolZonesAreAllowed } from "./poolZonesAreAllowed";
import { queueIsEncrypted } from "./queueIsEncrypted";
import { queuePolicyAllowsTlsOnly } from "./queuePolicyAllowsTlsOnly";
import { queueRetentionIsBounded } from "./queueRetentionIsBounded";
import { queueSendersAreNamed } from "./queueSendersAreNamed";
import { stackEnvironmentMatches } from "./stackEnvironmentMatches";
import { staticReplicasWithinLimits } from "./staticReplicasWithinLimits";
import { teamNamespaceHasQuota } from "./teamNamespaceHasQuota";
import { teamPriceWithinCeiling } from "./teamPriceWithinCeiling";
import { teamWarmCapacityWithinCeiling } from "./teamWarmCapacityWithinCeiling";
import { teamWithinCeiling } from "./teamWithinCeiling";
import { trustIsBoundToServiceAccount } from "./trustIsBoundToServiceAccount";
import { vpcHasFlowLogs } from "./vpcHasFlowLogs";
import { warmCapacityWithinCeiling } from "./warmCapacityWithinCeiling";
import { warmCapacityWithinPoolLimits } from "./warmCapacityWithinPoolLimits";
import { warmWindowsAreMeant } from "./warmWindowsAreMeant";
import { warmWindowsNameTheirZone } from "./warmWindowsNameTheirZone";
import { workerSubnetsAreNotPublic } from "./workerSubnetsAreNotPublic";
import { workloadSelectorsAreMet } from "./workloadSelectorsAreMet";
import { workloadsTolerateByName } from "./workloadsTolerateByName";

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
