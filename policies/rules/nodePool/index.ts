import type { Rule } from "../../frame/rule";
import { karpenterApiIsServed } from "./karpenterApiIsServed";
import { overlappingPoolsHaveDistinctWeights } from "./overlappingPoolsHaveDistinctWeights";
import { poolArchitecturesAreAllowed } from "./poolArchitecturesAreAllowed";
import { poolCapacityTypesAreAllowed } from "./poolCapacityTypesAreAllowed";
import { poolConsolidatesInBounds } from "./poolConsolidatesInBounds";
import { poolDisruptionIsNotFrozen } from "./poolDisruptionIsNotFrozen";
import { poolExpiresInBounds } from "./poolExpiresInBounds";
import { poolHasDisruptionBudgets } from "./poolHasDisruptionBudgets";
import { poolHasTerminationGracePeriod } from "./poolHasTerminationGracePeriod";
import { poolInstanceCategoriesAreAllowed } from "./poolInstanceCategoriesAreAllowed";
import { poolInstanceFamiliesAreAllowed } from "./poolInstanceFamiliesAreAllowed";
import { poolInstanceSizesAreAllowed } from "./poolInstanceSizesAreAllowed";
import { poolNamesItsOwner } from "./poolNamesItsOwner";
import { poolNodeClassExists } from "./poolNodeClassExists";
import { poolRequirementsCanBeMet } from "./poolRequirementsCanBeMet";
import { poolTaintsAreWhole } from "./poolTaintsAreWhole";
import { poolZonesAreAllowed } from "./poolZonesAreAllowed";

export const nodePoolRules: readonly Rule[] = [
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
];
