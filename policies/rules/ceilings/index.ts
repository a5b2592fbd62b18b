import type { Rule } from "../../frame/rule";
import { poolHasLimits } from "../nodePool/poolHasLimits";
import { staticReplicasWithinLimits } from "../nodePool/staticReplicasWithinLimits";
import { clusterPriceWithinCeiling } from "./clusterPriceWithinCeiling";
import { clusterWithinCeiling } from "./clusterWithinCeiling";
import { poolPriceWithinCeiling } from "./poolPriceWithinCeiling";
import { poolWithinCeiling } from "./poolWithinCeiling";
import { teamPriceWithinCeiling } from "./teamPriceWithinCeiling";
import { teamWithinCeiling } from "./teamWithinCeiling";

export const ceilingsRules: readonly Rule[] = [
  poolHasLimits,
  staticReplicasWithinLimits,
  poolWithinCeiling,
  teamWithinCeiling,
  clusterWithinCeiling,
  poolPriceWithinCeiling,
  teamPriceWithinCeiling,
  clusterPriceWithinCeiling,
];
