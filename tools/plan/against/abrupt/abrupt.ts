/** What a change does all at once, or to more than the edit says, and the steps that avoid it. */
import type { AbruptChange } from "../../summary/changesSchema";
import type { ConfigPlace } from "../../summary/configPlace";
import { clusterVersion } from "./clusterVersion";
import { clusterZones } from "./clusterZones";
import type { AbruptInput, Decider } from "./input";
import { isolationChanges } from "./isolation";
import { networkChanges } from "./network";
import { nodeAccess } from "./nodeAccess";
import { endlessNodeClassWaits } from "./nodeClassWait";
import { limitChanges, poolChanges } from "./pools";
import { refusedFields } from "./refused";
import { secretsKeyChanged } from "./secretsKey";
import { namespaceChanges, teamChanges } from "./teams";
import { zonalShiftGone } from "./zonalShift";

/** Worst first. */
const order: readonly AbruptChange["kind"][] = [
  ...([
    "region-changed",
    "cluster-replaced",
    "secrets-key-changed",
    "node-access-gone",
    "cluster-zones",
    "cluster-version",
    "zonal-shift-key-gone",
    "network-replaced",
    "immutable-field",
    "hash-and-version",
    "team-gone",
    "team-renamed",
    "namespace-gone",
  ] as const),
  ...(["pool-replaced", "pool-gone", "pool-renamed", "isolation-changed", "zone-gone", "subnet-gone"] as const),
  ...(["node-class-waits", "limit-below-declared", "limit-lowered"] as const),
];

function placeOf(by: Decider, { places }: AbruptInput): ConfigPlace {
  if ("urn" in by) return places.ofResource(by.urn, by.field);
  return "team" in by ? places.ofTeam(by.team, by.key) : places.ofPath(by.path);
}

/** Everything abrupt, worst first and then by subject. */
export function abruptChanges(input: AbruptInput): readonly AbruptChange[] {
  return [
    ...teamChanges(input),
    ...namespaceChanges(input),
    ...poolChanges(input),
    ...limitChanges(input),
    ...networkChanges(input),
    ...clusterZones(input),
    ...clusterVersion(input),
    ...zonalShiftGone(input),
    ...secretsKeyChanged(input),
    ...nodeAccess(input),
    ...refusedFields(input),
    ...endlessNodeClassWaits(input),
    ...isolationChanges(input),
  ]
    .map(({ by, ...change }): AbruptChange => ({ ...change, ...placeOf(by, input) }))
    .sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind) || (a.subject < b.subject ? -1 : 1));
}
