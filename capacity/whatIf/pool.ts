/** A pool as a what-if finds it: what it may launch, what it keeps warm, and what runs on it already. */
import type { Packing } from "../ec2/allocatable";
import { labelKeys, normalizedKey } from "../kubernetes/labels";
import { allows, type Requirement } from "../kubernetes/requirement";
import type { Limits } from "../nodePool/limits";
import { minValuesShortfalls } from "../nodePool/minValues";
import { type PoolTemplate, poolSelection, type Selection } from "../nodePool/selection";
import type { Taint } from "../nodePool/spec";
import { type NodeZones, zoneOffers } from "../nodePool/zoneOffers";
import type { DeclaredLoad, WarmMode } from "../warm/demand";
import { askedFor, type Launchable, launchableTypes } from "./launchable";
import type { Pods } from "./pods";

/** A NodePool and its warm capacity at a minute. */
export interface WhatIfPool {
  /** Of the NodePool. */
  readonly name: string;
  readonly weight: number;
  readonly template: PoolTemplate;
  readonly taints: readonly Taint[];
  readonly limits: Limits;
  /** Nodes of a static pool, which pods never start; undefined for a dynamic one. */
  readonly replicas?: number | undefined;
  /** What of a node is left to pods. */
  readonly packing: Packing;
  /** The stack's; a pool in another region's zones has its own. */
  readonly region: string | undefined;
  /** Absent, all of the region's zones offer every type. */
  readonly zones?: NodeZones | undefined;
  /** Absent without warm capacity and declared load. */
  readonly warm?: { readonly mode: WarmMode; readonly replicas: number; readonly load?: DeclaredLoad | undefined };
}

/** What the pool launches for pods. */
export interface PoolTypes {
  readonly selection: Selection;
  /** With room for a pod, cheapest first, whatever the limits say. */
  readonly launchable: readonly Launchable[];
  readonly spot: boolean;
  /** Whether the types still possible may be launched: minValues may ask for several. */
  readonly enough: (possible: readonly Launchable[]) => boolean;
  /** The same of those that the pool's zones offer, whichever ids the zones have in the account. */
  readonly surelyEnough: (possible: readonly Launchable[]) => boolean;
  /** Whether the pool's zones offer the type, whichever they are. */
  readonly isSure: (one: Launchable) => boolean;
}

/** Whether pods' nodes may be spot. */
export function maySpot({ allowed }: Pick<Selection, "allowed">): boolean {
  const capacityTypes = allowed.get(labelKeys.capacityType);
  // without a requirement Karpenter takes on-demand
  return capacityTypes !== undefined && allows(capacityTypes, "spot");
}

/** What the pool launches for pods with requirements of their own. */
export function typesFor(
  { template, packing, limits, region, zones }: WhatIfPool,
  pods: Omit<Pods, "count" | "priority">,
  requirements: readonly Requirement[] = [],
): PoolTypes {
  const joined = { requirements: [...template.requirements, ...requirements], labels: template.labels };
  const selection = poolSelection(joined, region);
  const spot = maySpot(selection);
  const launchable = launchableTypes({ types: selection.types, pods, packing, limits, region: selection.region, spot });
  const enough = (possible: readonly Launchable[]) =>
    possible.length > 0 &&
    minValuesShortfalls({ allowed: selection.allowed, types: possible.map(({ type }) => type) }).length === 0;
  const { isSure, whichever } = zoneOffers(selection, zones);
  return { selection, launchable, spot, enough, surelyEnough: whichever(enough), isSure: ({ type }) => isSure(type) };
}

/** Ids of the zones that are asked for where these alone leave no type; none where other requirements do, too. */
export function zonesWithoutTypes({ template, region }: WhatIfPool, pods: readonly Requirement[]): readonly string[] {
  const requirements = [...template.requirements, ...pods];
  const { allowed } = poolSelection({ requirements, labels: template.labels }, region);
  const zones = allowed.get(labelKeys.zoneId);
  if (zones === undefined || zones.complement) return [];
  const isOther = (key: string) => normalizedKey(key) !== labelKeys.zoneId;
  const others = {
    requirements: requirements.filter(({ key }) => isOther(key)),
    labels: Object.fromEntries(Object.entries(template.labels).filter(([key]) => isOther(key))),
  };
  return poolSelection(others, region).types.length === 0 ? [] : [...zones.values].sort();
}

/** What EC2 may be asked for under the limits. */
export function askedTypes({ limits }: WhatIfPool, { launchable, spot, isSure }: PoolTypes): readonly Launchable[] {
  const fits = launchable.filter(({ taken }) => taken.every((amount, index) => amount <= limits[index]!.capacity));
  return askedFor(fits, spot, isSure);
}

/** The order in which Karpenter tries pools: by weight, then by name, the last one first; those to be avoided at the end. */
export function inKarpentersOrder(pools: readonly WhatIfPool[]): readonly WhatIfPool[] {
  const avoided = ({ taints }: WhatIfPool) => Number(taints.some(({ effect }) => effect === "PreferNoSchedule"));
  return [...pools].sort((a, b) => avoided(a) - avoided(b) || b.weight - a.weight || (a.name < b.name ? 1 : -1));
}
