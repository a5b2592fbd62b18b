import type { Rule } from "../../frame/rule";
import { clusterWarmCapacityWithinCeiling } from "../ceilings/clusterWarmCapacityWithinCeiling";
import { teamWarmCapacityWithinCeiling } from "../ceilings/teamWarmCapacityWithinCeiling";
import { warmCapacityWithinCeiling } from "../ceilings/warmCapacityWithinCeiling";
import { placeholdersGiveWay } from "./placeholdersGiveWay";
import { placeholdersStayOnTheirPool } from "./placeholdersStayOnTheirPool";
import { warmCapacityWithinPoolLimits } from "./warmCapacityWithinPoolLimits";
import { warmWindowsAreMeant } from "./warmWindowsAreMeant";
import { warmWindowsNameTheirZone } from "./warmWindowsNameTheirZone";

export const warmRules: readonly Rule[] = [
  warmCapacityWithinPoolLimits,
  warmCapacityWithinCeiling,
  teamWarmCapacityWithinCeiling,
  clusterWarmCapacityWithinCeiling,
  warmWindowsNameTheirZone,
  warmWindowsAreMeant,
  placeholdersGiveWay,
  placeholdersStayOnTheirPool,
];
