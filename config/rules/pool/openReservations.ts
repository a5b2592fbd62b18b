/**
 * Open capacity reservations that the stack file declares, against what Karpenter launches. With the feature gate
 * reservedCapacity, Karpenter's launch templates keep instances out of every reservation that no node class selects, the
 * open ones too; without it they say nothing, and EC2 fills open reservations with whatever matches.
 * Source: provider v1.14.1 and v1.15.1 pkg/providers/launchtemplate/types.go, CapacityReservationPreference; the terms:
 * pkg/providers/capacityreservation/types.go.
 */
import { onDemandUsdPerHour } from "../../../capacity/ec2/prices";
import { labelKeys } from "../../../capacity/kubernetes/labels";
import { allows } from "../../../capacity/kubernetes/requirement";
import { monthHours } from "../../../capacity/money/line";
import type { OpenReservation } from "../../schema/openReservation";
import type { NodeClassConfig, PoolConfig, StackConfig } from "../../stack";
import { allPools, type Rule, repeated } from "../rule";
import { selectionOf } from "./instances";

type Term = NodeClassConfig["capacityReservations"][number];

/** Whether a term selects the reservation. Who owns it is not known here: an owner of a term is taken to be its. */
function selects({ id, tags = {}, instanceMatchCriteria }: Term, reservation: OpenReservation): boolean {
  if (id !== undefined) return id === reservation.id;
  const own = reservation.tags ?? {};
  return (
    instanceMatchCriteria !== "targeted" &&
    Object.entries(tags).every(([key, value]) => Object.hasOwn(own, key) && (value === "*" || own[key] === value))
  );
}

const isSelected = ({ nodeClass }: PoolConfig, reservation: OpenReservation) =>
  nodeClass.capacityReservations.some((term) => selects(term, reservation));

/** Whether the pool may launch the reservation's type in its zone; true where it cannot be told. */
function launches(
  pool: PoolConfig,
  { instanceType, zone }: OpenReservation,
  { network, region }: StackConfig,
): boolean {
  if (network.kind === "created" && typeof network.zones !== "number" && !network.zones.includes(zone)) return false;
  const selection = selectionOf(pool, region);
  if (selection === undefined || !selection.regionKnown) return true;
  if (selection.uncatalogued.some(({ value }) => value === instanceType)) return true;
  const zones = selection.allowed.get(labelKeys.zone);
  return selection.types.some(({ type }) => type === instanceType) && (zones === undefined || allows(zones, zone));
}

/** Why no node of the stack can be in the reservation, and what to do; undefined when one can. */
function unused(
  reservation: OpenReservation,
  stack: StackConfig,
): { readonly why: string; readonly fix: string } | undefined {
  const { id, instanceType, zone } = reservation;
  const pools = allPools(stack);
  const what = `${instanceType} in ${zone}`;
  if (!stack.karpenter.featureGates.reservedCapacity) {
    const takes = pools.some((pool) => pool.capacityTypes.includes("on-demand") && launches(pool, reservation, stack));
    return takes
      ? undefined
      : { why: `no on-demand pool launches ${what}`, fix: "let an on-demand pool have the type and the zone" };
  }
  const selecting = pools.filter((pool) => isSelected(pool, reservation));
  if (selecting.length === 0) {
    return {
      why: "no node class selects it, and Karpenter keeps instances out of reservations that none selects (karpenter.featureGates.reservedCapacity)",
      fix: `add { id: ${id} } to capacityReservations of a node class, and reserved to capacityTypes of a pool that has it`,
    };
  }
  const reserved = selecting.filter(({ capacityTypes }) => capacityTypes.includes("reserved"));
  if (reserved.length === 0) {
    return {
      why: "no pool of the node classes that select it has capacity type reserved",
      fix: `add reserved to ${selecting[0]!.pathOf("capacityTypes")}`,
    };
  }
  if (reserved.some((pool) => launches(pool, reservation, stack))) return undefined;
  const names = reserved.map(({ nodePoolName }) => nodePoolName).join(", ");
  return {
    why: `no pool that selects it launches ${what} (${names})`,
    fix: "let one of them have the type and the zone",
  };
}

/** What the reservation costs while it is empty: EC2 bills it as its instances, used or not. Empty where no price is known. */
function cost({ instanceType, count }: OpenReservation, region: string | undefined): string {
  const usdPerHour = region === undefined ? undefined : onDemandUsdPerHour(instanceType, region);
  return usdPerHour === undefined ? "" : `, ${(usdPerHour * count * monthHours).toFixed(2)} USD a month at list price`;
}

export const openReservationRules: readonly Rule[] = [
  {
    name: "open-reservations-are-used",
    level: "warning",
    check: ({ stack }, report) => {
      for (const [index, reservation] of (stack.karpenter.openReservations ?? []).entries()) {
        const found = unused(reservation, stack);
        if (found === undefined) continue;
        report({
          path: `karpenter.openReservations[${index}]`,
          value: reservation.id,
          message: `is paid for (${reservation.count} x ${reservation.instanceType}${cost(reservation, stack.region)}) and not used by this cluster: ${found.why}`,
          suggestion: found.fix,
        });
      }
    },
  },
  {
    name: "open-reservations-differ",
    level: "error",
    check: ({ stack }, report) => {
      for (const { item, index } of repeated(stack.karpenter.openReservations ?? [], ({ id }) => id)) {
        report({
          path: `karpenter.openReservations[${index}].id`,
          value: item.id,
          message: "is named twice",
          suggestion: "delete one",
        });
      }
    },
  },
  {
    name: "open-reservation-is-of-the-region",
    level: "error",
    check: ({ stack }, report) => {
      for (const [index, { zone }] of (stack.karpenter.openReservations ?? []).entries()) {
        if (stack.region === undefined || zone.slice(0, -1) === stack.region) continue;
        report({
          path: `karpenter.openReservations[${index}].zone`,
          value: zone,
          message: `is not in aws:region ${stack.region}`,
          suggestion: "delete the reservation, or correct its zone",
        });
      }
    },
  },
];
