import type { RawConfig } from "../../arbitraries";
import type { Violation } from "../../violation";
import { nodeClass, onePool, pool } from "../../violation";

const term = { id: "cr-0123456789abcdef0" };
const reserved = (settings: RawConfig, stack: RawConfig = {}) => ({
  teams: { dotori: { nodeClass: { capacityReservations: [term] }, pools: [pool(settings)] } },
  ...stack,
});
const spot = { capacityTypes: ["spot", "on-demand"] };
const fifteen = ["m5", "m6i", "m6a", "c5", "c6i"].flatMap((family) => [
  `${family}.large`,
  `${family}.xlarge`,
  `${family}.2xlarge`,
]);
const spotToSpot = { karpenter: { featureGates: { spotToSpotConsolidation: true } } };

export const capacityViolations: readonly Violation[] = [
  {
    rule: "capacity-types-differ",
    config: onePool({ capacityTypes: ["spot", "on-demand", "spot"] }),
    paths: ["teams.dotori.pools[0].capacityTypes[2]"],
    text: 'teams.dotori.pools[0].capacityTypes[2]: "spot" is named twice; delete one',
    good: onePool(spot),
  },
  {
    rule: "reserved-has-reservations",
    config: onePool({ capacityTypes: ["on-demand", "reserved"] }),
    paths: ["teams.dotori.pools[0].capacityTypes[1]"],
    good: reserved({ capacityTypes: ["on-demand", "reserved"] }),
  },
  {
    rule: "reserved-has-reservations",
    config: { nodeClassDefaults: { detailedMonitoring: true }, ...onePool({ capacityTypes: ["reserved"] }) },
    paths: ["teams.dotori.pools[0].capacityTypes[0]"],
    text: 'teams.dotori.pools[0].capacityTypes[0]: "reserved" finds nothing: the pool\'s node class names no capacity reservations; set teams.dotori.nodeClass.capacityReservations',
    good: { nodeClassDefaults: { capacityReservations: [term] }, ...onePool({ capacityTypes: ["reserved"] }) },
  },
  {
    rule: "reserved-is-switched-on",
    config: reserved({ capacityTypes: ["reserved"] }, { karpenter: { featureGates: { reservedCapacity: false } } }),
    paths: ["teams.dotori.pools[0].capacityTypes[0]"],
    good: reserved({ capacityTypes: ["reserved"] }, { karpenter: { featureGates: { reservedCapacity: true } } }),
  },
  {
    rule: "reservations-are-used",
    config: nodeClass({ capacityReservations: [term] }),
    paths: ["teams.dotori.nodeClass.capacityReservations"],
    good: reserved({ capacityTypes: ["reserved"] }),
  },
  {
    // Terms that all teams inherit are used when one team uses them.
    rule: "reservations-are-used",
    config: {
      nodeClassDefaults: { capacityReservations: [term] },
      teams: { alpha: { pools: [pool()] }, dotori: { pools: [pool()] } },
    },
    paths: ["nodeClassDefaults.capacityReservations"],
    good: {
      nodeClassDefaults: { capacityReservations: [term] },
      teams: { alpha: { pools: [pool()] }, dotori: { pools: [pool({ capacityTypes: ["reserved"] })] } },
    },
  },
  {
    rule: "spot-hears-interruptions",
    config: onePool(spot, { karpenter: { interruption: false } }),
    paths: ["teams.dotori.pools[0].capacityTypes[0]"],
    good: onePool({ capacityTypes: ["on-demand"] }, { karpenter: { interruption: false } }),
  },
  {
    rule: "spot-role-is-needed",
    config: onePool({}, { karpenter: { spotServiceLinkedRole: "create" } }),
    paths: ["karpenter.spotServiceLinkedRole"],
    good: onePool(spot, { karpenter: { spotServiceLinkedRole: "create" } }),
  },
  {
    rule: "spot-to-spot-has-choice",
    config: { poolDefaults: { instanceTypes: fifteen.slice(9) }, ...onePool(spot, spotToSpot) },
    paths: ["poolDefaults.instanceTypes"],
    good: onePool({ instanceTypes: fifteen.slice(9) }, spotToSpot),
  },
  {
    rule: "spot-to-spot-has-choice",
    config: onePool({ ...spot, instanceTypes: fifteen.slice(1) }, spotToSpot),
    paths: ["teams.dotori.pools[0].instanceTypes"],
    good: onePool({ ...spot, instanceTypes: fifteen }, spotToSpot),
  },
];
