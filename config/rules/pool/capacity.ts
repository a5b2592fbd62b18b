/** How instances are bought: spot, on demand, reserved. */
import type { PoolConfig } from "../../stack";
import { allPools, inPools, poolRule, type Rule, repeated } from "../rule";

/** Fewest cheaper types that let Karpenter replace one spot node by another (docs: disruption). */
const spotToSpotTypes = 15;

export const capacityRules: readonly Rule[] = [
  poolRule("capacity-types-differ", "error", (pool, report) => {
    for (const { item, index } of repeated(pool.capacityTypes, String)) {
      report({
        path: `${pool.pathOf("capacityTypes")}[${index}]`,
        value: item,
        message: "is named twice",
        suggestion: "delete one",
      });
    }
  }),
  poolRule("reserved-has-reservations", "error", (pool, report) => {
    const index = pool.capacityTypes.indexOf("reserved");
    if (index < 0 || pool.nodeClass.capacityReservations.length > 0) return;
    report({
      path: `${pool.pathOf("capacityTypes")}[${index}]`,
      value: "reserved",
      message: "finds nothing: the pool's node class names no capacity reservations",
      suggestion: `set ${pool.nodeClass.pathOf("capacityReservations")}`,
    });
  }),
  poolRule("reserved-is-switched-on", "error", (pool, report, { karpenter }) => {
    const index = pool.capacityTypes.indexOf("reserved");
    if (index < 0 || karpenter.featureGates.reservedCapacity) return;
    report({
      path: `${pool.pathOf("capacityTypes")}[${index}]`,
      value: "reserved",
      message: "does nothing: karpenter.featureGates.reservedCapacity is off",
      suggestion: "set karpenter.featureGates.reservedCapacity: true",
    });
  }),
  {
    name: "reservations-are-used",
    level: "warning",
    check: ({ stack }, report) => {
      // by where they are written: terms that all teams inherit are used when one pool uses them
      const users = new Map<string, PoolConfig[]>();
      for (const pool of allPools(stack)) {
        if (pool.nodeClass.capacityReservations.length === 0) continue;
        const path = pool.nodeClass.pathOf("capacityReservations");
        users.set(path, [...(users.get(path) ?? []), pool]);
      }
      for (const [path, pools] of users) {
        if (pools.some(({ capacityTypes }) => capacityTypes.includes("reserved"))) continue;
        report({
          path,
          message: "are paid for and not used: no pool of the node class has capacity type reserved",
          suggestion: "add reserved to a pool's capacityTypes",
          absentFrom: inPools("capacityTypes", "requirements"),
        });
      }
    },
  },
  poolRule("spot-hears-interruptions", "warning", (pool, report, { karpenter }) => {
    const index = pool.capacityTypes.indexOf("spot");
    if (index < 0 || karpenter.interruption) return;
    report({
      path: `${pool.pathOf("capacityTypes")}[${index}]`,
      value: "spot",
      message: "nodes vanish without a drain: karpenter.interruption is off",
      suggestion: "set karpenter.interruption: true",
    });
  }),
  {
    name: "spot-role-is-needed",
    level: "warning",
    check: ({ stack }, report) => {
      if (
        stack.karpenter.spotServiceLinkedRole !== "create" ||
        allPools(stack).some(({ capacityTypes }) => capacityTypes.includes("spot"))
      )
        return;
      report({
        path: "karpenter.spotServiceLinkedRole",
        value: "create",
        message: "creates a role that no pool needs: none uses spot",
        suggestion: 'write "existing"',
        absentFrom: inPools("capacityTypes", "requirements"),
      });
    },
  },
  {
    name: "spot-to-spot-has-choice",
    level: "warning",
    check: ({ stack }, report) => {
      if (!stack.karpenter.featureGates.spotToSpotConsolidation) return;
      for (const pool of allPools(stack)) {
        const types = pool.settings.instanceTypes;
        if (!pool.capacityTypes.includes("spot") || types === undefined || types.length >= spotToSpotTypes) continue;
        report({
          path: pool.pathOf("instanceTypes"),
          value: types,
          message: `are ${types.length} types; Karpenter replaces a spot node by another only with ${spotToSpotTypes} cheaper ones to choose from`,
          suggestion: "choose by families or categories instead",
        });
      }
    },
  },
];
