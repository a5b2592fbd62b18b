/** What the nodes of each pool do. */

import { labelKeys } from "../../../capacity/kubernetes/labels";
import { allows } from "../../../capacity/kubernetes/requirement";
import { poolSelection, type Selection } from "../../../capacity/nodePool/selection";
import { templateOf } from "../../../capacity/nodePool/spec";
import { shown } from "../engine/property";
import type { ChangedPool, ChangedResource } from "../summary/changesSchema";
import { type Drift, type DriftReader, noDrift } from "./drift";
import { ceilingChange } from "./money";
import type { NodeClassWait } from "./nodeClassWait";
import { foreignSubnets, type PoolSide, vpcType } from "./poolSides";
import { spanText } from "./spanText";

/** Pools of both sides, and what is known of the rest. */
export interface PoolsInput {
  readonly before: ReadonlyMap<string, PoolSide>;
  readonly after: ReadonlyMap<string, PoolSide>;
  /** Zones of the network of each side. */
  readonly zones: { readonly before: readonly string[]; readonly after: readonly string[] };
  readonly region: { readonly before: string; readonly after: string };
  /** Resources that change, by urn. */
  readonly resources: ReadonlyMap<string, ChangedResource>;
  /** Former names of pools that are taken for renamed, by new name. */
  readonly renamed: ReadonlyMap<string, string>;
  readonly drifts: DriftReader;
  /** What `pulumi up` waits for, by pool. */
  readonly nodeClassWaits: ReadonlyMap<string, NodeClassWait>;
  /** Whether all nodes lose what lets them into the cluster. */
  readonly nodeAccessGoes: boolean;
}

type Difference = ChangedPool["types"];

const capacityTypes = ["on-demand", "reserved", "spot"] as const;

function difference(before: readonly string[], after: readonly string[]): Difference {
  const [old, now] = [new Set(before), new Set(after)];
  return {
    gained: after.filter((each) => !old.has(each)),
    lost: before.filter((each) => !now.has(each)),
    kept: before.filter((each) => now.has(each)).length,
  };
}

/** What a pool's requirements leave of some values of a label. */
function allowedValues({ allowed }: Selection, key: string, values: readonly string[]): readonly string[] {
  const requirement = allowed.get(key);
  if (requirement === undefined) return values;
  const named = requirement.complement ? values : [...requirement.values].sort();
  return named.filter((value) => allows(requirement, value));
}

interface Admitted {
  readonly types: readonly string[];
  readonly zones: readonly string[];
  readonly capacityTypes: readonly string[];
}

function admittedOf(pool: PoolSide | undefined, region: string, zones: readonly string[]): Admitted {
  if (pool === undefined) return { types: [], zones: [], capacityTypes: [] };
  const selection = poolSelection(templateOf(shown(pool.spec)), region);
  return {
    types: selection.types.map(({ type }) => type).sort(),
    zones: allowedValues(selection, labelKeys.zone, zones),
    capacityTypes: allowedValues(selection, labelKeys.capacityType, capacityTypes),
  };
}

/** A pool of either side, with what is wrong with its edit. */
export interface PoolChange {
  readonly pool: ChangedPool;
  readonly errors: Drift["errors"];
}

/** Every pool of both sides, by name. */
export function poolChanges(input: PoolsInput): readonly PoolChange[] {
  const names = [...new Set([...input.before.keys(), ...input.after.keys()])].sort();
  return names.map((name) => poolChange(name, input));
}

function poolChange(name: string, input: PoolsInput): PoolChange {
  const [before, after] = [input.before.get(name), input.after.get(name)];
  const one = admittedOf(before, input.region.before, input.zones.before);
  const other = admittedOf(after, input.region.after, input.zones.after);
  const differences = {
    types: difference(one.types, other.types),
    zones: difference(one.zones, other.zones),
    capacityTypes: difference(one.capacityTypes, other.capacityTypes),
  };
  const drift = rollOf(before, after, input);
  const formerName = input.renamed.get(name);
  const ceiling = before?.planned?.ceiling;
  const pool: ChangedPool = {
    name,
    ...(formerName === undefined ? {} : { formerName }),
    team: (after ?? before)!.team,
    rolls: drift.rolls,
    because: [...drift.because, ...waitOf(input.nodeClassWaits.get(name))],
    ...differences,
    nodes: { atMost: ceiling?.nodes ?? null, declared: before?.declaredNodes ?? 0 },
    duration: drift.duration,
    outside: drift.outside,
    ...(drift.revert === undefined ? {} : { revert: drift.revert }),
    money: ceilingChange(ceiling, after?.planned?.ceiling),
  };
  return { pool, errors: drift.errors };
}

/** What is said of a pool whose former class waits for its nodes. */
function waitOf(wait: NodeClassWait | undefined): ChangedPool["because"] {
  if (wait === undefined) return [];
  const text = `is deleted when no node uses it any more: \`pulumi up\` waits for that, for ${spanText(wait.seconds)} at most, and then fails; run it again`;
  return [{ path: `EC2NodeClass ${wait.nodeClassName}`, text }];
}

function rollOf(before: PoolSide | undefined, after: PoolSide | undefined, input: PoolsInput): Drift {
  const { resources, drifts, nodeAccessGoes } = input;
  if (before === undefined) return { ...noDrift, rolls: "new" };
  const drains = (rolls: "gone" | "replaced", text: string): Drift => ({
    ...noDrift,
    rolls,
    because: [{ path: "", text }],
    revert: "the pool is made again, with new nodes",
  });
  if (after === undefined) return drains("gone", "the NodePool object is deleted");
  const action = resources.get(after.resource.urn)?.action;
  // under another urn and without an alias, Pulumi makes one object and deletes the other, which have one name
  if (action === "create") return drains("replaced", "it has another urn, so Pulumi deletes the old object");
  if (action === "replace") return drains("replaced", "the NodePool object is replaced");
  // subnets of another VPC are no drift under the budgets: the nodes' own cluster cannot follow into it
  if ([...resources.values()].some((each) => each.type === vpcType && each.action === "replace"))
    return {
      ...noDrift,
      rolls: "unknown",
      because: [{ path: "", text: `the network is replaced: ${foreignSubnets}` }],
    };
  // Source: core v1.15.0 pkg/controllers/disruption/helpers.go, BuildDisruptionBudgetMapping
  if (nodeAccessGoes)
    return {
      ...noDrift,
      rolls: "unknown",
      because: [
        {
          path: "",
          text: "its nodes lose their access to the cluster: nodes that are NotReady count against every budget, so drift replaces none of them",
        },
      ],
    };
  return drifts.driftOf(before, after);
}
