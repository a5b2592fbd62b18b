/** Every check across keys of the config, by subject. */
import { acceleratorRules } from "./accelerators";
import { addonRules } from "./addons";
import { amiRules } from "./ami";
import { capacityRules } from "./capacity";
import { clusterRules } from "./cluster";
import { creatorRules } from "./creator";
import { diskRules } from "./disks";
import { disruptionRules } from "./disruption";
import { instanceRules } from "./instances";
import { karpenterValueRules } from "./karpenterValues";
import { kedaRules } from "./keda";
import { labelRules } from "./labels";
import { launchRules } from "./launch";
import { limitRules } from "./limits";
import { nameRules } from "./names";
import { networkRules } from "./network";
import { networkRangeRules } from "./networkRanges";
import { nodeClassRules } from "./nodeClass";
import { privateNetworkRules } from "./privateNetwork";
import { regionRules } from "./region";
import { requirementRules } from "./requirements";
import type { Rule } from "./rule";
import { tagRules } from "./tags";
import { teamAccessRules } from "./teamAccess";
import { teamIsolationRules } from "./teamIsolation";
import { teamNetworkRules } from "./teamNetwork";
import { teamOverlapRules } from "./teamOverlaps";
import { teamQuotaRules } from "./teamQuotas";
import { versionRules } from "./versions";
import { warmRules } from "./warm";
import { windowRules } from "./windows";
import { poolZoneRules } from "./zones";

export const rules: readonly Rule[] = [
  ...regionRules,
  ...networkRules,
  ...networkRangeRules,
  ...privateNetworkRules,
  ...clusterRules,
  ...addonRules,
  ...creatorRules,
  ...versionRules,
  ...karpenterValueRules,
  ...nameRules,
  ...amiRules,
  ...diskRules,
  ...nodeClassRules,
  ...launchRules,
  ...tagRules,
  ...limitRules,
  ...capacityRules,
  ...requirementRules,
  ...instanceRules,
  ...poolZoneRules,
  ...acceleratorRules,
  ...labelRules,
  ...disruptionRules,
  ...teamAccessRules,
  ...teamIsolationRules,
  ...teamNetworkRules,
  ...teamQuotaRules,
  ...teamOverlapRules,
  ...warmRules,
  ...windowRules,
  ...kedaRules,
];
