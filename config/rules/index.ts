/** Every check across keys of the config, by subject. */

import { addonRules } from "./cluster/addons";
import { capabilityRules } from "./cluster/capabilities";
import { clusterRules } from "./cluster/cluster";
import { creatorRules } from "./cluster/creator";
import { existingClusterRules } from "./cluster/existing";
import { karpenterSettingRules } from "./cluster/karpenterSettings";
import { karpenterValueRules } from "./cluster/karpenterValues";
import { nameRules } from "./cluster/names";
import { regionRules } from "./cluster/region";
import { roleRules } from "./cluster/roles";
import { tagRules } from "./cluster/tags";
import { versionRules } from "./cluster/versions";
import { zonalShiftRules } from "./cluster/zonalShift";
import { networkRules } from "./network/network";
import { prefixReservationRules } from "./network/prefixReservations";
import { privateNetworkRules } from "./network/privateNetwork";
import { networkRangeRules } from "./network/ranges";
import { zoneNameRules } from "./network/zoneNames";
import { amiRules } from "./nodeClass/ami";
import { diskRules } from "./nodeClass/disks";
import { nodeClassFieldRules } from "./nodeClass/fields";
import { kubeletRules } from "./nodeClass/kubelet";
import { launchRules } from "./nodeClass/launch";
import { nodeClassRules } from "./nodeClass/nodeClass";
import { nodeOverlayRules } from "./overlay/nodeOverlays";
import { overlayConflictRules } from "./overlay/overlayConflicts";
import { acceleratorRules } from "./pool/accelerators";
import { capacityRules } from "./pool/capacity";
import { deadNameRules } from "./pool/deadNames";
import { deviceLimitRules } from "./pool/deviceLimits";
import { disruptionRules } from "./pool/disruption";
import { instanceRules } from "./pool/instances";
import { labelRules } from "./pool/labels";
import { limitRules } from "./pool/limits";
import { maintenanceRules } from "./pool/maintenance";
import { openReservationRules } from "./pool/openReservations";
import { replacementRules } from "./pool/replacement";
import { requirementRules } from "./pool/requirements";
import { xenRules } from "./pool/xen";
import { zoneOfferRules } from "./pool/zoneOffers";
import { poolZoneRules } from "./pool/zones";
import type { Rule } from "./rule";
import { teamAccessRules } from "./team/access";
import { capacityBufferRules } from "./team/capacityBuffers";
import { teamIsolationRules } from "./team/isolation";
import { teamNetworkRules } from "./team/network";
import { teamOverlapRules } from "./team/overlaps";
import { podIdentityRules } from "./team/podIdentities";
import { teamPodSecurityRules } from "./team/podSecurity";
import { teamQuotaRules } from "./team/quotas";
import { warmEngineRules } from "./warm/engine";
import { heldNodeRules } from "./warm/heldNodes";
import { warmImageRules } from "./warm/images";
import { kedaRules } from "./warm/keda";
import { warmRules } from "./warm/warm";
import { windowRules } from "./warm/windows";

export const rules: readonly Rule[] = [
  ...regionRules,
  ...networkRules,
  ...zoneNameRules,
  ...networkRangeRules,
  ...prefixReservationRules,
  ...privateNetworkRules,
  ...existingClusterRules,
  ...clusterRules,
  ...roleRules,
  ...addonRules,
  ...creatorRules,
  ...versionRules,
  ...zonalShiftRules,
  ...capabilityRules,
  ...karpenterValueRules,
  ...karpenterSettingRules,
  ...nameRules,
  ...amiRules,
  ...diskRules,
  ...nodeClassRules,
  ...kubeletRules,
  ...launchRules,
  ...nodeClassFieldRules,
  ...tagRules,
  ...limitRules,
  ...capacityRules,
  ...openReservationRules,
  ...requirementRules,
  ...instanceRules,
  ...deviceLimitRules,
  ...poolZoneRules,
  ...zoneOfferRules,
  ...xenRules,
  ...deadNameRules,
  ...acceleratorRules,
  ...labelRules,
  ...disruptionRules,
  ...maintenanceRules,
  ...replacementRules,
  ...teamAccessRules,
  ...podIdentityRules,
  ...teamIsolationRules,
  ...teamPodSecurityRules,
  ...teamNetworkRules,
  ...teamQuotaRules,
  ...teamOverlapRules,
  ...capacityBufferRules,
  ...nodeOverlayRules,
  ...overlayConflictRules,
  ...warmRules,
  ...warmEngineRules,
  ...warmImageRules,
  ...windowRules,
  ...heldNodeRules,
  ...kedaRules,
];
