import type { Rule } from "../../frame/rule";
import { karpenterApiIsServed } from "./karpenterApiIsServed";
import { overlappingPoolsHaveDistinctWeights } from "./overlappingPoolsHaveDistinctWeights";
import { poolCapacityTypesAreAllowed } from "./poolCapacityTypesAreAllowed";
import { poolConsolidatesInBounds } from "./poolConsolidatesInBounds";
import { poolDisruptionIsNotFrozen } from "./poolDisruptionIsNotFrozen";
import { poolExpiresInBounds } from "./poolExpiresInBounds";
import { poolHasDisruptionBudgets } from "./poolHasDisruptionBudgets";
import { poolHasTerminationGracePeriod } from "./poolHasTerminationGracePeriod";
import { poolNamesItsOwner } from "./poolNamesItsOwner";
import { poolNodeClassExists } from "./poolNodeClassExists";
import { poolRequirementsCanBeMet } from "./poolRequirementsCanBeMet";
import { poolTaintsAreWhole } from "./poolTaintsAreWhole";
import { poolZonesAreAllowed } from "./poolZonesAreAllowed";
import { traitRules } from "./traits";

export const nodePoolRules: readonly Rule[] = [
  karpenterApiIsServed,
  poolNodeClassExists,
  poolRequirementsCanBeMet,
  poolCapacityTypesAreAllowed,
  ...traitRules,
  poolZonesAreAllowed,
  poolExpiresInBounds,
  poolHasTerminationGracePeriod,
  poolHasDisruptionBudgets,
  poolDisruptionIsNotFrozen,
  poolConsolidatesInBounds,
  overlappingPoolsHaveDistinctWeights,
  poolTaintsAreWhole,
  poolNamesItsOwner,
];
