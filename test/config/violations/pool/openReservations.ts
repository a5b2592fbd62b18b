import type { RawConfig } from "../../arbitraries";
import type { Violation } from "../../violation";
import { pool } from "../../violation";

const id = "cr-0123456789abcdef0";
const reservation = { id, instanceType: "m7i.2xlarge", zone: "us-east-1a", count: 4 };
const at = "karpenter.openReservations";
const paid = (price: string) =>
  `"${id}" is paid for (4 x m7i.2xlarge, ${price} USD a month at list price) and not used`;

const stackOf = (own: RawConfig, terms: readonly object[], settings: RawConfig, gate?: boolean): RawConfig => ({
  karpenter: {
    openReservations: [{ ...reservation, ...own }],
    ...(gate === undefined ? {} : { featureGates: { reservedCapacity: gate } }),
  },
  teams: {
    dotori: {
      ...(terms.length === 0 ? {} : { nodeClass: { capacityReservations: terms } }),
      pools: [pool(settings)],
    },
  },
});
const reserved = { capacityTypes: ["reserved", "on-demand"] };
const used = stackOf({}, [{ id }], reserved);

export const openReservationViolations: readonly Violation[] = [
  {
    rule: "open-reservations-are-used",
    config: stackOf({}, [], {}),
    paths: [`${at}[0]`],
    text: `${at}[0]: ${paid("1177.34")} by this cluster: no node class selects it, and Karpenter keeps instances out of reservations that none selects (karpenter.featureGates.reservedCapacity); add { id: ${id} } to capacityReservations of a node class, and reserved to capacityTypes of a pool that has it`,
    good: used,
  },
  {
    // A pool of the node class must ask for reserved capacity; an owner of a term cannot be seen from here.
    rule: "open-reservations-are-used",
    config: stackOf({ tags: { team: "dotori" } }, [{ tags: { team: "dotori" } }], {}),
    also: ["reservations-are-used"],
    paths: [`${at}[0]`],
    text: `${at}[0]: ${paid("1177.34")} by this cluster: no pool of the node classes that select it has capacity type reserved; add reserved to teams.dotori.pools[0].capacityTypes`,
    good: stackOf({ tags: { team: "dotori" } }, [{ tags: { team: "*" }, ownerId: "123456789012" }], reserved),
  },
  {
    // Tags that it lacks, and terms for targeted ones only, do not select it.
    rule: "open-reservations-are-used",
    config: stackOf(
      { tags: { team: "alpha" } },
      [{ tags: { team: "dotori" } }, { instanceMatchCriteria: "targeted" }],
      reserved,
    ),
    paths: [`${at}[0]`],
    good: stackOf({}, [{ instanceMatchCriteria: "open" }], reserved),
  },
  {
    rule: "open-reservations-are-used",
    config: stackOf({}, [{ id }], { ...reserved, instanceTypes: ["m7i.xlarge"] }),
    paths: [`${at}[0]`],
    text: `${at}[0]: ${paid("1177.34")} by this cluster: no pool that selects it launches m7i.2xlarge in us-east-1a (dotori-general); let one of them have the type and the zone`,
    good: stackOf({}, [{ id }], { ...reserved, instanceTypes: ["m7i.xlarge", "m7i.2xlarge"] }),
  },
  {
    rule: "open-reservations-are-used",
    config: {
      network: { zones: ["us-east-1a", "us-east-1b"] },
      ...stackOf({}, [{ id }], { ...reserved, zones: ["us-east-1b"] }),
    },
    paths: [`${at}[0]`],
    good: {
      network: { zones: ["us-east-1a", "us-east-1b"] },
      ...stackOf({}, [{ id }], { ...reserved, zones: ["us-east-1a"] }),
    },
  },
  {
    // Without the gate EC2 fills open reservations with what matches.
    rule: "open-reservations-are-used",
    config: stackOf({}, [], { capacityTypes: ["spot"] }, false),
    paths: [`${at}[0]`],
    good: stackOf({}, [], {}, false),
  },
  {
    rule: "open-reservations-differ",
    config: { ...used, karpenter: { openReservations: [reservation, reservation] } },
    paths: [`${at}[1].id`],
    good: used,
  },
  {
    rule: "open-reservation-is-of-the-region",
    config: stackOf({ zone: "us-west-2a" }, [{ id }], reserved),
    paths: [`${at}[0].zone`],
    good: used,
  },
];
