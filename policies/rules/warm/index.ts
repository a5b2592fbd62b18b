import type { Rule } from "../../frame/rule";
import { warmCeilingRules } from "../ceilings/warm";
import { placeholdersGiveWay } from "./placeholdersGiveWay";
import { placeholdersStayOnTheirPool } from "./placeholdersStayOnTheirPool";
import { warmCapacityWithinPoolLimits } from "./warmCapacityWithinPoolLimits";
import { warmWindowsAreMeant } from "./warmWindowsAreMeant";
import { warmWindowsNameTheirZone } from "./warmWindowsNameTheirZone";

export const warmRules: readonly Rule[] = [
  warmCapacityWithinPoolLimits,
  ...warmCeilingRules,
  warmWindowsNameTheirZone,
  warmWindowsAreMeant,
  placeholdersGiveWay,
  placeholdersStayOnTheirPool,
];
