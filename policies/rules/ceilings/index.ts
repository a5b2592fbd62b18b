import type { Rule } from "../../frame/rule";
import { poolHasLimits } from "../nodePool/poolHasLimits";
import { staticReplicasWithinLimits } from "../nodePool/staticReplicasWithinLimits";
import { ceilingRules } from "./ceiling";
import { priceRules } from "./price";

export const ceilingsRules: readonly Rule[] = [
  poolHasLimits,
  staticReplicasWithinLimits,
  ...ceilingRules,
  ...priceRules,
];
