/** What the changes that happen all at once are found in, and the steps that avoid most of them. */

import type { RegisteredResource } from "../../engine/resource";
import type { AbruptChange, ChangedResource } from "../../summary/changesSchema";
import type { ConfigPlace, ConfigPlaces, TeamKey } from "../../summary/configPlace";
import type { NodeClassWait } from "../nodeClassWait";
import { clusterType, type PoolSide } from "../poolSides";
import type { PoolChange } from "../pools";

/** One side, as far as it matters here. */
export interface AbruptSide {
  readonly resources: readonly RegisteredResource[];
  readonly pools: ReadonlyMap<string, PoolSide>;
  readonly teams: readonly string[];
  readonly zones: readonly string[];
  readonly region: string | undefined;
}

/** A change, worked out. */
export interface AbruptInput {
  readonly before: AbruptSide;
  readonly after: AbruptSide;
  readonly resources: readonly ChangedResource[];
  readonly pools: readonly PoolChange[];
  /** Former names of pools and teams that are taken for renamed, by new name. */
  readonly renamedPools: ReadonlyMap<string, string>;
  readonly renamedTeams: ReadonlyMap<string, string>;
  /** Of pools that stay, by name. */
  readonly nodeClassWaits: ReadonlyMap<string, NodeClassWait>;
  /** What lets running nodes into the cluster, where it goes while that stays. */
  readonly lostNodeAccess: ChangedResource | undefined;
  /** Of the new side. */
  readonly places: ConfigPlaces;
}

/** What decides it in the config of the new side: a field of a resource, a team or a key of it, or a path. */
export type Decider =
  | { readonly urn: string; readonly field?: string | undefined }
  | { readonly team: string; readonly key?: TeamKey }
  | { readonly path: string };

/** What happens, before its place is looked up. */
export interface Abrupt extends Omit<AbruptChange, keyof ConfigPlace> {
  readonly by: Decider;
}

/** The cluster on both sides, changed or not; undefined where it is replaced, or the stack of a side does not make it. */
export function keptCluster({ before, after, resources }: AbruptInput) {
  const of = (side: AbruptSide) => side.resources.find(({ type }) => type === clusterType);
  const [was, is] = [of(before), of(after)];
  const isReplaced = resources.some(({ urn, action }) => urn === is?.urn && action === "replace");
  return was === undefined || is === undefined || isReplaced ? undefined : { was, is };
}

/** The cluster on both sides, where the change updates it in place. */
export function updatedCluster(input: AbruptInput) {
  const cluster = keptCluster(input);
  return input.resources.some(({ urn }) => urn === cluster?.is.urn) ? cluster : undefined;
}

/** The steps that replace a team or a pool without an interruption. @param or "or ", behind a step that is shorter */
export const addMoveRemove = (what: string, or = ""): readonly string[] => [
  `${or}add the new ${what} beside the old one, and apply`,
  "move the workloads to it, until no pod of theirs is left on the old nodes",
  `remove the old ${what} in a second change`,
];
