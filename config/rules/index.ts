/** Every check across keys of the config, by subject. */
import { amiRules } from "./ami";
import { capacityRules } from "./capacity";
import { clusterRules } from "./cluster";
import { diskRules } from "./disks";
import { disruptionRules } from "./disruption";
import { instanceRules } from "./instances";
import { karpenterValueRules } from "./karpenterValues";
import { kedaRules } from "./keda";
import { labelRules } from "./labels";
import { limitRules } from "./limits";
import { nameRules } from "./names";
import { networkRules } from "./network";
import { networkRangeRules } from "./networkRanges";
import { nodeClassRules } from "./nodeClass";
import { privateNetworkRules } from "./privateNetwork";
import { requirementRules } from "./requirements";
import type { Rule } from "./rule";
import { teamAccessRules } from "./teamAccess";
import { teamIsolationRules } from "./teamIsolation";
import { teamNetworkRules } from "./teamNetwork";
import { teamOverlapRules } from "./teamOverlaps";
import { teamQuotaRules } from "./teamQuotas";
import { versionRules } from "./versions";
import { warmRules } from "./warm";
import { windowRules } from "./windows";
import { poolZoneRules, regionRules } from "./zones";

export const rules: readonly Rule[] = [
  ...networkRules,
  ...networkRangeRules,
  ...privateNetworkRules,
  ...clusterRules,
  ...versionRules,
  ...karpenterValueRules,
  ...nameRules,
  ...amiRules,
  ...diskRules,
  ...nodeClassRules,
  ...limitRules,
  ...capacityRules,
  ...requirementRules,
  ...regionRules,
  ...instanceRules,
  ...poolZoneRules,
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
